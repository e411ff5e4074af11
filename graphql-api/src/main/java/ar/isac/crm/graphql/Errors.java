package ar.isac.crm.graphql;

import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.schema.DataFetchingEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.graphql.execution.DataFetcherExceptionResolverAdapter;
import org.springframework.graphql.execution.ErrorType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Turns exceptions into GraphQL errors, with a code for programs and words for people; never a class name or a stack. */
@Component
class Errors extends DataFetcherExceptionResolverAdapter {

    private static final Logger log = LoggerFactory.getLogger(Errors.class);

    private static final Problem LOG_IN_FIRST = new Problem(ErrorType.UNAUTHORIZED, "UNAUTHENTICATED", "Log in first");

    private final AuthenticationTrustResolver trust = new AuthenticationTrustResolverImpl();

    Errors() {
        setThreadLocalContextAware(true);
    }

    @Override
    protected GraphQLError resolveToSingleError(Throwable failure, DataFetchingEnvironment environment) {
        if (failure instanceof AccessDeniedException && isAnonymous()) {
            return error(environment, LOG_IN_FIRST);
        }
        return error(environment, Problem.of(failure).orElseGet(() -> unexpected(failure, environment)));
    }

    private static Problem unexpected(Throwable failure, DataFetchingEnvironment environment) {
        log.error(
                "Field {} failed in request {}",
                environment.getExecutionStepInfo().getPath(),
                environment.getExecutionId(),
                failure);
        return new Problem(
                ErrorType.INTERNAL_ERROR,
                "INTERNAL_ERROR",
                "Something failed here; the log knows it as " + environment.getExecutionId());
    }

    private boolean isAnonymous() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication == null || trust.isAnonymous(authentication);
    }

    private static GraphQLError error(DataFetchingEnvironment environment, Problem problem) {
        return GraphqlErrorBuilder.newError(environment)
                .errorType(problem.type())
                .message(problem.message())
                .extensions(problem.extensions())
                .build();
    }
}
