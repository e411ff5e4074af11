package ar.isac.crm.gate;

import ar.isac.crm.conversation.Sight;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.Nodes;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.Page;
import ar.isac.crm.security.Actor;
import graphql.Scalars;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationFieldFetchParameters;
import graphql.language.OperationDefinition;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.DataFetchingEnvironmentImpl;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
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

    /** The id of what there is not. */
    private static final String NOBODY = "unseen";

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
        return asked -> {
            Object found = fetcher.get(blind(actor, asked));
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

    /** The same question with an id that nobody has in the place of each that is not seen, so that the answer is the same too. */
    private DataFetchingEnvironment blind(Actor actor, DataFetchingEnvironment asked) {
        Set<String> ids = new LinkedHashSet<>();
        mapped(asked, id -> {
            ids.add(id);
            return id;
        });
        Map<String, Object> found = ids.isEmpty() ? Map.of() : nodes.getObject().find(ids);
        Sight.Look look = sight.look(actor);
        look.ahead(found.values());
        Set<String> unseen = new HashSet<>();
        found.forEach((id, thing) -> {
            if (!look.sees(thing)) {
                unseen.add(id);
            }
        });
        return unseen.isEmpty()
                ? asked
                : DataFetchingEnvironmentImpl.newDataFetchingEnvironment(asked)
                        .arguments(mapped(
                                asked,
                                id -> unseen.contains(id)
                                        ? GlobalId.of(GlobalId.parse(id).type(), NOBODY)
                                        : id))
                        .build();
    }

    private static Map<String, Object> mapped(DataFetchingEnvironment asked, UnaryOperator<String> change) {
        Map<String, Object> arguments = new LinkedHashMap<>(asked.getArguments());
        asked.getFieldDefinition()
                .getArguments()
                .forEach(argument -> arguments.computeIfPresent(
                        argument.getName(), (name, value) -> mapped(argument.getType(), value, change)));
        return arguments;
    }

    /** A value of an input with its ids changed. */
    private static @Nullable Object mapped(GraphQLType type, @Nullable Object value, UnaryOperator<String> change) {
        GraphQLType bare = GraphQLTypeUtil.unwrapNonNull(type);
        return switch (value) {
            case List<?> list
            when bare instanceof GraphQLList of ->
                list.stream()
                        .map(each -> mapped(of.getWrappedType(), each, change))
                        .toList();
            case Map<?, ?> input
            when bare instanceof GraphQLInputObjectType of -> {
                Map<Object, @Nullable Object> fields = new LinkedHashMap<>(input);
                of.getFieldDefinitions().stream()
                        .filter(field -> fields.get(field.getName()) != null)
                        .forEach(field -> fields.put(
                                field.getName(), mapped(field.getType(), fields.get(field.getName()), change)));
                yield fields;
            }
            case String id when bare == Scalars.GraphQLID -> change.apply(id);
            case null, default -> value;
        };
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
                page.edges().stream().filter(edge -> look.sees(edge.getNode())).toList(),
                page.pageInfo(),
                page.total());
    }
}
