package ar.isac.crm.security;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/**
 * The cookie that stands for a session. Who somebody is and what they may do is read anew for each request; a login always
 * opens another session than the one that came with it.
 */
@Component
class SessionCookies implements SecurityContextRepository {

    private static final String NAME = "CRMSESSION";

    private final Sessions sessions;
    private final Advisors advisors;
    private final boolean isSecureAlways;

    SessionCookies(
            Sessions sessions,
            Advisors advisors,
            @Value("${server.servlet.session.cookie.secure:false}") boolean isSecureAlways) {
        this.sessions = sessions;
        this.advisors = advisors;
        this.isSecureAlways = isSecureAlways;
    }

    /** Whether a browser sends a session's cookie by itself, good or not. */
    static boolean isIn(HttpServletRequest request) {
        return sessionId(request).isPresent();
    }

    private static Optional<String> sessionId(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(NAME)
                                && !cookie.getValue().isEmpty())
                        .map(cookie -> new Secret(cookie.getValue()).hash())
                        .findFirst();
    }

    /** Whether a cookie is for encrypted connections alone. */
    boolean isSecure(HttpServletRequest request) {
        return isSecureAlways || request.isSecure();
    }

    @Override
    @SuppressWarnings("deprecation") // the interface's own default for reading lazily calls it
    public SecurityContext loadContext(HttpRequestResponseHolder exchange) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        sessionId(exchange.getRequest())
                .ifPresent(id -> sessions.owner(id).ifPresent(advisor -> {
                    sessions.use(id);
                    context.setAuthentication(authenticated(Actor.of(advisor, new Proof.OfSession(id))));
                }));
        return context;
    }

    private static Authentication authenticated(Actor actor) {
        actor.eraseCredentials();
        return UsernamePasswordAuthenticationToken.authenticated(actor, null, actor.getAuthorities());
    }

    @Override
    public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
        sessionId(request).ifPresent(sessions::end);
        Authentication authentication = context.getAuthentication();
        Optional<String> advisorId = authentication != null && authentication.getPrincipal() instanceof Actor actor
                ? Optional.ofNullable(actor.advisorId())
                : Optional.empty();
        String value = advisorId
                .flatMap(advisors::find)
                .map(advisor -> sessions.open(advisor).value())
                .orElse("");
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(NAME, value)
                        .path("/")
                        .httpOnly(true)
                        .sameSite("Lax")
                        .secure(isSecure(request))
                        .maxAge(value.isEmpty() ? 0 : -1)
                        .build()
                        .toString());
    }

    @Override
    public boolean containsContext(HttpServletRequest request) {
        return isIn(request);
    }
}
