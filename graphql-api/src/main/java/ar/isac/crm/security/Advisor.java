package ar.isac.crm.security;

import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A person of the shop.
 *
 * @param email what they log in with, in lower case; unique
 * @param passwordHash never leaves this package
 */
@Document("advisors")
public record Advisor(
        @Id String id,
        @Version @Nullable Long version,
        String email,
        String name,
        Role role,
        String passwordHash,
        boolean isActive) {

    Advisor withPassword(String hash) {
        return new Advisor(id, version, email, name, role, hash, isActive);
    }

    @Override
    public String toString() {
        return "Advisor[" + id + "]";
    }
}
