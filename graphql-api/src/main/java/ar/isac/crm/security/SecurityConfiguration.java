package ar.isac.crm.security;

import ar.isac.crm.panel.PanelPages;
import ar.isac.crm.shop.ShopSettings;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.authentication.logout.HttpStatusReturningLogoutSuccessHandler;

/** Who gets in, and how: a session cookie for browsers, a bearer token for programs. */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
@EnableConfigurationProperties({AdminSettings.class, SecuritySettings.class, SignOnSettings.class})
class SecurityConfiguration {

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    @Bean
    SecurityFilterChain web(
            HttpSecurity http,
            BearerTokens tokens,
            SessionCookies sessions,
            LoginLimits limits,
            Entrances entrances,
            ShopSettings shop)
            throws Exception {
        LoginGuard guard = new LoginGuard(limits);
        return http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.ASYNC, DispatcherType.ERROR)
                        .permitAll()
                        // The platforms prove themselves by signature.
                        .requestMatchers("/webhooks/**", "/m/**", "/archives/**", "/uploads/**", "/actuator/health/**")
                        .permitAll()
                        .requestMatchers("/login", "/login/oidc", "/login/oidc/callback")
                        .permitAll()
                        // Visitors of the shop's pages show what was signed for them.
                        .requestMatchers("/webchat/**")
                        .permitAll()
                        .requestMatchers(PanelPages.openPaths())
                        .permitAll()
                        .requestMatchers("/simulator", "/simulator/**", "/graphiql", "/graphiql/**", "/demo/**")
                        .access((authentication, context) -> new AuthorizationDecision(shop.demo()))
                        // A browser's WebSocket cannot carry a token in its handshake: it proves itself in
                        // connection_init.
                        .requestMatchers(SecurityConfiguration::isWebSocketHandshake)
                        .access((authentication, context) ->
                                new AuthorizationDecision(isFromOurOwnPage(context.getRequest())))
                        .requestMatchers("/actuator/**")
                        .hasRole("ADMIN")
                        .anyRequest()
                        .authenticated())
                .formLogin(login -> login.loginPage("/")
                        .loginProcessingUrl("/login")
                        .usernameParameter("email")
                        .successHandler((request, response, authentication) -> {
                            guard.right(request);
                            entrances.cameIn(authentication);
                            response.setStatus(HttpStatus.NO_CONTENT.value());
                        })
                        .failureHandler((request, response, failure) -> {
                            entrances.wasRefused(request.getParameter("email"));
                            Refusals.unauthenticated(response);
                        })
                        .permitAll())
                .logout(logout -> logout.logoutUrl("/logout")
                        .addLogoutHandler((request, response, authentication) -> entrances.left(authentication))
                        .logoutSuccessHandler(new HttpStatusReturningLogoutSuccessHandler(HttpStatus.NO_CONTENT)))
                .csrf(csrf -> csrf.spa().requireCsrfProtectionMatcher(SecurityConfiguration::needsCsrfToken))
                .exceptionHandling(errors -> errors.authenticationEntryPoint(
                                (request, response, failure) -> Refusals.unauthenticated(response))
                        .accessDeniedHandler((request, response, failure) -> Refusals.forbidden(response)))
                .securityContext(context -> context.securityContextRepository(sessions))
                .addFilterBefore(tokens, UsernamePasswordAuthenticationFilter.class)
                .addFilterBefore(guard, UsernamePasswordAuthenticationFilter.class)
                .headers(headers -> headers.frameOptions(frames -> {
                    // The simulator of the demo shows the panel beside its phones; nobody else may frame it.
                    if (shop.demo()) {
                        frames.sameOrigin();
                    }
                }))
                .requestCache(cache -> cache.disable())
                .build();
    }

    /**
     * A request that a foreign page could make a browser send with our cookie needs the token. Those without a cookie or with
     * a bearer token carry no cookie's authority; platforms sign; and a browser that states the request comes from our own page vouches for it.
     */
    private static boolean needsCsrfToken(HttpServletRequest request) {
        String path = request.getRequestURI();
        boolean isForeign = !"same-origin".equals(request.getHeader("Sec-Fetch-Site"));
        return !SAFE_METHODS.contains(request.getMethod())
                && request.getHeader("Authorization") == null
                && !path.startsWith("/webhooks/")
                && !path.startsWith("/uploads/")
                && !path.startsWith("/webchat/")
                && !path.startsWith("/simulator/")
                && (path.equals("/login") ? request.getHeader("Sec-Fetch-Site") != null : SessionCookies.isIn(request))
                && isForeign;
    }

    private static boolean isWebSocketHandshake(HttpServletRequest request) {
        return "/graphql".equals(request.getRequestURI()) && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
    }

    /** Cookies travel with any page's handshake; programs send no origin. */
    private static boolean isFromOurOwnPage(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        return origin == null || origin.replaceFirst("^https?://", "").equals(request.getHeader("Host"));
    }

    @Bean
    UserDetailsService advisorsByEmail(Advisors advisors) {
        return email -> Optional.ofNullable(email)
                .flatMap(advisors::findByEmail)
                .filter(Advisor::isActive)
                .map(advisor -> Actor.of(advisor, new Proof.OfLogin()))
                .orElseThrow(() -> new UsernameNotFoundException("Unknown"));
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }
}
