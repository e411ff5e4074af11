package ar.isac.crm.simulator;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Tells the open pages what happens on the phones. A page that cannot keep up is let go; it comes back and reads anew. */
@Component
@OnlyInDemo
class PhoneFeed {

    private static final Logger log = LoggerFactory.getLogger(PhoneFeed.class);
    private static final int MOST_WAITING = 1000;
    private static final long BEAT_SECONDS = 15;

    private final Queue<Watcher> watchers = new ConcurrentLinkedQueue<>();

    /** Something that happened on a phone. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Changed.class, name = "phone"),
        @JsonSubTypes.Type(value = Removed.class, name = "removed"),
        @JsonSubTypes.Type(value = Wrote.class, name = "message"),
        @JsonSubTypes.Type(value = Typing.class, name = "typing"),
        @JsonSubTypes.Type(value = Crowd.class, name = "crowd")
    })
    sealed interface Event {}

    record Changed(Phone phone) implements Event {}

    record Removed(String phoneId) implements Event {}

    record Wrote(String phoneId, PhoneMessage message) implements Event {}

    record Typing(String phoneId, boolean isTyping) implements Event {}

    /** Of the customers who write by themselves, how many still do. */
    record Crowd(int talking, int of) implements Event {}

    private record Watcher(SseEmitter emitter, BlockingQueue<Event> waiting) {}

    SseEmitter watch() {
        Watcher watcher = new Watcher(new SseEmitter(0L), new ArrayBlockingQueue<>(MOST_WAITING));
        watcher.emitter().onCompletion(() -> watchers.remove(watcher));
        watcher.emitter().onError(failure -> watchers.remove(watcher));
        watchers.add(watcher);
        Thread.ofVirtual().name("simulator-feed").start(() -> tell(watcher));
        return watcher.emitter();
    }

    void publish(Event event) {
        watchers.removeIf(watcher -> !watcher.waiting().offer(event));
    }

    private void tell(Watcher watcher) {
        try {
            watcher.emitter().send(SseEmitter.event().comment("hola"));
            while (watchers.contains(watcher)) {
                send(watcher.emitter(), watcher.waiting().poll(BEAT_SECONDS, TimeUnit.SECONDS));
            }
            watcher.emitter().complete();
        } catch (IOException | IllegalStateException gone) {
            log.trace("A page of the simulator was closed", gone);
            watchers.remove(watcher);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Without news a comment goes out, since a closed page is noticed only by writing to it. */
    private static void send(SseEmitter emitter, @Nullable Event event) throws IOException {
        if (event == null) {
            emitter.send(SseEmitter.event().comment(""));
        } else {
            emitter.send(event, MediaType.APPLICATION_JSON);
        }
    }

    /** Open streams would hold up a graceful stop. */
    @PreDestroy
    void close() {
        watchers.forEach(watcher -> watcher.emitter().complete());
        watchers.clear();
    }
}
