package ar.isac.crm.graphql;

import graphql.execution.AbortExecutionException;
import java.util.Map;
import java.util.Optional;
import org.springframework.graphql.execution.ErrorType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;

/**
 * What clients learn of a failure.
 *
 * @param code for programs
 * @param message for people
 */
record Problem(ErrorType type, String code, String message) {

    /** The problem that an exception stands for; empty for those that should not happen. */
    static Optional<Problem> of(Throwable failure) {
        return switch (failure) {
            case NotFound notFound ->
                Optional.of(new Problem(ErrorType.NOT_FOUND, "NOT_FOUND", String.valueOf(notFound.getMessage())));
            case AuthenticationException ignored ->
                Optional.of(new Problem(ErrorType.UNAUTHORIZED, "UNAUTHENTICATED", "Log in first"));
            case AccessDeniedException ignored ->
                Optional.of(new Problem(ErrorType.FORBIDDEN, "FORBIDDEN", "You may not do this"));
            case BadArgument illegal ->
                Optional.of(new Problem(ErrorType.BAD_REQUEST, "BAD_REQUEST", String.valueOf(illegal.getMessage())));
            case AbortExecutionException ignored ->
                Optional.of(new Problem(ErrorType.BAD_REQUEST, "CANCELLED", "Whoever asked has gone"));
            default -> Optional.empty();
        };
    }

    Map<String, Object> extensions() {
        return Map.of("code", code);
    }
}
