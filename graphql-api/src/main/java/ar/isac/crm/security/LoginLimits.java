package ar.isac.crm.security;

import ar.isac.crm.pending.Alarm;
import ar.isac.crm.pending.AlarmHandler;
import ar.isac.crm.pending.Alarms;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * How often somebody may guess: 5 times in 5 minutes from one address, 10 times in 15 minutes at one e-mail, on all nodes
 * together. An attempt counts before the password is looked at, so that many at once are no way around; a right one does
 * not count, so that an office behind one address is not locked out in the morning.
 */
@Component
class LoginLimits implements AlarmHandler {

    private static final Logger log = LoggerFactory.getLogger(LoginLimits.class);
    private static final String KIND = "loginAttempts";

    private final MongoTemplate database;
    private final Alarms alarms;
    private final Clock clock;

    LoginLimits(MongoTemplate database, Alarms alarms, Clock clock) {
        this.database = database;
        this.alarms = alarms;
        this.clock = clock;
    }

    private enum Limit {
        ADDRESS(5, Duration.ofMinutes(5)),
        EMAIL(10, Duration.ofMinutes(15));

        private final int most;
        private final Duration window;

        Limit(int most, Duration window) {
            this.most = most;
            this.window = window;
        }

        String id(String subject) {
            return name() + "/" + new Secret(subject).hash();
        }

        static Limit of(String id) {
            return valueOf(id.substring(0, id.indexOf('/')));
        }
    }

    /**
     * What was tried and was not right.
     *
     * @param id the kind of limit and the hash of what it counts
     */
    @Document("loginAttempts")
    record Attempts(@Id String id, @Version @Nullable Long version, List<Instant> at) {

        /** When the next one may be made; null for now. */
        @Nullable
        Instant blockedUntil(Instant now) {
            Limit limit = Limit.of(id);
            List<Instant> recent = recent(now);
            return recent.size() < limit.most
                    ? null
                    : recent.get(recent.size() - limit.most).plus(limit.window);
        }

        private List<Instant> recent(Instant now) {
            Instant start = now.minus(Limit.of(id).window);
            return at.stream()
                    .filter(each -> each.isAfter(start))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }

        Attempts with(Instant now) {
            return new Attempts(
                    id,
                    version,
                    Stream.concat(recent(now).stream(), Stream.of(now)).toList());
        }

        Attempts without(Instant attempt, Instant now) {
            List<Instant> left = new ArrayList<>(recent(now));
            left.remove(attempt);
            return new Attempts(id, version, left);
        }

        Attempts forgotten() {
            return new Attempts(id, version, List.of());
        }
    }

    /** An attempt that may be made, to be taken back when it is right; or how long to wait. */
    sealed interface Answer {
        record Go(Instant at, String address, String email) implements Answer {}

        record Wait(Duration time) implements Answer {}
    }

    Answer attempt(String address, String email) {
        // As the database keeps it.
        Instant now = Instant.ofEpochMilli(clock.millis());
        String byEmail = email.strip().toLowerCase(Locale.ROOT);
        Optional<Instant> blocked = note(Limit.ADDRESS.id(address), now).or(() -> note(Limit.EMAIL.id(byEmail), now));
        return blocked.<Answer>map(until -> new Answer.Wait(Duration.between(now, until)))
                .orElseGet(() -> new Answer.Go(now, address, byEmail));
    }

    /** The attempt was right: it does not count, and what was mistyped before is forgotten for this e-mail. */
    void right(Answer.Go attempt) {
        change(Limit.ADDRESS.id(attempt.address()), known -> known.without(attempt.at(), clock.instant()));
        change(Limit.EMAIL.id(attempt.email()), Attempts::forgotten);
    }

    private Optional<Instant> note(String id, Instant now) {
        Attempts[] before = new Attempts[1];
        change(id, known -> {
            before[0] = known;
            return known.blockedUntil(now) == null ? known.with(now) : known;
        });
        return Optional.ofNullable(before[0].blockedUntil(now));
    }

    private void change(String id, UnaryOperator<Attempts> change) {
        while (true) {
            Attempts known = database.findById(id, Attempts.class);
            Attempts next = change.apply(known == null ? new Attempts(id, null, List.of()) : known);
            if (next.equals(known)) {
                return;
            }
            try {
                database.save(next);
                alarms.setUnlessSet(KIND, id, clock.instant().plus(Limit.of(id).window));
                return;
            } catch (OptimisticLockingFailureException | DuplicateKeyException anotherAttempt) {
                log.trace("Somebody else tries at the same time");
            }
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public @Nullable Instant ring(Alarm alarm) {
        Attempts attempts = database.findById(alarm.subject(), Attempts.class);
        Instant now = clock.instant();
        if (attempts != null && !attempts.recent(now).isEmpty()) {
            return now.plus(Limit.of(alarm.subject()).window);
        }
        database.remove(Query.query(Criteria.where("_id").is(alarm.subject())), Attempts.class);
        return null;
    }
}
