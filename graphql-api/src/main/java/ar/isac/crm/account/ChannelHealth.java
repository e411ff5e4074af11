package ar.isac.crm.account;

import ar.isac.crm.dropin.PollFailed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** How the accounts fare: noted beside them, since it changes with every message and nobody waits for it. */
@Component
public class ChannelHealth {

    private static final Logger log = LoggerFactory.getLogger(ChannelHealth.class);

    /** A sign of life sooner than this after the last one is not worth a write. */
    private static final Duration COARSE = Duration.ofSeconds(5);

    private final MongoTemplate database;
    private final Clock clock;
    private final ConcurrentMap<String, Instant> noted = new ConcurrentHashMap<>();

    ChannelHealth(MongoTemplate database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * How one account fares.
     *
     * @param lastInboundAt when something last came from the platform, to some seconds
     * @param lastError the last thing that the platform would not do for the account as a whole or for a message
     * @param lastAlarm the last trouble that wants somebody to look after the account
     */
    @Document("channelHealth")
    record Health(
            @Id String id,
            @Nullable Instant lastInboundAt,
            @Nullable Instant lastSentAt,
            @Nullable LastError lastError,
            @Nullable LastError lastAlarm) {

        static Health unknown(String id) {
            return new Health(id, null, null, null, null);
        }
    }

    /** A platform's refusal, in words for a person. */
    record LastError(String code, String message, Instant at) {}

    /** Something came from the platform. */
    public void received(String accountId) {
        note(accountId, "lastInboundAt");
    }

    /** The platform took something. */
    public void sent(String accountId) {
        note(accountId, "lastSentAt");
    }

    /** The platform refused something. */
    public void failed(String accountId, String code, String message) {
        change(accountId, Update.update("lastError", new LastError(code, message, clock.instant())));
    }

    /** The platform refused something, or told of something, that wants somebody to look after the account. */
    public void alarmed(String accountId, String code, String message) {
        LastError trouble = new LastError(code, message, clock.instant());
        change(accountId, Update.update("lastError", trouble).set("lastAlarm", trouble));
    }

    /** A channel could not ask for the account's messages. */
    @EventListener
    void note(PollFailed failure) {
        failed(
                failure.account().id(),
                failure.failure(),
                "No se pudieron traer los mensajes (" + failure.failure() + "): revisá los datos de la cuenta.");
    }

    private void note(String accountId, String field) {
        Instant now = clock.instant();
        Instant last = noted.get(accountId + field);
        if (last == null || last.plus(COARSE).isBefore(now)) {
            noted.put(accountId + field, now);
            change(accountId, Update.update(field, now));
        }
    }

    private void change(String accountId, Update update) {
        try {
            database.upsert(Query.query(Criteria.where("_id").is(accountId)), update, Health.class);
        } catch (DataAccessException e) {
            log.warn(
                    "The health of {} cannot be noted: {}",
                    accountId,
                    e.getClass().getSimpleName());
        }
    }

    Map<String, Health> of(Collection<String> accountIds) {
        return database.find(Query.query(Criteria.where("_id").in(accountIds)), Health.class).stream()
                .collect(Collectors.toMap(Health::id, Function.identity()));
    }
}
