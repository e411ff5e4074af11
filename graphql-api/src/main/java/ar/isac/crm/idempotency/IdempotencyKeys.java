package ar.isac.crm.idempotency;

import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.pending.Alarm;
import ar.isac.crm.pending.AlarmHandler;
import ar.isac.crm.pending.Alarms;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The idempotency keys of mutations, each with a fingerprint of its input and, once there is one, its result. Kept for
 * {@link #KEPT}; then a key is as good as new.
 */
@Component
public class IdempotencyKeys implements AlarmHandler {

    /** How long a key is remembered. */
    public static final Duration KEPT = Duration.ofDays(7);

    /** Who has not finished nor shown life for this long has died, and the next try may do the work. */
    private static final Duration LEASE = Duration.ofMinutes(2);

    private static final Duration SIGN_OF_LIFE = LEASE.dividedBy(6);

    private static final Logger log = LoggerFactory.getLogger(IdempotencyKeys.class);
    private static final int LONGEST_KEY = 100;
    private static final String EXPIRY = "idempotencyKeys";

    private final JsonMapper json = JsonMapper.builder().build();
    private final MongoTemplate database;
    private final Alarms alarms;
    private final Clock clock;
    private final Duration signOfLife;
    private volatile @Nullable LocalDate armed;

    @Autowired
    IdempotencyKeys(MongoTemplate database, Alarms alarms, Clock clock) {
        this(database, alarms, clock, SIGN_OF_LIFE);
    }

    IdempotencyKeys(MongoTemplate database, Alarms alarms, Clock clock, Duration signOfLife) {
        this.signOfLife = signOfLife;
        this.database = database;
        this.alarms = alarms;
        this.clock = clock;
    }

    /**
     * A key in use.
     *
     * @param id actor, mutation and key
     * @param day in UTC, by which keys are removed together
     * @param alive when whoever does the work last showed that it lives
     * @param result as JSON; null while the work is under way
     */
    @Document("idempotencyKeys")
    record UsedKey(
            @Id String id,
            @Version @Nullable Long version,
            String input,
            Instant since,
            String day,
            @Nullable Instant alive,
            @Nullable String result) {

        UsedKey with(String done) {
            return new UsedKey(id, version, input, since, day, alive, done);
        }

        UsedKey alive(Instant now) {
            return new UsedKey(id, version, input, since, day, now, result);
        }

        Instant lastSign() {
            return alive == null ? since : alive;
        }
    }

    /** What came of a try. */
    public sealed interface Outcome<T> {

        /** The work's result, of this try or of an earlier one with the same input. */
        record Done<T>(T result) implements Outcome<T> {}

        /** Nothing was done: the key does not serve. */
        record Refused<T>(UserError error) implements Outcome<T> {}
    }

    /** What is wrong with the form of a key; empty when nothing is. */
    public static Optional<UserError> check(String key) {
        if (key.isBlank()) {
            return Optional.of(refusal(UserError.Code.REQUIRED, "Falta la clave de la operación: empezala de nuevo."));
        }
        return key.length() > LONGEST_KEY
                ? Optional.of(refusal(UserError.Code.TOO_LONG, "La clave de la operación tiene más de 100 caracteres."))
                : Optional.empty();
    }

    /** The key was used before, with another input. */
    public static UserError reused() {
        return refusal(
                UserError.Code.IDEMPOTENCY_KEY_REUSED,
                "Esta clave ya se usó con otros datos: empezá la operación de nuevo.");
    }

    /**
     * Does the work unless the same was done with this key before. Work that throws leaves the key free.
     *
     * @param actorId whose key it is
     * @param mutation the field; a key of one mutation says nothing about another
     * @param input whatever decides the result, as a value that JSON can hold
     * @param type of the result, likewise
     */
    public <T> Outcome<T> once(
            String actorId, String mutation, String key, Object input, Class<T> type, Supplier<T> work) {
        Optional<UserError> illegal = check(key);
        if (illegal.isPresent()) {
            return new Outcome.Refused<>(illegal.get());
        }
        String id = actorId + "/" + mutation + "/" + key;
        String fingerprint = fingerprint(input);
        UsedKey known = database.findById(id, UsedKey.class);
        if (known != null && isKept(known)) {
            if (!known.input().equals(fingerprint)) {
                return new Outcome.Refused<>(reused());
            }
            if (known.result() != null) {
                return new Outcome.Done<>(json.readValue(known.result(), type));
            }
            if (known.lastSign().plus(LEASE).isAfter(clock.instant())) {
                return inProgress();
            }
        }
        return claim(id, fingerprint, known).map(mine -> done(mine, work)).orElseGet(IdempotencyKeys::inProgress);
    }

    /**
     * Does work that may refuse its input, once. A refusal leaves the key free, so that the corrected input can be tried.
     *
     * @param work returns the id of what it made
     */
    public Result<String> attempt(
            String actorId, String mutation, String key, Object input, Supplier<Result<String>> work) {
        try {
            return switch (once(actorId, mutation, key, input, String.class, () -> orThrow(work.get()))) {
                case Outcome.Done<String>(String id) -> Result.done(id);
                case Outcome.Refused<String>(UserError error) -> Result.refused(error);
            };
        } catch (RefusedInput refused) {
            return new Result.Refused<>(refused.errors);
        }
    }

    private static String orThrow(Result<String> result) {
        return switch (result) {
            case Result.Done<String>(String id) -> id;
            case Result.Refused<String>(List<UserError> errors) -> throw new RefusedInput(errors);
        };
    }

    /** Carries a refusal past the storing of results. */
    private static final class RefusedInput extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient List<UserError> errors;

        RefusedInput(List<UserError> errors) {
            super("The input was refused", null, false, false);
            this.errors = errors;
        }
    }

    private Optional<UsedKey> claim(String id, String fingerprint, @Nullable UsedKey known) {
        Instant now = clock.instant();
        armExpiry(now);
        Long version = known == null ? null : known.version();
        UsedKey fresh = new UsedKey(id, version, fingerprint, now, day(now).toString(), now, null);
        try {
            return Optional.of(known == null ? database.insert(fresh) : database.save(fresh));
        } catch (DuplicateKeyException | OptimisticLockingFailureException claimedMeanwhile) {
            return Optional.empty();
        }
    }

    private <T> Outcome<T> done(UsedKey mine, Supplier<T> work) {
        Lease lease = new Lease(mine);
        T result;
        try (lease) {
            result = work.get();
        } catch (RuntimeException | Error failure) {
            database.remove(lease.key());
            throw failure;
        }
        database.save(lease.key().with(json.writeValueAsString(result)));
        return new Outcome.Done<>(result);
    }

    /** Shows while long work is under way, such as an import, that it is not to be done again. */
    private final class Lease implements AutoCloseable {
        private final Thread signs =
                Thread.ofVirtual().name("idempotency-lease").unstarted(this::show);
        private UsedKey key;
        private boolean isOver;

        Lease(UsedKey key) {
            this.key = key;
            signs.start();
        }

        private void show() {
            try {
                while (true) {
                    Thread.sleep(signOfLife);
                    sign();
                }
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        }

        private synchronized void sign() {
            try {
                key = isOver ? key : database.save(key.alive(clock.instant()));
            } catch (DataAccessException e) {
                log.warn("A sign of life could not be stored: {}", e.getClass().getSimpleName());
            }
        }

        synchronized UsedKey key() {
            return key;
        }

        @Override
        public void close() {
            synchronized (this) {
                isOver = true;
            }
            signs.interrupt();
        }
    }

    private boolean isKept(UsedKey key) {
        return key.since().plus(KEPT).isAfter(clock.instant());
    }

    /** One alarm for all keys of a day: keys are many, and alarms are swept. */
    private void armExpiry(Instant now) {
        LocalDate today = day(now);
        if (!today.equals(armed)) {
            alarms.setUnlessSet(
                    EXPIRY,
                    today.toString(),
                    today.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().plus(KEPT));
            armed = today;
        }
    }

    @Override
    public String kind() {
        return EXPIRY;
    }

    /** Forgets the keys of the day. Scans them, once a day. */
    @Override
    public @Nullable Instant ring(Alarm alarm) {
        database.remove(Query.query(Criteria.where("day").is(alarm.subject())), UsedKey.class);
        return null;
    }

    private static LocalDate day(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    private static <T> Outcome<T> inProgress() {
        return new Outcome.Refused<>(
                refusal(UserError.Code.IN_PROGRESS, "Esto ya se está haciendo: esperá un momento y probá de nuevo."));
    }

    private static UserError refusal(UserError.Code code, String message) {
        return UserError.at("idempotencyKey", code, message);
    }

    private String fingerprint(Object input) {
        try {
            byte[] bytes = json.writeValueAsString(input).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
