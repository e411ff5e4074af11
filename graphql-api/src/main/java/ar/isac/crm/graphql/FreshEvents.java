package ar.isac.crm.graphql;

import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationFieldFetchParameters;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLNamedType;
import org.dataloader.DataLoader;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/**
 * Each event is rendered from what is true then. The loaders of a request remember what they have loaded, which is right for an
 * answer and wrong for a subscription of hours: it would show what was true at its first event, and remember all of it.
 */
@Component
class FreshEvents extends SimplePerformantInstrumentation {

    private static final String SUBSCRIPTION = "Subscription";

    @Override
    public DataFetcher<?> instrumentDataFetcher(
            DataFetcher<?> fetcher, InstrumentationFieldFetchParameters parameters, InstrumentationState state) {
        boolean isSubscription = parameters.getEnvironment().getParentType() instanceof GraphQLNamedType type
                && type.getName().equals(SUBSCRIPTION);
        return isSubscription ? environment -> forgetful(fetcher.get(environment), environment) : fetcher;
    }

    private static @Nullable Object forgetful(@Nullable Object events, DataFetchingEnvironment environment) {
        return events instanceof Publisher<?> publisher
                ? Flux.from(publisher)
                        .doOnNext(event -> environment
                                .getDataLoaderRegistry()
                                .getDataLoaders()
                                .forEach(DataLoader::clearAll))
                : events;
    }
}
