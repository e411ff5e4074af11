package ar.isac.crm.security;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A browser that somebody logged in with.
 *
 * @param id the hash of the cookie's secret
 * @param password the hash of what the password was stored as then: a new password ends every session
 */
@Document("sessions")
record Session(
        @Id String id,
        @Version @Nullable Long version,
        String advisorId,
        String password,
        Instant openedAt,
        Instant seenAt,
        Instant expiresAt) {

    Session seen(Instant now, Instant until) {
        return new Session(id, version, advisorId, password, openedAt, now, until);
    }

    @Override
    public String toString() {
        return "Session[of " + advisorId + "]";
    }
}
