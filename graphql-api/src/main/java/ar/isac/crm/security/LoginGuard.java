package ar.isac.crm.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Stands before the login and lets through only so many guesses. The address is the connection's; what a proxy says of it
 * counts only where {@code server.forward-headers-strategy} trusts the proxy.
 */
final class LoginGuard extends OncePerRequestFilter {

    private static final String ATTEMPT = LoginGuard.class.getName();

    private final LoginLimits limits;

    LoginGuard(LoginLimits limits) {
        this.limits = limits;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST") || !request.getRequestURI().equals("/login");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String email = Objects.requireNonNullElse(request.getParameter("email"), "");
        switch (limits.attempt(request.getRemoteAddr(), email)) {
            case LoginLimits.Answer.Go go -> {
                request.setAttribute(ATTEMPT, go);
                chain.doFilter(request, response);
            }
            case LoginLimits.Answer.Wait(var time) -> Refusals.tooMany(response, "Too many attempts to log in", time);
        }
    }

    /** Takes the attempt of this request back, which was right. */
    void right(HttpServletRequest request) {
        if (request.getAttribute(ATTEMPT) instanceof LoginLimits.Answer.Go attempt) {
            limits.right(attempt);
        }
    }
}
