package ar.isac.crm.gate;

import ar.isac.crm.conversation.Sight;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.Nodes;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.Page;
import ar.isac.crm.security.Actor;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationFieldFetchParameters;
import graphql.language.OperationDefinition;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * For advisors who do not see every conversation, in one place for all fields there are and will be: an id of what they do
 * not see is as good as none, and what they do not see is left out of every answer. A page may so hold less than it was asked
 * for; its cursors lead on.
 */
@Component
@Order(0)
class SightGate extends SimplePerformantInstrumentation {

    /** What answers for each id of its input by itself, and alike for what is not there and what is not seen. */
    private static final Set<String> ONE_BY_ONE = Set.of("bulkUpdateConversations", "node", "nodes");

    private final Sight sight;
    private final ObjectProvider<Nodes> nodes;

    SightGate(Sight sight, ObjectProvider<Nodes> nodes) {
        this.sight = sight;
        this.nodes = nodes;
    }

    @Override
    public DataFetcher<?> instrumentDataFetcher(
            DataFetcher<?> fetcher, InstrumentationFieldFetchParameters parameters, InstrumentationState state) {
        DataFetchingEnvironment environment = parameters.getEnvironment();
        Actor actor = environment.getGraphQlContext().get(Actor.class);
        boolean isLeaf = GraphQLTypeUtil.isLeaf(
                GraphQLTypeUtil.unwrapAll(environment.getFieldDefinition().getType()));
        if (actor == null || isLeaf || !sight.isLimited(actor)) {
            return fetcher;
        }
        boolean isOneByOne =
                ONE_BY_ONE.contains(environment.getFieldDefinition().getName());
        return asked -> {
            if (!isOneByOne) {
                check(actor, asked.getArguments().values());
            }
            Object found = fetcher.get(asked);
            return found instanceof CompletionStage<?> later
                    ? later.thenApply(value -> seen(look(actor, asked), value, asked))
                    : seen(look(actor, asked), found, asked);
        };
    }

    /** One for a whole answer; a subscription's every event is looked at anew. */
    private Sight.Look look(Actor actor, DataFetchingEnvironment asked) {
        return asked.getOperationDefinition().getOperation() == OperationDefinition.Operation.SUBSCRIPTION
                ? sight.look(actor)
                : asked.getGraphQlContext().computeIfAbsent(Sight.Look.class, key -> sight.look(actor));
    }

    private void check(Actor actor, Collection<?> arguments) {
        Set<String> texts = new LinkedHashSet<>();
        collect(arguments, texts);
        Map<String, Object> found = texts.isEmpty() ? Map.of() : nodes.getObject().find(texts);
        if (!found.isEmpty()) {
            Sight.Look look = sight.look(actor);
            look.ahead(found.values());
            found.forEach((id, thing) -> {
                if (!look.sees(thing)) {
                    throw new NotFound(GlobalId.parse(id).type());
                }
            });
        }
    }

    private static void collect(@Nullable Object argument, Set<String> texts) {
        switch (argument) {
            case Map<?, ?> input -> input.values().forEach(value -> collect(value, texts));
            case Collection<?> list -> list.forEach(value -> collect(value, texts));
            case String text -> texts.add(text);
            case null, default -> {}
        }
    }

    private static @Nullable Object seen(Sight.Look look, @Nullable Object value, DataFetchingEnvironment asked) {
        return switch (value) {
            case null -> null;
            case Page<?> page -> seen(look, page);
            case List<?> list -> {
                look.ahead(list.stream().filter(Objects::nonNull).toList());
                yield hasPlaces(asked.getFieldType())
                        ? list.stream()
                                .map(each -> each == null || look.sees(each) ? each : null)
                                .toList()
                        : list.stream()
                                .filter(each -> each == null || look.sees(each))
                                .toList();
            }
            default -> {
                if (look.sees(value)) {
                    yield value;
                }
                if (asked.getFieldType() instanceof GraphQLNonNull) {
                    throw new NotFound("Object");
                }
                yield null;
            }
        };
    }

    /** Whether what stands in a list is known by its place, which may be empty. */
    private static boolean hasPlaces(GraphQLType type) {
        return GraphQLTypeUtil.unwrapNonNull(type) instanceof GraphQLList list
                && !(list.getWrappedType() instanceof GraphQLNonNull);
    }

    private static <T> Page<T> seen(Sight.Look look, Page<T> page) {
        look.ahead(page.nodes());
        return new Page<>(
                page.edges().stream()
                        .filter(edge -> look.sees(edge.getNode()))
                        .toList(),
                page.pageInfo(),
                page.total());
    }
}
