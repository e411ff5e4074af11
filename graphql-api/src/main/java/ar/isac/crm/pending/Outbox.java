package ar.isac.crm.pending;

import ar.isac.crm.hub.BrokerUnavailable;
import ar.isac.crm.hub.Entry;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.hub.RawJson;
import ar.isac.crm.hub.WireFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Announcements of changes that no consumed message carries: an advisor's click, an alarm. The announcement is stored before
 * the change and deleted when it is published; what a crash leaves is published by a sweep. So an announcement may come
 * without its change, and twice, but a change never goes unannounced: subscribers render the state of now.
 */
@Component
public class Outbox {

    private static final Logger log = LoggerFactory.getLogger(Outbox.class);

    /** An entry younger than this belongs to a request that is still under way. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final MongoTemplate database;
    private final Entry entry;
    private final WireFormat wire;
    private final Clock clock;

    Outbox(MongoTemplate database, Entry entry, WireFormat wire, Clock clock) {
        this.database = database;
        this.entry = entry;
        this.wire = wire;
        this.clock = clock;
    }

    @Document("outbox")
    record Announcement(@Id String id, Instant at, List<Letter> letters) {}

    /** A publication whose body is JSON already. */
    record Letter(
            String queue,
            @Nullable String group,
            long delayMs,
            String body,
            @Nullable String letterId) {}

    /**
     * Makes the change, and sees to it that it is announced even if this process dies meanwhile.
     *
     * @return what the change returned
     */
    public <T> T announcing(List<Publication> announcements, Supplier<T> change) {
        return announcingIf(announcements, () -> Optional.of(change.get())).orElseThrow();
    }

    /**
     * As {@link #announcing}, with news that only the change tells, such as the place that a message got. They go out together
     * with the others; a crash in between leaves the others alone, so these may only say more exactly what changed.
     */
    public <T> T announcing(
            List<Publication> announcements, Supplier<T> change, Function<T, List<Publication>> exactly) {
        Announcement stored = database.insert(new Announcement(
                UUID.randomUUID().toString(),
                clock.instant(),
                announcements.stream().map(this::letter).toList()));
        T result = change.get();
        Announcement whole = new Announcement(
                stored.id(),
                stored.at(),
                Stream.concat(
                                stored.letters().stream(),
                                exactly.apply(result).stream().map(this::letter))
                        .toList());
        try {
            publish(whole);
        } catch (BrokerUnavailable e) {
            database.save(whole);
            log.warn("An announcement waits for the broker: {}", stored.id());
        }
        return result;
    }

    /**
     * As {@link #announcing}, for a change that may turn out not to be made: then nothing is announced.
     *
     * @param change empty when nothing was changed
     */
    public <T> Optional<T> announcingIf(List<Publication> announcements, Supplier<Optional<T>> change) {
        Announcement stored = database.insert(new Announcement(
                UUID.randomUUID().toString(),
                clock.instant(),
                announcements.stream().map(this::letter).toList()));
        Optional<T> result = change.get();
        if (result.isEmpty()) {
            database.remove(stored);
            return result;
        }
        try {
            publish(stored);
        } catch (BrokerUnavailable e) {
            log.warn("An announcement waits for the broker: {}", stored.id());
        }
        return result;
    }

    /**
     * As {@link #announcingIf}, for many changes that share one announcement and one transaction of the broker: what is stored
     * and sent one by one costs most of its time in waiting for the disk.
     *
     * @param announcements of one change
     * @param change makes the changes; whatever it leaves out was not made, and is not announced
     * @return the changes that were made, each with what came of it
     */
    public <S, T> Map<S, T> announcingThose(
            List<S> planned, Function<S, List<Publication>> announcements, Function<List<S>, Map<S, T>> change) {
        if (planned.isEmpty()) {
            return Map.of();
        }
        Announcement stored = database.insert(announcement(UUID.randomUUID().toString(), planned, announcements));
        Map<S, T> made = change.apply(planned);
        Announcement left = made.size() == planned.size()
                ? stored
                : announcement(
                        stored.id(), planned.stream().filter(made::containsKey).toList(), announcements);
        try {
            publish(left);
        } catch (BrokerUnavailable e) {
            database.save(left);
            log.warn("An announcement waits for the broker: {}", stored.id());
        }
        return made;
    }

    private <S> Announcement announcement(String id, List<S> changes, Function<S, List<Publication>> announcements) {
        return new Announcement(
                id,
                clock.instant(),
                changes.stream()
                        .flatMap(one -> announcements.apply(one).stream())
                        .map(this::letter)
                        .toList());
    }

    @Scheduled(fixedDelay = 2_000)
    void sweep() {
        try {
            publishLeftBehind();
        } catch (DataAccessException e) {
            log.warn("The outbox cannot be swept now: {}", e.getClass().getSimpleName());
        }
    }

    private void publishLeftBehind() {
        Instant before = clock.instant().minus(GRACE);
        for (Announcement left : database.findAll(Announcement.class)) {
            if (left.at().isBefore(before)) {
                try {
                    publish(left);
                } catch (BrokerUnavailable e) {
                    return;
                }
            }
        }
    }

    private void publish(Announcement announcement) {
        entry.publish(announcement.letters().stream()
                .map(letter -> new Publication(
                        letter.queue(),
                        letter.group(),
                        Duration.ofMillis(letter.delayMs()),
                        new RawJson(letter.body()),
                        letter.letterId()))
                .toList());
        database.remove(announcement);
    }

    private Letter letter(Publication publication) {
        return new Letter(
                publication.queue(),
                publication.group(),
                publication.delay().toMillis(),
                wire.write(publication.body()),
                publication.letterId());
    }
}
