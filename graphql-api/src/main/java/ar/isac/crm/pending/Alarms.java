package ar.isac.crm.pending;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The collection {@code due}: small, and the only thing that is swept for work to do. */
@Component
public class Alarms {

    private static final Logger log = LoggerFactory.getLogger(Alarms.class);

    /** A claimed alarm whose handler died may be claimed again after this. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final MongoTemplate database;
    private final Clock clock;
    private final ObjectProvider<AlarmHandler> installed;

    Alarms(MongoTemplate database, Clock clock, ObjectProvider<AlarmHandler> installed) {
        this.database = database;
        this.clock = clock;
        this.installed = installed;
    }

    /** Sets an alarm; one that is already set for the subject stays as it is. */
    public void setUnlessSet(String kind, String subject, Instant at) {
        try {
            database.insert(Alarm.of(kind, subject, at));
        } catch (DuplicateKeyException alreadySet) {
            log.trace("Alarm {} of {} is set already", kind, subject);
        }
    }

    @Scheduled(fixedDelay = 500)
    void sweep() {
        try {
            ringDue();
        } catch (DataAccessException e) {
            log.warn("Alarms cannot be swept now: {}", e.getClass().getSimpleName());
        }
    }

    private void ringDue() {
        Instant now = clock.instant();
        List<Alarm> due = database.findAll(Alarm.class).stream()
                .filter(alarm -> !alarm.at().isAfter(now))
                .toList();
        if (due.isEmpty()) {
            return;
        }
        Map<String, AlarmHandler> handlers =
                installed.stream().collect(Collectors.toMap(AlarmHandler::kind, Function.identity()));
        for (Alarm alarm : due) {
            AlarmHandler handler = handlers.get(alarm.kind());
            if (handler == null) {
                log.warn("Nobody handles alarms of the kind {}", alarm.kind());
                continue;
            }
            ring(alarm, handler);
        }
    }

    private void ring(Alarm alarm, AlarmHandler handler) {
        try {
            Alarm claimed = database.save(alarm.ringing(clock.instant().plus(LEASE)));
            Instant next = handler.ring(claimed);
            if (next == null) {
                database.remove(claimed);
            } else {
                database.save(claimed.again(next));
            }
        } catch (OptimisticLockingFailureException anotherNodeHasIt) {
            log.trace("Alarm {} is claimed elsewhere", alarm.id());
        } catch (RuntimeException e) {
            log.error("Alarm {} failed and will ring again", alarm.id(), e);
        }
    }
}
