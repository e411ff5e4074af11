package ar.isac.crm.security;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The first administrator, and a token for automation. Blank is unset.
 *
 * @param token a bearer token with the role ADMIN
 */
@ConfigurationProperties("crm.admin")
record AdminSettings(
        @Nullable String email,
        @Nullable String password,
        @Nullable String token) {

    @Override
    public String toString() {
        return "AdminSettings[…]";
    }
}
