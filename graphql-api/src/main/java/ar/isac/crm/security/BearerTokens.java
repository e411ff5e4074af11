package ar.isac.crm.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Programs say who they are with {@code Authorization: Bearer …}; a token that is not known is refused, not ignored. */
@Component
public class BearerTokens extends OncePerRequestFilter {

    private static final String SCHEME = "Bearer ";

    private final AdminSettings settings;
    private final ApiTokens tokens;

    BearerTokens(AdminSettings settings, ApiTokens tokens) {
        this.settings = settings;
        this.tokens = tokens;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader("Authorization");
        if (header != null && !request.getRequestURI().startsWith("/simulator/")) {
            Optional<Authentication> authentication = authenticate(header);
            if (authentication.isEmpty()) {
                response.setHeader("WWW-Authenticate", "Bearer");
                Refusals.unauthenticated(response);
                return;
            }
            if (!mayReach(request, authentication.get())) {
                Refusals.forbidden(response);
                return;
            }
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(authentication.get());
            SecurityContextHolder.setContext(context);
        }
        chain.doFilter(request, response);
    }

    /** A token for reading changes nothing by other ways either; a GraphQL document says itself what it is. */
    private static boolean mayReach(HttpServletRequest request, Authentication authentication) {
        boolean isReading =
                request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        return isReading
                || request.getRequestURI().equals("/graphql")
                || !(authentication.getPrincipal() instanceof Actor actor)
                || actor.mayWrite();
    }

    /** Whom an {@code Authorization} header stands for; empty when nobody. */
    public Optional<Authentication> authenticate(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        String given = header.substring(SCHEME.length()).strip();
        return actor(given)
                .map(actor -> UsernamePasswordAuthenticationToken.authenticated(actor, null, actor.getAuthorities()));
    }

    private Optional<Actor> actor(String given) {
        String token = settings.token();
        boolean isOfSettings = token != null
                && !token.isBlank()
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
        return isOfSettings
                ? Optional.of(Actor.administrator())
                : tokens.shown(new Secret(given)).map(Actor::program);
    }
}
