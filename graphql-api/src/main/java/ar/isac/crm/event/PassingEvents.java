package ar.isac.crm.event;

import ar.isac.crm.hub.BrokerUnavailable;
import ar.isac.crm.hub.Entry;
import ar.isac.crm.hub.PassingFeed;
import ar.isac.crm.message.PassingEvent;
import jakarta.annotation.PreDestroy;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import reactor.core.publisher.BufferOverflowStrategy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * What is true for moments, on every node. A subscriber that does not keep up loses the oldest of it, which was outdated
 * anyway, and holds nobody up.
 */
@Component
public class PassingEvents implements PassingFeed {

    private static final Logger log = LoggerFactory.getLogger(PassingEvents.class);
    private static final int KEPT_FOR_THE_SLOW = 64;

    private final Entry entry;
    private final ObjectProvider<Listener> listeners;
    private final Sinks.Many<PassingEvent> news = Sinks.many().multicast().directBestEffort();
    private final Scheduler scheduler =
            Schedulers.fromExecutorService(Executors.newVirtualThreadPerTaskExecutor(), "passing");

    PassingEvents(Entry entry, ObjectProvider<Listener> listeners) {
        this.entry = entry;
        this.listeners = listeners;
    }

    /** Hears of everything before subscribers do. */
    @FunctionalInterface
    public interface Listener {

        /** Takes it over; returns whether it is worth telling subscribers of. */
        boolean heard(PassingEvent event);
    }

    /** Tells every node, this one too. Without a broker only this one. */
    public void tell(PassingEvent event) {
        try {
            entry.tell(event);
        } catch (BrokerUnavailable e) {
            log.debug("Without a broker only this node hears what passes");
            offer(event);
        }
    }

    @Override
    public void offer(PassingEvent event) {
        if (listeners.stream().map(listener -> listener.heard(event)).reduce(true, Boolean::logicalAnd)) {
            synchronized (news) {
                news.tryEmitNext(event);
            }
        }
    }

    /** What passes from now on, on threads of its own: rendering must not hold up the broker's. */
    public Flux<PassingEvent> follow() {
        return news.asFlux()
                .onBackpressureBuffer(KEPT_FOR_THE_SLOW, BufferOverflowStrategy.DROP_OLDEST)
                .publishOn(scheduler, 1);
    }

    @PreDestroy
    void stop() {
        synchronized (news) {
            news.tryEmitComplete();
        }
        scheduler.dispose();
    }
}
