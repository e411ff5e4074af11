package ar.isac.crm.security;

import ar.isac.crm.pending.Alarm;
import ar.isac.crm.pending.AlarmHandler;
import ar.isac.crm.pending.Alarms;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** The browsers that are logged in. Stored, so that a restart logs nobody out and every node knows them. */
@Component
class Sessions implements AlarmHandler {

    private static final Logger log = LoggerFactory.getLogger(Sessions.class);
    private static final String KIND = "session";

    /** Noted at most this often that a session is in use. */
    private static final Duration NOTED_EVERY = Duration.ofMinutes(5);

    private final MongoTemplate database;
    private final Advisors advisors;
    private final Alarms alarms;
    private final ApplicationEventPublisher events;
    private final SecuritySettings settings;
    private final Clock clock;

    Sessions(
            MongoTemplate database,
            Advisors advisors,
            Alarms alarms,
            ApplicationEventPublisher events,
            SecuritySettings settings,
            Clock clock) {
        this.database = database;
        this.advisors = advisors;
        this.alarms = alarms;
        this.events = events;
        this.settings = settings;
        this.clock = clock;
    }

    /** Opens a session; the secret is for the cookie alone. */
    Secret open(Advisor advisor) {
        Secret secret = Secret.invented("");
        Instant now = clock.instant();
        Instant until = now.plus(settings.sessionIdle());
        database.insert(new Session(secret.hash(), null, advisor.id(), password(advisor), now, now, until));
        alarms.setUnlessSet(KIND, secret.hash(), until);
        return secret;
    }

    /** Whose session it is, while it lasts and they work here. */
    Optional<Advisor> owner(String id) {
        Session session = database.findById(id, Session.class);
        if (session == null || !clock.instant().isBefore(session.expiresAt())) {
            return Optional.empty();
        }
        return advisors.find(session.advisorId())
                .filter(Advisor::isActive)
                .filter(advisor -> password(advisor).equals(session.password()));
    }

    /** Notes that a session is in use, so that it lasts. */
    void use(String id) {
        Session session = database.findById(id, Session.class);
        Instant now = clock.instant();
        if (session == null || now.isBefore(session.seenAt().plus(NOTED_EVERY))) {
            return;
        }
        Instant longest = session.openedAt().plus(settings.sessionLongest());
        Instant idle = now.plus(settings.sessionIdle());
        try {
            database.save(session.seen(now, idle.isBefore(longest) ? idle : longest));
        } catch (OptimisticLockingFailureException notedElsewhere) {
            log.trace("Another request has noted the session's use");
        }
    }

    void end(String id) {
        database.remove(Query.query(Criteria.where("_id").is(id)), Session.class);
        events.publishEvent(new StandingChanged());
    }

    private static String password(Advisor advisor) {
        return new Secret(advisor.passwordHash()).hash();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public @Nullable Instant ring(Alarm alarm) {
        Session session = database.findById(alarm.subject(), Session.class);
        if (session != null && clock.instant().isBefore(session.expiresAt())) {
            return session.expiresAt();
        }
        end(alarm.subject());
        return null;
    }
}
