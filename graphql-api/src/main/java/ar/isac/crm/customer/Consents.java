package ar.isac.crm.customer;

import ar.isac.crm.customer.Consent.Purpose;
import ar.isac.crm.database.GuardedUpdate;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** What customers have agreed to and what not; of most, nothing is known. */
@Component
public class Consents {

    private final MongoTemplate database;
    private final Clock clock;

    Consents(MongoTemplate database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Whether the customer agreed; empty while nobody has asked. */
    public Optional<Boolean> of(String customerId, Purpose purpose) {
        return find(customerId, purpose).map(Consent::isGranted);
    }

    List<Consent> of(Collection<String> customerIds) {
        List<String> ids = customerIds.stream()
                .flatMap(id -> Stream.of(Purpose.values()).map(purpose -> Consent.id(id, purpose)))
                .toList();
        return database.find(Query.query(Criteria.where("_id").in(ids)), Consent.class);
    }

    void set(String customerId, Purpose purpose, boolean isGranted, String evidence, String actorId) {
        set(customerId, purpose, isGranted, evidence, actorId, clock.instant());
    }

    /**
     * Notes what a customer has said, to the shop or to a platform. What was said later stays, in whatever order it comes; doing
     * it again changes nothing. Platforms tell the time by the second: of two messages of one second the later in the thread
     * counts.
     *
     * @param source as {@link Consent#setBy}: {@link Consent#byMessage} or {@link Consent#byPlatform}
     * @param at when they said it
     */
    public void heard(
            String customerId, Purpose purpose, boolean isGranted, String evidence, String source, Instant at) {
        Instant moment = at.truncatedTo(ChronoUnit.MILLIS);
        Consent known = find(customerId, purpose).orElse(null);
        if (known == null || known.isOlderThan(source, moment)) {
            set(customerId, purpose, isGranted, evidence, source, moment);
        }
    }

    /** What is known of a customer's will, and how. */
    public Optional<Consent> find(String customerId, Purpose purpose) {
        return Optional.ofNullable(database.findById(Consent.id(customerId, purpose), Consent.class));
    }

    private void set(
            String customerId, Purpose purpose, boolean isGranted, String evidence, String actorId, Instant now) {
        String id = Consent.id(customerId, purpose);
        if (database.findById(id, Consent.class) == null) {
            try {
                database.insert(
                        new Consent(id, null, customerId, purpose, isGranted, evidence, actorId, now, List.of()));
                return;
            } catch (DuplicateKeyException setMeanwhile) {
                // Then it is changed like any other.
            }
        }
        GuardedUpdate.of(database, Consent.class, id, consent -> consent.set(isGranted, evidence, actorId, now));
    }
}
