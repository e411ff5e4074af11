package ar.isac.crm.team;

import java.time.Instant;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What an advisor last said of their presence. It holds for a while only: a closed laptop says nothing any more.
 *
 * @param status as it was said; ask {@link #status(Instant)} for what it means now
 * @param since when they first said so without a break
 * @param expiresAt until when it holds unless it is said again
 */
@Document("presences")
public record Presence(@Id String advisorId, PresenceStatus status, Instant since, Instant expiresAt) {

    /** Whoever has never said anything. */
    static Presence none(String advisorId) {
        return new Presence(advisorId, PresenceStatus.OFFLINE, Instant.EPOCH, Instant.EPOCH);
    }

    PresenceStatus status(Instant now) {
        return now.isBefore(expiresAt) ? status : PresenceStatus.OFFLINE;
    }

    Presence said(PresenceStatus next, Instant now, Instant until) {
        return new Presence(advisorId, next, status(now) == next && next == status ? since : now, until);
    }

    /** As somebody sees it who looks at {@code now}. */
    Presence at(Instant now) {
        return status(now) == status ? this : new Presence(advisorId, PresenceStatus.OFFLINE, expiresAt, expiresAt);
    }
}
