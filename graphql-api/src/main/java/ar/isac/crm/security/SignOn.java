package ar.isac.crm.security;

import ar.isac.crm.database.Vault;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Logging in by the shop's identity provider: OpenID Connect's code flow with state, nonce and PKCE. What is to be remembered
 * until the browser comes back travels with it, sealed, so that any node may take it up. The provider says who somebody is;
 * what they may do is said here.
 */
@Component
class SignOn {

    private static final Logger log = LoggerFactory.getLogger(SignOn.class);
    private static final String PLACE = "sign-on";
    static final Duration LONGEST = Duration.ofMinutes(10);

    private final SignOnSettings settings;
    private final IdentityProvider provider;
    private final Advisors advisors;
    private final PasswordEncoder passwords;
    private final Entrances entrances;
    private final Vault vault;
    private final JsonMapper json;
    private final Clock clock;

    SignOn(
            SignOnSettings settings,
            IdentityProvider provider,
            Advisors advisors,
            PasswordEncoder passwords,
            Entrances entrances,
            Vault vault,
            JsonMapper json,
            Clock clock) {
        this.settings = settings;
        this.provider = provider;
        this.advisors = advisors;
        this.passwords = passwords;
        this.entrances = entrances;
        this.vault = vault;
        this.json = json;
        this.clock = clock;
    }

    /** What the browser carries to the provider and back, and nobody else can read or make. */
    record Journey(String state, String nonce, String verifier, String redirectUri, Instant until) {

        OAuth2AuthorizationRequest request(ClientRegistration registration) {
            return OAuth2AuthorizationRequest.authorizationCode()
                    .authorizationUri(Objects.requireNonNull(
                            registration.getProviderDetails().getAuthorizationUri(),
                            "a provider names where to log in"))
                    .clientId(registration.getClientId())
                    .redirectUri(redirectUri)
                    .scopes(registration.getScopes())
                    .state(state)
                    .attributes(Map.of(OidcParameterNames.NONCE, nonce, PkceParameterNames.CODE_VERIFIER, verifier))
                    .additionalParameters(Map.of(
                            OidcParameterNames.NONCE,
                            hashed(nonce),
                            PkceParameterNames.CODE_CHALLENGE,
                            hashed(verifier),
                            PkceParameterNames.CODE_CHALLENGE_METHOD,
                            "S256"))
                    .build();
        }

        private static String hashed(String text) {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
                return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java has SHA-256", e);
            }
        }
    }

    /**
     * The way to the provider.
     *
     * @param address where the browser goes
     * @param sealed what it brings back
     */
    record Begun(String address, String sealed) {}

    /** What became of it. */
    sealed interface Outcome {
        record Entered(Advisor advisor) implements Outcome {}

        record Refused(Reason reason) implements Outcome {}
    }

    /** Why somebody is not let in; the login page has words for each. */
    enum Reason {
        /** The provider does not vouch for them, or the way back is not the one that was begun. */
        NOT_VOUCHED_FOR,
        /** The provider has not verified their e-mail. */
        EMAIL_NOT_VERIFIED,
        /** They do not work here. */
        UNKNOWN,
        /** The provider cannot be reached. */
        UNAVAILABLE
    }

    /** Empty when the provider cannot be reached. */
    Optional<Begun> begin(String redirectUri) {
        Journey journey = new Journey(
                Secret.invented("").value(),
                Secret.invented("").value(),
                Secret.invented("").value(),
                redirectUri,
                clock.instant().plus(LONGEST));
        return registration()
                .map(registration -> new Begun(
                        journey.request(registration).getAuthorizationRequestUri(),
                        vault.seal(json.writeValueAsString(journey), PLACE)));
    }

    private Optional<ClientRegistration> registration() {
        try {
            return Optional.of(provider.registration());
        } catch (RuntimeException unreachable) {
            // The library wraps whatever went wrong in whatever it happens to have at hand.
            log.warn("The identity provider {} cannot be asked", settings.issuer(), unreachable);
            return Optional.empty();
        }
    }

    /**
     * Somebody is back from the provider.
     *
     * @param sealed what the browser brought; null for nothing
     * @param code the provider's word; null when it refused
     */
    Outcome finish(@Nullable String sealed, @Nullable String state, @Nullable String code) {
        Optional<Journey> journey = opened(sealed)
                .filter(each -> clock.instant().isBefore(each.until()))
                .filter(each -> each.state().equals(state));
        if (journey.isEmpty() || code == null || code.isBlank()) {
            return refused(Reason.NOT_VOUCHED_FOR);
        }
        return registration()
                .map(registration -> vouched(journey.get(), registration, code))
                .orElseGet(() -> refused(Reason.UNAVAILABLE));
    }

    private Optional<Journey> opened(@Nullable String sealed) {
        try {
            return sealed == null
                    ? Optional.empty()
                    : Optional.of(json.readValue(vault.open(sealed, PLACE), Journey.class));
        } catch (Vault.WrongKey | JacksonException notOurs) {
            log.debug("Somebody brings back what was not given to them", notOurs);
            return Optional.empty();
        }
    }

    private Outcome vouched(Journey journey, ClientRegistration registration, String code) {
        OAuth2AuthorizationExchange exchange = new OAuth2AuthorizationExchange(
                journey.request(registration),
                OAuth2AuthorizationResponse.success(code)
                        .redirectUri(journey.redirectUri())
                        .state(journey.state())
                        .build());
        try {
            return admitted(provider.vouchedFor(exchange));
        } catch (OAuth2AuthenticationException notVouchedFor) {
            log.warn(
                    "The identity provider vouches for nobody: {}",
                    notVouchedFor.getError().getErrorCode());
            return refused(Reason.NOT_VOUCHED_FOR);
        }
    }

    private Outcome admitted(OidcUser user) {
        String email = user.getEmail();
        if (email == null || email.isBlank() || !Boolean.TRUE.equals(user.getEmailVerified())) {
            return refused(Reason.EMAIL_NOT_VERIFIED);
        }
        return advisors.findByEmail(email)
                .or(() -> joined(email, user))
                .filter(Advisor::isActive)
                .<Outcome>map(Outcome.Entered::new)
                .orElseGet(() -> {
                    entrances.wasRefused(email);
                    return new Outcome.Refused(Reason.UNKNOWN);
                });
    }

    private Outcome refused(Reason reason) {
        entrances.wasRefused(null);
        return new Outcome.Refused(reason);
    }

    /** Somebody new, where the settings let the provider bring them; their password is nobody's until they are given one. */
    private Optional<Advisor> joined(String email, OidcUser user) {
        Role role = settings.newAdvisors();
        if (role == null) {
            return Optional.empty();
        }
        String name = user.getFullName();
        Advisor fresh = new Advisor(
                UUID.randomUUID().toString(),
                null,
                Advisors.address(email),
                name == null || name.isBlank() ? email : name,
                role,
                String.valueOf(passwords.encode(Secret.invented("").value())),
                true);
        try {
            Advisor joined = advisors.save(fresh);
            entrances.joined(joined);
            return Optional.of(joined);
        } catch (DuplicateKeyException cameTwiceAtOnce) {
            return advisors.findByEmail(email);
        }
    }
}
