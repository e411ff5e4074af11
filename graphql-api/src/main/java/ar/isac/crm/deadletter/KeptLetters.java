package ar.isac.crm.deadletter;

import ar.isac.crm.database.Counters;
import ar.isac.crm.database.GuardedUpdate;
import ar.isac.crm.graphql.NumberedPage;
import ar.isac.crm.graphql.Page;
import ar.isac.crm.hub.DeadLetters;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.message.ConversationEvent;
import ar.isac.crm.message.ParkedLetter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.mongodb.core.BulkOperations;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** The parked letters, kept with what became of them and numbered as they come. */
@Component
class KeptLetters implements DeadLetters {

    private static final Logger log = LoggerFactory.getLogger(KeptLetters.class);
    private static final String NUMBERS = "deadLetters";
    private static final int PIECE = 200;

    private final MongoTemplate database;
    private final Counters counters;

    KeptLetters(MongoTemplate database, Counters counters) {
        this.database = database;
        this.counters = counters;
    }

    @Override
    public List<Publication> keep(ParkedLetter parked) {
        ParkedLetter letter = toTheMillisecond(parked);
        KeptLetter kept = findByKey(letter.id())
                .map(known -> GuardedUpdate.of(
                        database, KeptLetter.class, known.id(), current -> current.failedAgain(letter)))
                .orElseGet(() -> first(letter));
        return List.of(Publication.of(ConversationEvent.ofLetter(
                "deadLetter/" + kept.id() + "/" + kept.version(), kept.id(), letter.parkedAt())));
    }

    private KeptLetter first(ParkedLetter letter) {
        try {
            KeptLetter kept = database.insert(KeptLetter.first(counters.next(NUMBERS), letter));
            log.warn("Letter {} from {} waits for a person", kept.id(), letter.origin());
            return kept;
        } catch (DuplicateKeyException keptMeanwhile) {
            log.debug("Letter {} is kept already", letter.id());
            return findByKey(letter.id()).orElseThrow(() -> keptMeanwhile);
        }
    }

    /** As the database has times: else a letter that is delivered again would seem to be later than itself. */
    private static ParkedLetter toTheMillisecond(ParkedLetter letter) {
        return new ParkedLetter(
                letter.id(),
                letter.origin(),
                letter.group(),
                letter.route(),
                letter.step(),
                letter.failure(),
                letter.reason(),
                letter.body(),
                letter.parkedAt().truncatedTo(ChronoUnit.MILLIS));
    }

    private Optional<KeptLetter> findByKey(String key) {
        return Optional.ofNullable(
                database.findOne(Query.query(Criteria.where("key").is(key)), KeptLetter.class));
    }

    Optional<KeptLetter> find(String id) {
        return Optional.ofNullable(database.findById(id, KeptLetter.class));
    }

    /** Those that exist, in no order. */
    List<KeptLetter> find(Collection<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : database.find(Query.query(Criteria.where("_id").in(ids)), KeptLetter.class);
    }

    /** The newest first. */
    Page<KeptLetter> newestFirst(Predicate<KeptLetter> admits, int size, @Nullable String after) {
        return NumberedPage.newestFirst(counters.last(NUMBERS), after, size, admits, this::find, KeptLetter::id);
    }

    /** The oldest first, as they would have been handled. */
    List<KeptLetter> oldest(Predicate<KeptLetter> admits, int most) {
        long last = counters.last(NUMBERS);
        List<KeptLetter> found = new ArrayList<>();
        for (long from = 1; from <= last && found.size() < most; from += PIECE) {
            List<String> piece = LongStream.rangeClosed(from, Math.min(last, from + PIECE - 1))
                    .mapToObj(Long::toString)
                    .toList();
            find(piece).stream()
                    .filter(admits)
                    .sorted(Comparator.comparingLong(letter -> Long.parseLong(letter.id())))
                    .limit(most - found.size())
                    .forEach(found::add);
        }
        return found;
    }

    /**
     * Stores the next states of many letters in one write; returns those that nobody has changed meanwhile, as they are stored.
     * What a crash interrupts is stored letter by letter, never half of one.
     */
    List<KeptLetter> store(List<KeptLetter> changed) {
        if (changed.isEmpty()) {
            return List.of();
        }
        BulkOperations writes = database.bulkOps(BulkOperations.BulkMode.UNORDERED, KeptLetter.class);
        Map<String, KeptLetter> next = new HashMap<>();
        for (KeptLetter letter : changed) {
            KeptLetter following = letter.following();
            next.put(letter.id(), following);
            writes.replaceOne(
                    Query.query(
                            Criteria.where("_id").is(letter.id()).and("version").is(letter.version())),
                    following);
        }
        writes.execute();
        return find(next.keySet()).stream()
                .filter(stored -> stored.equals(next.get(stored.id())))
                .toList();
    }

    /** Stores the next state of a letter; empty when somebody else has changed it meanwhile. */
    Optional<KeptLetter> store(KeptLetter changed) {
        try {
            return Optional.of(database.save(changed));
        } catch (OptimisticLockingFailureException lostRace) {
            log.trace("Letter {} changed meanwhile", changed.id());
            return Optional.empty();
        }
    }
}
