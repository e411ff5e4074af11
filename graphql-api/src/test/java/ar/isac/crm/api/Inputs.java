package ar.isac.crm.api;

import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Inputs of mutations that may be meant, out of the schema.
 *
 * @param samples global ids by the names of their types
 */
record Inputs(GraphQLSchema schema, Map<String, String> samples) {

    /** The input type of a mutation. */
    GraphQLInputObjectType of(GraphQLFieldDefinition mutation) {
        return (GraphQLInputObjectType)
                GraphQLTypeUtil.unwrapAll(mutation.getArgument("input").getType());
    }

    /** A mutation that asks for nothing but what is wrong. */
    String document(GraphQLFieldDefinition mutation) {
        return "mutation($input: " + of(mutation).getName() + "!) { " + mutation.getName()
                + "(input: $input) { __typename userErrors { path code message } } }";
    }

    Map<String, @Nullable Object> least(GraphQLInputObjectType input, String of) {
        Map<String, @Nullable Object> least = new LinkedHashMap<>();
        for (GraphQLInputObjectField field : input.getFieldDefinitions()) {
            if (isRequired(field.getType(), field.hasSetDefaultValue())
                    || field.getName().equals("id")) {
                least.put(field.getName(), usual(field.getType(), field.getName(), of));
            }
        }
        return least;
    }

    static boolean isRequired(GraphQLInputType type, boolean hasDefault) {
        return type instanceof GraphQLNonNull && !hasDefault;
    }

    /** Something that may be meant. */
    Object usual(GraphQLType type, String name, String of) {
        return switch (GraphQLTypeUtil.unwrapNonNull(type)) {
            case GraphQLList list -> List.of(usual(list.getWrappedType(), name, of));
            case GraphQLEnumType words -> words.getValues().getFirst().getName();
            case GraphQLInputObjectType input -> least(input, of);
            case GraphQLType scalar ->
                switch (GraphQLTypeUtil.simplePrint(scalar)) {
                    case "Int", "Long", "Float" -> 1;
                    case "Boolean" -> true;
                    case "DateTime" -> "2030-01-01T10:00:00Z";
                    case "Decimal" -> "1";
                    case "CurrencyCode" -> "ARS";
                    case "URL" -> "https://example.com/";
                    case "ID" -> sample(name, of);
                    default -> name.equals("idempotencyKey") ? UUID.randomUUID().toString() : "x";
                };
        };
    }

    private String sample(String name, String of) {
        return String.valueOf(samples.get(type(name, of)));
    }

    /** What an id of this name is of. */
    String type(String name, String of) {
        String bare = name.replaceAll("Ids?$", "");
        String type = bare.equals("id") || bare.equals("ids") ? entity(of) : capital(bare);
        return samples.containsKey(type) ? type : type.equals("ReplyTo") ? "Message" : "Conversation";
    }

    /** What a mutation or a query is about, by its payload or its type. */
    String entity(String field) {
        GraphQLFieldDefinition query = schema.getQueryType().getFieldDefinition(field);
        if (query != null) {
            return GraphQLTypeUtil.unwrapAll(query.getType()).getName();
        }
        GraphQLObjectType payload = schema.getObjectType(capital(field) + "Payload");
        return payload.getFieldDefinitions().stream()
                .map(each -> GraphQLTypeUtil.unwrapAll(each.getType()).getName())
                .filter(samples::containsKey)
                .findFirst()
                .orElse("Conversation");
    }

    private static String capital(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
