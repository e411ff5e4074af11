package ar.isac.crm.security;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.converter.ClaimTypeConverter;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/**
 * What the identity provider says. It is asked for its addresses when somebody first comes by it, so that one that is down keeps
 * nobody from starting the product or from logging in with a password.
 */
@Component
class IdentityProvider {

    private static final String REGISTRATION = "oidc";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final SignOnSettings settings;
    private final OidcAuthorizationCodeAuthenticationProvider words;
    private final RestTemplate http;
    private final Map<String, JwtDecoder> decoders = new ConcurrentHashMap<>();
    private @Nullable ClientRegistration known;

    IdentityProvider(SignOnSettings settings) {
        this.settings = settings;
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(PATIENCE).build());
        requests.setReadTimeout(PATIENCE);
        this.http = new RestTemplate(requests);
        RestClientAuthorizationCodeTokenResponseClient tokens = new RestClientAuthorizationCodeTokenResponseClient();
        tokens.setRestClient(RestClient.builder()
                .requestFactory(requests)
                .configureMessageConverters(converters -> converters
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build());
        DefaultOAuth2UserService people = new DefaultOAuth2UserService();
        people.setRestOperations(http);
        OidcUserService users = new OidcUserService();
        users.setOauth2UserService(people);
        // Most tell the e-mail at once; those that do not are asked for it.
        users.setRetrieveUserInfo(request -> request.getIdToken().getEmail() == null);
        this.words = new OidcAuthorizationCodeAuthenticationProvider(tokens, users);
        words.setJwtDecoderFactory(registration ->
                decoders.computeIfAbsent(registration.getRegistrationId(), id -> decoder(registration)));
    }

    /** As the library's own, but for the time it waits for keys: its half a second is too short for many providers. */
    private JwtDecoder decoder(ClientRegistration registration) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(Objects.requireNonNull(
                        registration.getProviderDetails().getJwkSetUri(), "a provider names its keys"))
                .restOperations(http)
                .jwsAlgorithms(algorithms -> addSupported(registration, algorithms))
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                new JwtTimestampValidator(), new OidcIdTokenValidator(registration)));
        decoder.setClaimSetConverter(
                new ClaimTypeConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverters()));
        return decoder;
    }

    /** Those with a pair of keys alone; where the provider names none, RS256 is what everybody has. */
    private static void addSupported(ClientRegistration registration, Set<SignatureAlgorithm> algorithms) {
        Object named = registration
                .getProviderDetails()
                .getConfigurationMetadata()
                .get("id_token_signing_alg_values_supported");
        if (named instanceof Collection<?> names) {
            names.stream()
                    .map(name -> SignatureAlgorithm.from(String.valueOf(name)))
                    .filter(Objects::nonNull)
                    .forEach(algorithms::add);
        }
    }

    /**
     * The provider as it describes itself.
     *
     * @throws IllegalArgumentException when it cannot be reached, or is not what the settings say
     */
    synchronized ClientRegistration registration() {
        ClientRegistration registration = known;
        if (registration == null) {
            registration = ClientRegistrations.fromIssuerLocation(settings.issuer())
                    .registrationId(REGISTRATION)
                    .clientId(settings.clientId())
                    .clientSecret(settings.clientSecret())
                    .scope(OidcScopes.OPENID, OidcScopes.EMAIL, OidcScopes.PROFILE)
                    .build();
            known = registration;
        }
        return registration;
    }

    /**
     * Whom it vouches for: takes the code for a token and looks at its signature, issuer, audience, times and nonce.
     *
     * @throws OAuth2AuthenticationException when it vouches for nobody
     */
    OidcUser vouchedFor(OAuth2AuthorizationExchange exchange) {
        Authentication vouched = words.authenticate(new OAuth2LoginAuthenticationToken(registration(), exchange));
        return (OidcUser) Objects.requireNonNull(
                Objects.requireNonNull(vouched, "the flow is this provider's").getPrincipal());
    }
}
