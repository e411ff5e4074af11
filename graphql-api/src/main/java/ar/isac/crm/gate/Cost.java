package ar.isac.crm.gate;

import graphql.execution.CoercedVariables;
import graphql.execution.ExecutionContext;
import graphql.language.Argument;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.IntValue;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.VariableReference;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLOutputType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an operation asks for at most, in things that are read by their ids: one for each {@code Node}, a page as
 * many times as its size, another list {@link #LIST} times, a mutation {@link #MUTATION}. Values, and objects that are part of
 * what they stand in, are free; a field of the root costs one at least. What it takes in fact can only be less, unless a list
 * that has no pages is long.
 */
final class Cost {

    /** How long a list without pages is taken to be. */
    private static final int LIST = 5;

    private static final int MUTATION = 10;
    private static final int PAGE = 20;
    private static final int LARGEST_PAGE = 100;

    /** Beyond every limit; there is no use in counting on. */
    private static final long BEYOND = 1_000_000_000;

    private final GraphQLSchema schema;
    private final Map<String, FragmentDefinition> fragments;
    private final CoercedVariables variables;
    private final Map<String, Long> known = new HashMap<>();

    private Cost(ExecutionContext execution) {
        this.schema = execution.getGraphQLSchema();
        this.fragments = execution.getFragmentsByName();
        this.variables = execution.getCoercedVariables();
    }

    static long of(ExecutionContext execution) {
        OperationDefinition operation = execution.getOperationDefinition();
        Cost cost = new Cost(execution);
        return switch (operation.getOperation()) {
            case QUERY -> cost.of(operation.getSelectionSet(), cost.schema.getQueryType());
            case SUBSCRIPTION -> cost.of(operation.getSelectionSet(), cost.schema.getSubscriptionType());
            case MUTATION ->
                cost.of(operation.getSelectionSet(), cost.schema.getMutationType())
                        + (long) MUTATION
                                * operation.getSelectionSet().getSelections().size();
        };
    }

    private long of(@Nullable SelectionSet selections, @Nullable GraphQLType parent) {
        long cost = 0;
        if (selections == null || parent == null) {
            return cost;
        }
        for (Selection<?> selection : selections.getSelections()) {
            cost += switch (selection) {
                case Field field -> of(field, parent);
                case InlineFragment inline ->
                    of(
                            inline.getSelectionSet(),
                            inline.getTypeCondition() == null
                                    ? parent
                                    : schema.getType(inline.getTypeCondition().getName()));
                case FragmentSpread spread -> of(spread.getName());
                default -> 0L;
            };
            if (cost > BEYOND) {
                return BEYOND;
            }
        }
        return cost;
    }

    private long of(String fragment) {
        FragmentDefinition definition = fragments.get(fragment);
        if (definition == null) {
            return 0;
        }
        Long before = known.get(fragment);
        if (before != null) {
            return before;
        }
        long cost = of(
                definition.getSelectionSet(),
                schema.getType(definition.getTypeCondition().getName()));
        known.put(fragment, cost);
        return cost;
    }

    private long of(Field field, GraphQLType parent) {
        if (field.getName().startsWith("__")
                || !(parent instanceof GraphQLFieldsContainer container)
                || field.getSelectionSet() == null) {
            return 0;
        }
        GraphQLFieldDefinition definition = container.getFieldDefinition(field.getName());
        if (definition == null) {
            return 0;
        }
        GraphQLOutputType type = definition.getType();
        GraphQLType element = GraphQLTypeUtil.unwrapAll(type);
        long each = (isReadById(element) ? 1 : 0) + of(field.getSelectionSet(), element);
        boolean isRoot = parent == schema.getQueryType() || parent == schema.getSubscriptionType();
        long times = times(field, definition, container.getName(), type);
        return Math.min(BEYOND, Math.max(isRoot || isPage(definition) ? 1 : 0, each) * times);
    }

    static boolean isReadById(GraphQLType type) {
        return switch (type) {
            case GraphQLObjectType object ->
                object.getInterfaces().stream().anyMatch(each -> each.getName().equals("Node"));
            case GraphQLInterfaceType ignored -> true;
            default -> false;
        };
    }

    private static boolean isPage(GraphQLFieldDefinition definition) {
        return definition.getArgument("first") != null || definition.getArgument("last") != null;
    }

    private long times(Field field, GraphQLFieldDefinition definition, String parent, GraphQLOutputType type) {
        if (isPage(definition)) {
            return size(field);
        }
        // The page's own field has counted its entries.
        boolean isOfPage = parent.endsWith("Connection");
        return isList(type) && !isOfPage ? LIST : 1;
    }

    private static boolean isList(GraphQLType type) {
        GraphQLType bare = type instanceof GraphQLNonNull wrapped ? wrapped.getWrappedType() : type;
        return bare instanceof GraphQLList;
    }

    private long size(Field field) {
        return field.getArguments().stream()
                .filter(argument ->
                        argument.getName().equals("first") || argument.getName().equals("last"))
                .map(this::number)
                .map(number -> Math.clamp(number, 1, LARGEST_PAGE))
                .max(Integer::compare)
                .orElse(PAGE);
    }

    private int number(Argument argument) {
        Object value =
                switch (argument.getValue()) {
                    case IntValue literal -> literal.getValue();
                    case VariableReference variable -> variables.get(variable.getName());
                    default -> null;
                };
        return switch (value) {
            case BigInteger big -> big.bitLength() > 31 ? LARGEST_PAGE : big.intValue();
            case Integer number -> number;
            case null, default -> PAGE;
        };
    }
}
