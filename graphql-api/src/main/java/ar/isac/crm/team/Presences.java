package ar.isac.crm.team;

import ar.isac.crm.pending.Alarm;
import ar.isac.crm.pending.AlarmHandler;
import ar.isac.crm.pending.Alarms;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * Who is there. Stored, so that every node knows; as many documents as advisors, so that it may be read whole. One alarm an
 * advisor, which moves on while they are heard of, tells when they have gone without a word.
 */
@Component
@EnableConfigurationProperties(TeamSettings.class)
public class Presences implements AlarmHandler {

    private static final String KIND = "presence";

    private final MongoTemplate database;
    private final Alarms alarms;
    private final ApplicationEventPublisher events;
    private final TeamSettings settings;
    private final Clock clock;

    Presences(
            MongoTemplate database,
            Alarms alarms,
            ApplicationEventPublisher events,
            TeamSettings settings,
            Clock clock) {
        this.database = database;
        this.alarms = alarms;
        this.events = events;
        this.settings = settings;
        this.clock = clock;
    }

    /** Notes what an advisor says of their presence; said again and again while it lasts. */
    Presence set(String advisorId, PresenceStatus status) {
        Instant now = clock.instant();
        Presence before = stored(advisorId);
        Presence next = database.save(before.said(status, now, now.plus(settings.presenceLease())));
        if (status == PresenceStatus.OFFLINE) {
            if (before.status(now) != PresenceStatus.OFFLINE) {
                events.publishEvent(new AdvisorLeft(advisorId));
            }
            return next;
        }
        alarms.setUnlessSet(KIND, advisorId, next.expiresAt());
        if (status == PresenceStatus.ONLINE && before.status(now) != PresenceStatus.ONLINE) {
            events.publishEvent(new AdvisorArrived(advisorId));
        }
        return next;
    }

    /** The advisors who take on conversations now. */
    public Set<String> online() {
        Instant now = clock.instant();
        return database.findAll(Presence.class).stream()
                .filter(presence -> presence.status(now) == PresenceStatus.ONLINE)
                .map(Presence::advisorId)
                .collect(Collectors.toSet());
    }

    /** The presence of each of these, of now. */
    Map<String, Presence> find(Collection<String> advisorIds) {
        Instant now = clock.instant();
        Map<String, Presence> found = new HashMap<>();
        advisorIds.forEach(id -> found.put(id, Presence.none(id)));
        database.find(Query.query(Criteria.where("_id").in(advisorIds)), Presence.class)
                .forEach(presence -> found.put(presence.advisorId(), presence.at(now)));
        return found;
    }

    private Presence stored(String advisorId) {
        Presence stored = database.findById(advisorId, Presence.class);
        return stored == null ? Presence.none(advisorId) : stored;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public @Nullable Instant ring(Alarm alarm) {
        Presence presence = stored(alarm.subject());
        if (presence.status() == PresenceStatus.OFFLINE) {
            return null;
        }
        if (clock.instant().isBefore(presence.expiresAt())) {
            return presence.expiresAt();
        }
        events.publishEvent(new AdvisorLeft(alarm.subject()));
        return null;
    }
}
