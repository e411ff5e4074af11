package ar.isac.crm.security;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** Answers to those who do not get in, in the shape of GraphQL errors. */
final class Refusals {

    private Refusals() {}

    static void unauthenticated(HttpServletResponse response) throws IOException {
        write(response, HttpStatus.UNAUTHORIZED, "Log in first", "\"code\":\"UNAUTHENTICATED\"");
    }

    static void forbidden(HttpServletResponse response) throws IOException {
        write(response, HttpStatus.FORBIDDEN, "You may not do this", "\"code\":\"FORBIDDEN\"");
    }

    /** Says when to come again, in whole seconds. */
    static void tooMany(HttpServletResponse response, String what, Duration wait) throws IOException {
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        write(
                response,
                HttpStatus.TOO_MANY_REQUESTS,
                what + ": try again in " + seconds + " s",
                "\"code\":\"RATE_LIMITED\",\"retryAfter\":" + seconds);
    }

    private static void write(HttpServletResponse response, HttpStatus status, String message, String extensions)
            throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getWriter()
                .write("{\"errors\":[{\"message\":\"" + message + "\",\"extensions\":{" + extensions + "}}]}");
    }
}
