package ar.isac.crm.event;

import ar.isac.crm.graphql.IllegalCursor;
import ar.isac.crm.hub.EventFeed;
import ar.isac.crm.hub.EventLog.Numbered;
import jakarta.annotation.PreDestroy;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * This node's feed. A subscriber is a position in the log that reads on whenever the log has grown: there can be no gap and no
 * repeat between "what was missed" and "what is new", because they are the same read. A slow subscriber reads larger pieces
 * and holds nobody up.
 */
@Component
public class Events implements EventFeed {

    /** Recent events answered from memory; older ones from the database. */
    private static final int REMEMBERED = 5_000;

    private static final int PIECE = 500;

    /** The position of a subscriber whose cursor is of another log. */
    private static final long RESYNC = -1;

    private final StoredEvents stored;
    private final Sinks.Many<Long> head = Sinks.many().replay().latest();
    private final Scheduler scheduler =
            Schedulers.fromExecutorService(Executors.newVirtualThreadPerTaskExecutor(), "events");
    private final NavigableMap<Long, Numbered> recent = new TreeMap<>();
    private long last = -1;

    Events(StoredEvents stored) {
        this.stored = stored;
    }

    /** A piece of news for a subscriber. */
    public sealed interface News {

        /** An event, in order. */
        record Occurred(Numbered event) implements News {}

        /** The subscriber's position is older than the log: it must read the present state anew and go on from {@code cursor}. */
        record ResyncRequired(long cursor) implements News {}
    }

    /** Takes an event off the topic. The topic may skip what a crash held back: then the log is read up to here. */
    @Override
    public synchronized void offer(Numbered event) {
        if (last < 0) {
            // The log holds the event already, so asking the log for its end would make this one look old.
            last = event.number() - 1;
        }
        if (event.number() <= last) {
            return;
        }
        List<Numbered> missed = event.number() == last + 1
                ? List.of(event)
                : stored.range(Math.max(last + 1, event.number() - REMEMBERED), event.number());
        missed.forEach(each -> recent.put(each.number(), each));
        while (recent.size() > REMEMBERED) {
            recent.pollFirstEntry();
        }
        last = event.number();
        head.emitNext(last, Sinks.EmitFailureHandler.FAIL_FAST);
    }

    /** The number of the newest event that this node knows. */
    public synchronized long last() {
        if (last < 0) {
            last = stored.readLast();
        }
        return last;
    }

    /**
     * Follows the log.
     *
     * @param after the last event the subscriber has seen; empty for "from now on"
     */
    public Flux<News> follow(Optional<Long> after) {
        return Flux.defer(() -> {
            long start = last();
            Subscriber subscriber = new Subscriber(after.orElse(start));
            if (subscriber.position > start
                    && stored.range(subscriber.position, subscriber.position).isEmpty()) {
                // Not a node that is ahead of this one, but a log that is gone.
                subscriber.position = RESYNC;
            }
            return Flux.concat(Flux.just(start), head.asFlux())
                    .onBackpressureLatest()
                    .publishOn(scheduler, 1)
                    .concatMap(upTo -> Flux.fromIterable(subscriber.readUpTo(upTo)), 1);
        });
    }

    /** The events from now backwards, as far as the log reaches, read in pieces as they are asked for. */
    public Stream<Numbered> newestFirst() {
        return Stream.iterate(last(), number -> number > 0, number -> number - PIECE)
                .map(number -> read(Math.max(1, number - PIECE + 1), number))
                .takeWhile(piece -> !piece.isEmpty())
                .flatMap(piece -> piece.reversed().stream());
    }

    /**
     * The position that a client's cursor stands for; empty for "from now on".
     *
     * @throws IllegalCursor when it is none of ours
     */
    public static Optional<Long> position(@Nullable String cursor) {
        if (cursor == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(cursor));
        } catch (NumberFormatException e) {
            throw new IllegalCursor(cursor, e);
        }
    }

    /** A position in the log. */
    private final class Subscriber {

        private long position;

        Subscriber(long position) {
            this.position = position;
        }

        List<News> readUpTo(long upTo) {
            List<News> news = new ArrayList<>();
            while (position < upTo) {
                long to = Math.min(upTo, position + PIECE);
                List<Numbered> piece = read(position + 1, to);
                if (piece.size() < to - position) {
                    news.clear();
                    news.add(new News.ResyncRequired(upTo));
                    position = upTo;
                    return news;
                }
                piece.forEach(event -> news.add(new News.Occurred(event)));
                position = to;
            }
            return news;
        }
    }

    /**
     * A stretch of the log behind a position, for whoever keeps the position for the whole cluster.
     *
     * @param end the position behind it, also where events in between are kept no more
     */
    public record Stretch(List<Numbered> events, long end) {}

    /** The next events behind a position; of no events, there are none yet. */
    public Stretch after(long position, int most) {
        long end = Math.min(last(), position + most);
        return end <= position ? new Stretch(List.of(), position) : new Stretch(read(position + 1, end), end);
    }

    private List<Numbered> read(long from, long to) {
        synchronized (this) {
            List<Numbered> remembered =
                    List.copyOf(recent.subMap(from, true, to, true).values());
            if (remembered.size() == to - from + 1) {
                return remembered;
            }
        }
        return stored.range(from, to);
    }

    @PreDestroy
    void stop() {
        head.tryEmitComplete();
        scheduler.dispose();
    }
}
