package ar.isac.crm.outgoing;

import ar.isac.crm.database.Counters;
import ar.isac.crm.database.GuardedUpdate;
import ar.isac.crm.graphql.NumberedPage;
import ar.isac.crm.graphql.Page;
import ar.isac.crm.pending.Alarm;
import ar.isac.crm.pending.AlarmHandler;
import ar.isac.crm.pending.Alarms;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** The deliveries of the last {@link #KEPT}, by number. */
@Component("webhookDeliveries")
class Deliveries implements AlarmHandler {

    /** How long a delivery is remembered, and can be replayed. */
    static final Duration KEPT = Duration.ofDays(7);

    private static final String KIND = "webhookDeliveries";

    private final MongoTemplate database;
    private final Counters counters;
    private final Alarms alarms;
    private final Clock clock;
    private volatile @Nullable LocalDate armed;

    Deliveries(MongoTemplate database, Counters counters, Alarms alarms, Clock clock) {
        this.database = database;
        this.counters = counters;
        this.alarms = alarms;
        this.clock = clock;
    }

    Optional<Delivery> find(String id) {
        return Optional.ofNullable(database.findById(id, Delivery.class));
    }

    private List<Delivery> find(Collection<String> ids) {
        return database.find(Query.query(Criteria.where("_id").in(ids)), Delivery.class);
    }

    /** The delivery of this news to the webhook: one, however often the news comes. */
    Delivery of(String webhookId, News news, String body) {
        String key = webhookId + "/" + news.key();
        return findByKey(key).orElseGet(() -> {
            Instant now = clock.instant();
            LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
            armExpiry(today);
            Delivery fresh = new Delivery(
                    Long.toString(counters.next(KIND)),
                    null,
                    key,
                    webhookId,
                    "msg_" + UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)),
                    news.event(),
                    news.customerId(),
                    body,
                    Delivery.Status.PENDING,
                    0,
                    0,
                    List.of(),
                    null,
                    now,
                    today.toString());
            try {
                return database.insert(fresh);
            } catch (DuplicateKeyException madeMeanwhile) {
                return findByKey(key).orElseThrow();
            }
        });
    }

    private Optional<Delivery> findByKey(String key) {
        return Optional.ofNullable(
                database.findOne(Query.query(Criteria.where("key").is(key)), Delivery.class));
    }

    Delivery update(String id, UnaryOperator<Delivery> change) {
        return GuardedUpdate.of(database, Delivery.class, id, change);
    }

    /** The newest first. */
    Page<Delivery> newest(Predicate<Delivery> admits, int size, @Nullable String after) {
        return NumberedPage.newestFirst(counters.last(KIND), after, size, admits, this::find, Delivery::id);
    }

    private void armExpiry(LocalDate today) {
        if (!today.equals(armed)) {
            alarms.setUnlessSet(
                    KIND,
                    today.toString(),
                    today.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().plus(KEPT));
            armed = today;
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Forgets the deliveries of the day. Scans them, once a day. */
    @Override
    public @Nullable Instant ring(Alarm alarm) {
        database.remove(Query.query(Criteria.where("day").is(alarm.subject())), Delivery.class);
        return null;
    }
}
