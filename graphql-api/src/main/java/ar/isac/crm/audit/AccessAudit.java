package ar.isac.crm.audit;

import ar.isac.crm.audit.AuditEntry.Outcome;
import ar.isac.crm.security.AccessNoted;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Notes who came in, left and took data out. Nobody is kept out because it cannot be noted. */
@Component
class AccessAudit {

    private static final Logger log = LoggerFactory.getLogger(AccessAudit.class);

    private final AuditLog entries;
    private final Clock clock;

    AccessAudit(AuditLog entries, Clock clock) {
        this.entries = entries;
        this.clock = clock;
    }

    @EventListener
    void on(AccessNoted access) {
        try {
            entries.add(number -> new AuditEntry(
                    Long.toString(number),
                    clock.instant(),
                    access.actorId(),
                    access.actorName(),
                    access.advisorId(),
                    access.operation(),
                    List.of(),
                    switch (access.outcome()) {
                        case DONE -> Outcome.DONE;
                        case REFUSED -> Outcome.REFUSED;
                    },
                    List.of(),
                    null));
        } catch (DataAccessException notNoted) {
            log.error("{} by {} could not be noted", access.operation(), access.actorId(), notNoted);
        }
    }
}
