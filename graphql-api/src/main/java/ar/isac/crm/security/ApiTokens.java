package ar.isac.crm.security;

import ar.isac.crm.database.GuardedUpdate;
import ar.isac.crm.graphql.NotFound;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** The programs' credentials. Few, and read from the store whenever one is shown: what is revoked is refused at once on every node. */
@Component
class ApiTokens {

    private static final Logger log = LoggerFactory.getLogger(ApiTokens.class);

    /** Noted at most this often that a token is in use. */
    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

    /** A program asks all day: its first request, and the first after this, tell that its token is in use. */
    private static final Duration SILENCE = Duration.ofDays(1);

    private final Map<String, Instant> refused = new ConcurrentHashMap<>();
    private final MongoTemplate database;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ApiTokens(MongoTemplate database, ApplicationEventPublisher events, Clock clock) {
        this.database = database;
        this.events = events;
        this.clock = clock;
    }

    /** All there ever were, the newest first. */
    List<ApiToken> all() {
        return database.findAll(ApiToken.class).stream()
                .sorted(Comparator.comparing(ApiToken::createdAt).reversed().thenComparing(ApiToken::id))
                .toList();
    }

    Optional<ApiToken> find(String id) {
        return Optional.ofNullable(database.findById(id, ApiToken.class));
    }

    ApiToken add(ApiToken token) {
        return database.insert(token);
    }

    /** Takes a token away; one that is gone already stays as it is. */
    ApiToken revoke(String id) {
        if (find(id).isEmpty()) {
            throw new NotFound("ApiToken");
        }
        ApiToken revoked = GuardedUpdate.of(database, ApiToken.class, id, token -> token.revoked(clock.instant()));
        events.publishEvent(new StandingChanged());
        return revoked;
    }

    /** The valid token of this secret, whose use is noted. */
    Optional<ApiToken> shown(Secret secret) {
        Instant now = clock.instant();
        Optional<ApiToken> known = Optional.ofNullable(
                database.findOne(Query.query(Criteria.where("hash").is(secret.hash())), ApiToken.class));
        Optional<ApiToken> valid = known.filter(token -> token.isValid(now));
        if (valid.isEmpty()) {
            known.ifPresent(token -> noteRefusal(token, now));
            return valid;
        }
        valid.filter(token -> token.lastUsedAt() == null
                        || token.lastUsedAt().plus(SILENCE).isBefore(now))
                .ifPresent(token ->
                        events.publishEvent(AccessNoted.ofToken(token, "useApiToken", AccessNoted.Outcome.DONE)));
        valid.filter(token -> token.lastUsedAt() == null
                        || token.lastUsedAt().plus(NOTED_EVERY).isBefore(now))
                .ifPresent(token -> note(token.used(now)));
        return valid;
    }

    /** Once a day for each token: whoever goes on with one that is over or revoked does so all day. There are few tokens. */
    private void noteRefusal(ApiToken token, Instant now) {
        Instant before = refused.get(token.id());
        if (before == null || before.plus(SILENCE).isBefore(now)) {
            refused.put(token.id(), now);
            events.publishEvent(AccessNoted.ofToken(token, "useApiToken", AccessNoted.Outcome.REFUSED));
        }
    }

    private void note(ApiToken used) {
        try {
            database.save(used);
        } catch (OptimisticLockingFailureException notedElsewhere) {
            log.trace("Another request has noted the use of token {}", used.id());
        }
    }
}
