package ar.isac.crm.security;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A program's credential.
 *
 * @param hash of the secret, which is not kept; unique
 * @param hint the secret's last characters, by which people tell tokens apart
 * @param scopes what of the role's rights it uses; writing includes reading
 * @param createdBy the id of the actor who gave it out
 */
@Document("apiTokens")
record ApiToken(
        @Id String id,
        @Version @Nullable Long version,
        String hash,
        String hint,
        String name,
        Role role,
        List<Scope> scopes,
        String createdBy,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {

    boolean isValid(Instant now) {
        return revokedAt == null && now.isBefore(expiresAt);
    }

    ApiToken used(Instant now) {
        return new ApiToken(
                id, version, hash, hint, name, role, scopes, createdBy, createdAt, expiresAt, now, revokedAt);
    }

    ApiToken revoked(Instant now) {
        return revokedAt != null
                ? this
                : new ApiToken(
                        id, version, hash, hint, name, role, scopes, createdBy, createdAt, expiresAt, lastUsedAt, now);
    }

    @Override
    public String toString() {
        return "ApiToken[" + id + "]";
    }
}
