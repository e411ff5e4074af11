package ar.isac.crm.gate;

import graphql.GraphQLContext;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.execution.TypeFromAST;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.language.VariableDefinition;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where in the variables of a request the value is that its type does not take. The engine names the variable alone, which says
 * little of an input with twenty fields.
 */
final class VariableFault {

    private final GraphQLSchema schema;

    private VariableFault(GraphQLSchema schema) {
        this.schema = schema;
    }

    /** The error with the path to the value, such as {@code input.lines.0.quantity}; as it was where no value is at fault. */
    static GraphQLError placed(
            GraphQLError error, GraphQLSchema schema, Document document, Map<String, @Nullable Object> variables) {
        return new VariableFault(schema)
                .path(document, variables)
                .map(path -> placed(error, path))
                .orElse(error);
    }

    private static GraphQLError placed(GraphQLError error, List<String> path) {
        Map<String, Object> extensions =
                new LinkedHashMap<>(error.getExtensions() == null ? Map.of() : error.getExtensions());
        extensions.put("variable", path);
        GraphqlErrorBuilder<?> builder = GraphqlErrorBuilder.newError()
                .message("%s", String.valueOf(error.getMessage()).strip() + " (at " + String.join(".", path) + ")")
                .errorType(error.getErrorType())
                .extensions(extensions);
        if (error.getLocations() != null) {
            builder.locations(error.getLocations());
        }
        return builder.build();
    }

    private Optional<List<String>> path(Document document, Map<String, @Nullable Object> variables) {
        for (OperationDefinition operation : document.getDefinitionsOfType(OperationDefinition.class)) {
            for (VariableDefinition variable : operation.getVariableDefinitions()) {
                GraphQLType type = TypeFromAST.getTypeFromAST(schema, variable.getType());
                Object value = variables.get(variable.getName());
                if (type != null && (value != null || variable.getDefaultValue() == null)) {
                    Optional<List<String>> found = in(type, value, List.of(variable.getName()));
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<List<String>> in(GraphQLType type, @Nullable Object value, List<String> path) {
        if (value == null) {
            return type instanceof GraphQLNonNull ? Optional.of(path) : Optional.empty();
        }
        return switch (type) {
            case GraphQLNonNull wrapped -> in(wrapped.getWrappedType(), value, path);
            case GraphQLList list -> inList(list, value, path);
            case GraphQLInputObjectType input -> inInput(input, value, path);
            case GraphQLEnumType words ->
                words.getValue(value.toString()) == null ? Optional.of(path) : Optional.empty();
            case GraphQLScalarType scalar -> isTaken(scalar, value) ? Optional.empty() : Optional.of(path);
            default -> Optional.empty();
        };
    }

    private Optional<List<String>> inList(GraphQLList type, Object value, List<String> path) {
        if (!(value instanceof List<?> list)) {
            return in(type.getWrappedType(), value, path);
        }
        for (int i = 0; i < list.size(); i++) {
            Optional<List<String>> found = in(type.getWrappedType(), list.get(i), below(path, Integer.toString(i)));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<List<String>> inInput(GraphQLInputObjectType type, Object value, List<String> path) {
        if (!(value instanceof Map<?, ?> input)) {
            return Optional.of(path);
        }
        for (Object name : input.keySet()) {
            if (type.getFieldDefinition(String.valueOf(name)) == null) {
                return Optional.of(below(path, String.valueOf(name)));
            }
        }
        for (GraphQLInputObjectField field : type.getFieldDefinitions()) {
            if (input.containsKey(field.getName()) || !field.hasSetDefaultValue()) {
                Optional<List<String>> found =
                        in(field.getType(), input.get(field.getName()), below(path, field.getName()));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isTaken(GraphQLScalarType scalar, Object value) {
        try {
            return scalar.getCoercing().parseValue(value, GraphQLContext.getDefault(), Locale.ROOT) != null;
        } catch (CoercingParseValueException notOfThisType) {
            return false;
        }
    }

    private static List<String> below(List<String> path, String step) {
        List<String> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }
}
