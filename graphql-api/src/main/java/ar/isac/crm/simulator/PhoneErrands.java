package ar.isac.crm.simulator;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Runs what concerns one phone one after the other, and different phones side by side. */
@Component
@OnlyInDemo
class PhoneErrands {

    private static final Logger log = LoggerFactory.getLogger(PhoneErrands.class);

    private final Executor executor =
            errand -> Thread.ofVirtual().name("simulator").start(errand);
    private final ConcurrentMap<String, CompletableFuture<Void>> last = new ConcurrentHashMap<>();

    /** Something to do that may wait. */
    interface Errand {
        void run() throws InterruptedException;
    }

    void run(String phoneId, Errand errand) {
        CompletableFuture<Void> queued = last.compute(phoneId, (id, previous) -> {
            CompletableFuture<Void> after = previous == null ? CompletableFuture.completedFuture(null) : previous;
            return after.thenRunAsync(() -> attempt(errand), executor);
        });
        // Without this the map would keep every phone there ever was.
        var unused = queued.thenRun(() -> last.remove(phoneId, queued));
    }

    private static void attempt(Errand errand) {
        try {
            errand.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.error("The simulator could not finish an errand of a phone", e);
        }
    }
}
