package ar.isac.crm.graphql;

import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.graphql.execution.ErrorType;
import org.springframework.graphql.execution.SubscriptionExceptionResolverAdapter;
import org.springframework.stereotype.Component;

/** The same for subscriptions, whose methods fail in the stream that they return. */
@Component
class SubscriptionErrors extends SubscriptionExceptionResolverAdapter {

    private static final Logger log = LoggerFactory.getLogger(SubscriptionErrors.class);

    @Override
    protected @Nullable GraphQLError resolveToSingleError(Throwable failure) {
        Problem problem = Problem.of(failure).orElseGet(() -> unexpected(failure));
        return GraphqlErrorBuilder.newError()
                .errorType(problem.type())
                .message(problem.message())
                .extensions(problem.extensions())
                .build();
    }

    private static Problem unexpected(Throwable failure) {
        log.error("A subscription failed", failure);
        return new Problem(ErrorType.INTERNAL_ERROR, "INTERNAL_ERROR", "The subscription failed here");
    }
}
