package ar.isac.crm.graphql;

import graphql.GraphQLError;
import graphql.execution.AbortExecutionException;
import graphql.GraphqlErrorBuilder;
import graphql.schema.DataFetchingEnvironment;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.graphql.execution.DataFetcherExceptionResolverAdapter;
import org.springframework.graphql.execution.ErrorType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Turns exceptions into GraphQL errors, with a code for programs and words for people; never a class name or a stack. */
@Component
class Errors extends DataFetcherExceptionResolverAdapter {

    private static final Logger log = LoggerFactory.getLogger(Errors.class);

    private final AuthenticationTrustResolver trust = new AuthenticationTrustResolverImpl();

    Errors() {
        setThreadLocalContextAware(true);
    }

    @Override
    protected GraphQLError resolveToSingleError(Throwable failure, DataFetchingEnvironment environment) {
        return switch (failure) {
            case NotFound notFound -> error(environment, ErrorType.NOT_FOUND, "NOT_FOUND", notFound.getMessage());
            case AuthenticationException ignored -> unauthenticated(environment);
            case AccessDeniedException ignored when isAnonymous() -> unauthenticated(environment);
            case AccessDeniedException ignored -> error(
                    environment, ErrorType.FORBIDDEN, "FORBIDDEN", "You may not do this");
            case IllegalCursor illegal -> error(
                    environment, ErrorType.BAD_REQUEST, "BAD_REQUEST", illegal.getMessage());
            case AbortExecutionException ignored -> error(
                    environment, ErrorType.BAD_REQUEST, "CANCELLED", "Whoever asked has gone");
            default -> {
                log.error(
                        "Field {} failed in request {}",
                        environment.getExecutionStepInfo().getPath(),
                        environment.getExecutionId(),
                        failure);
                yield error(
                        environment,
                        ErrorType.INTERNAL_ERROR,
                        "INTERNAL_ERROR",
                        "Something failed here; the log knows it as " + environment.getExecutionId());
            }
        };
    }

    private boolean isAnonymous() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication == null || trust.isAnonymous(authentication);
    }

    private static GraphQLError unauthenticated(DataFetchingEnvironment environment) {
        return error(environment, ErrorType.UNAUTHORIZED, "UNAUTHENTICATED", "Log in first");
    }

    private static GraphQLError error(
            DataFetchingEnvironment environment, ErrorType type, String code, @Nullable String message) {
        return GraphqlErrorBuilder.newError(environment)
                .errorType(type)
                .message(String.valueOf(message))
                .extensions(Map.of("code", code))
                .build();
    }
}
