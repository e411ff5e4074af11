package ar.isac.crm.security;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The shop's own identity provider, which people may log in with beside their password.
 *
 * @param issuer where it is, as it calls itself; blank for none
 * @param clientId what it knows this product by
 * @param name what the button of the login page calls it
 * @param newAdvisors what somebody becomes whom it vouches for and who does not work here yet; null to let nobody else in
 */
@ConfigurationProperties("crm.oidc")
record SignOnSettings(
        @DefaultValue("") String issuer,
        @DefaultValue("") String clientId,
        @DefaultValue("") String clientSecret,
        @DefaultValue("SSO") String name,
        @Nullable Role newAdvisors) {

    boolean isOn() {
        return !issuer.isBlank();
    }

    @Override
    public String toString() {
        return "SignOnSettings[" + issuer + "]";
    }
}
