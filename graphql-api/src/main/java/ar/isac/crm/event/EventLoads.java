package ar.isac.crm.event;

import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationFieldFetchParameters;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLNamedType;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dataloader.BatchLoaderEnvironment;
import org.dataloader.DataLoader;
import org.dataloader.DataLoaderFactory;
import org.dataloader.DataLoaderRegistry;
import org.dataloader.MappedBatchLoaderWithContext;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import reactor.core.publisher.Flux;

/**
 * The loaders of a subscription. Those of a request remember what they have loaded, which is right for an answer and wrong for
 * hours: each event is rendered from what is true then. And what one subscriber's event has loaded is the other ends of the same
 * edges for every other subscriber, so they load it together.
 */
@Component
class EventLoads extends SimplePerformantInstrumentation {

    private static final String SUBSCRIPTION = "Subscription";

    private final SharedReads reads;
    private final ApplicationContext context;
    private volatile @Nullable Set<String> personal;

    EventLoads(SharedReads reads, ApplicationContext context) {
        this.reads = reads;
        this.context = context;
    }

    /** Where a subscriber stands while an event is rendered for them. */
    private static final class Position {
        private volatile OptionalLong number = OptionalLong.empty();
        private volatile long since = System.nanoTime();

        /** What has no place in the log tells of what is true now: what was read before is true no more. */
        void moveTo(@Nullable Object event) {
            number = event instanceof Rendered rendered ? rendered.number() : OptionalLong.empty();
            since = number.isEmpty() ? System.nanoTime() : since;
        }
    }

    private record Key(String loader, Object of) {}

    @Override
    public DataFetcher<?> instrumentDataFetcher(
            DataFetcher<?> fetcher, InstrumentationFieldFetchParameters parameters, InstrumentationState state) {
        boolean isSubscription = parameters.getEnvironment().getParentType() instanceof GraphQLNamedType type
                && type.getName().equals(SUBSCRIPTION);
        return isSubscription ? environment -> loadingTogether(fetcher.get(environment), environment) : fetcher;
    }

    private @Nullable Object loadingTogether(@Nullable Object events, DataFetchingEnvironment environment) {
        if (!(events instanceof Publisher<?> publisher)) {
            return events;
        }
        DataLoaderRegistry loaders = environment.getDataLoaderRegistry();
        Position position = new Position();
        Map.copyOf(loaders.getDataLoadersMap()).forEach((name, loader) -> {
            if (loader.getBatchLoadFunction() instanceof MappedBatchLoaderWithContext<?, ?> load && !isPersonal(name)) {
                loaders.unregister(name);
                loaders.register(name, together(name, loader, load, position));
            }
        });
        return Flux.from(publisher).doOnNext(event -> {
            position.moveTo(event);
            loaders.getDataLoaders().forEach(DataLoader::clearAll);
        });
    }

    @SuppressWarnings("unchecked") // a loader's keys and values are its own affair
    private DataLoader<Object, Object> together(
            String name, DataLoader<?, ?> loader, MappedBatchLoaderWithContext<?, ?> load, Position position) {
        MappedBatchLoaderWithContext<Object, Object> alone = (MappedBatchLoaderWithContext<Object, Object>) load;
        return DataLoaderFactory.newMappedDataLoader(
                name,
                (keys, environment) -> position.number.isEmpty()
                        ? alone.load(keys, environment)
                        : together(name, keys, position, alone, environment),
                loader.getOptions());
    }

    /** One load for all keys that nobody has loaded; what others load meanwhile is theirs. */
    private CompletionStage<Map<Object, Object>> together(
            String name,
            Set<Object> keys,
            Position position,
            MappedBatchLoaderWithContext<Object, Object> alone,
            BatchLoaderEnvironment environment) {
        CompletableFuture<Map<Object, Object>> own = new CompletableFuture<>();
        Set<Object> missing = new HashSet<>();
        Map<Object, CompletableFuture<@Nullable Object>> values = new HashMap<>();
        for (Object key : keys) {
            values.put(key, reads.of(new Key(name, key), position.number, position.since, () -> {
                missing.add(key);
                return own.thenApply(loaded -> loaded.get(key));
            }));
        }
        if (!missing.isEmpty()) {
            loaded(missing, alone, environment).whenComplete((loaded, failure) -> {
                if (failure == null) {
                    own.complete(loaded);
                } else {
                    own.completeExceptionally(failure);
                }
            });
        }
        return CompletableFuture.allOf(values.values().toArray(CompletableFuture[]::new))
                .thenApply(all -> {
                    Map<Object, Object> found = new HashMap<>();
                    values.forEach((key, value) -> {
                        Object end = value.join();
                        if (end != null) {
                            found.put(key, end);
                        }
                    });
                    return found;
                });
    }

    /** Others wait for it, so it ends in any case. */
    private static CompletionStage<Map<Object, Object>> loaded(
            Set<Object> keys, MappedBatchLoaderWithContext<Object, Object> alone, BatchLoaderEnvironment environment) {
        try {
            return alone.load(keys, environment);
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    /** Whether an edge leads elsewhere for everybody who asks, or is not for everybody. */
    private boolean isPersonal(String loader) {
        Set<String> known = personal;
        if (known == null) {
            known = Stream.of(context.getBeanNamesForAnnotation(Controller.class))
                    .map(context::getType)
                    .flatMap(Stream::ofNullable)
                    .flatMap(type -> Stream.of(ReflectionUtils.getAllDeclaredMethods(ClassUtils.getUserClass(type))))
                    .flatMap(method -> personalField(method).stream())
                    .collect(Collectors.toUnmodifiableSet());
            personal = known;
        }
        return known.contains(loader.substring(loader.lastIndexOf('.') + 1));
    }

    private static List<String> personalField(Method method) {
        BatchMapping mapping = AnnotatedElementUtils.findMergedAnnotation(method, BatchMapping.class);
        if (mapping == null) {
            return List.of();
        }
        boolean isForAll =
                method.getParameterCount() == 1 && !AnnotatedElementUtils.hasAnnotation(method, PreAuthorize.class);
        return isForAll ? List.of() : List.of(mapping.field().isEmpty() ? method.getName() : mapping.field());
    }
}
