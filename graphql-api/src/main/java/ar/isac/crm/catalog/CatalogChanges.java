package ar.isac.crm.catalog;

import ar.isac.crm.catalog.CatalogChange.Kind;
import ar.isac.crm.hub.BackgroundLoop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * Lets every node follow the catalogue: whoever changes it leaves a numbered entry, and all others look for the next numbers
 * four times a second, which is one read of computed ids. Entries hold no content; each node reads the state of now.
 */
@Component
class CatalogChanges extends BackgroundLoop {
    private static final Logger log = LoggerFactory.getLogger(CatalogChanges.class);

    /** How many entries can be followed from; a node that slept longer reads the whole catalogue. */
    private static final long KEPT = 20_000;

    private static final int PIECE = 100;
    private static final long PAUSE_MS = 250;

    /** Who has not stored its change by then has died; what it may have stored is read once more. */
    private static final Duration GIVEN_UP = Duration.ofMinutes(1);

    private final MongoOperations database;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final long kept;
    private final String node = UUID.randomUUID().toString();
    private final Set<Long> unsettled = new HashSet<>();
    private long end;
    private volatile long followed;
    private volatile Instant lastLook = Instant.EPOCH;

    @Autowired
    CatalogChanges(MongoOperations database, ApplicationEventPublisher events, Clock clock) {
        this(database, events, clock, KEPT);
    }

    CatalogChanges(MongoOperations database, ApplicationEventPublisher events, Clock clock, long kept) {
        super("catalogue-follower");
        this.database = database;
        this.events = events;
        this.clock = clock;
        this.kept = kept;
    }

    /** Changes products, and sees to it that this node and all others read them anew. */
    <T> T ofProducts(Collection<String> ids, Supplier<T> change) {
        return announced(Kind.PRODUCTS, List.copyOf(ids), change);
    }

    /** Changes synonyms, likewise. */
    <T> T ofSynonyms(Supplier<T> change) {
        return announced(Kind.SYNONYMS, List.of(), change);
    }

    private <T> T announced(Kind kind, List<String> ids, Supplier<T> change) {
        CatalogChange entry = append(kind, ids);
        T result = change.get();
        tell(kind, new HashSet<>(ids));
        database.save(entry.settled());
        return result;
    }

    private synchronized CatalogChange append(Kind kind, List<String> ids) {
        if (end == 0) {
            end = readEnd();
        }
        while (true) {
            try {
                CatalogChange stored =
                        database.insert(new CatalogChange(end + 1, null, node, kind, ids, clock.instant(), false));
                end = stored.number();
                forget(end - kept);
                return stored;
            } catch (DuplicateKeyException takenByAnotherNode) {
                end = endBehind(end);
            }
        }
    }

    private void forget(long number) {
        if (number > 0) {
            database.remove(Query.query(Criteria.where("_id").is(number)), CatalogChange.class);
        }
    }

    private long endBehind(long number) {
        long last = number;
        for (List<CatalogChange> next = read(last, Set.of()); !next.isEmpty(); next = read(last, Set.of())) {
            last = next.getLast().number();
        }
        return last;
    }

    /** Scans the log; asked once. */
    private long readEnd() {
        CatalogChange newest = database.findOne(
                new Query().with(Sort.by(Sort.Direction.DESC, "_id")).limit(1), CatalogChange.class);
        return newest == null ? 0 : newest.number();
    }

    private List<CatalogChange> read(long after, Set<Long> also) {
        List<Long> numbers = new ArrayList<>(also);
        LongStream.rangeClosed(after + 1, after + PIECE).forEach(numbers::add);
        return database.find(Query.query(Criteria.where("_id").in(numbers)), CatalogChange.class).stream()
                .sorted(Comparator.comparingLong(CatalogChange::number))
                .toList();
    }

    /**
     * Begins to follow, before the catalogue is read for the first time. Entries a little older are looked at again, since
     * their changes may be stored after that reading.
     */
    synchronized void begin() {
        end = readEnd();
        followed = Math.max(0, end - PIECE);
        lastLook = clock.instant();
    }

    @Override
    protected void turn() throws InterruptedException {
        follow();
        TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
    }

    @Override
    protected void failed(Exception failure) {
        log.warn(
                "The catalogue's changes cannot be followed now: {}",
                failure.getClass().getSimpleName());
    }

    private void follow() {
        if (hasSlept() && readEnd() - followed > kept) {
            log.warn("The catalogue's changes were missed for long; the whole of it is read anew");
            begin();
            events.publishEvent(new CatalogMissed());
        }
        while (followNext() == PIECE) {
            log.trace("There may be more changes of the catalogue");
        }
        lastLook = clock.instant();
    }

    private boolean hasSlept() {
        return lastLook.plus(GIVEN_UP).isBefore(clock.instant());
    }

    /** Follows a stretch of the log; returns how many entries were new. */
    private int followNext() {
        List<CatalogChange> read = read(followed, unsettled);
        Set<String> ids = new HashSet<>();
        boolean isOfSynonyms = false;
        int fresh = 0;
        for (CatalogChange change : read) {
            if (isNews(change)) {
                ids.addAll(change.productIds());
                isOfSynonyms |= change.kind() == Kind.SYNONYMS;
            }
            fresh += change.number() > followed ? 1 : 0;
        }
        if (!ids.isEmpty()) {
            tell(Kind.PRODUCTS, ids);
        }
        if (isOfSynonyms) {
            tell(Kind.SYNONYMS, Set.of());
        }
        if (fresh > 0) {
            followed = read.getLast().number();
        }
        return fresh;
    }

    /** What is not settled yet is read at once, and again when it is settled or given up. */
    private boolean isNews(CatalogChange change) {
        boolean isOwn = change.node().equals(node);
        boolean isGivenUp = change.at().isBefore(clock.instant().minus(GIVEN_UP));
        if (change.isSettled() || isGivenUp) {
            unsettled.remove(change.number());
            return !(isOwn && change.isSettled());
        }
        return unsettled.add(change.number()) && !isOwn;
    }

    private void tell(Kind kind, Set<String> ids) {
        switch (kind) {
            case PRODUCTS -> events.publishEvent(new ProductsChanged(ids));
            case SYNONYMS -> events.publishEvent(new SynonymsChanged());
        }
    }
}
