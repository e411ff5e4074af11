package ar.isac.crm.gate;

import graphql.language.EnumValue;
import graphql.schema.GraphQLAppliedDirective;
import graphql.schema.GraphQLAppliedDirectiveArgument;
import graphql.schema.GraphQLDirectiveContainer;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Who may ask for which field, as the schema declares it with {@code @allowed}. */
final class FieldRules {

    private static final String DIRECTIVE = "allowed";
    private static final String PAYLOAD = "Payload";
    private static final List<String> OF_WHAT_THEY_HOLD = List.of("Connection", "Edge");

    private final GraphQLSchema schema;
    private final Map<String, Map<String, Access>> rules = new HashMap<>();
    private final TreeSet<String> undeclared = new TreeSet<>();

    FieldRules(GraphQLSchema schema) {
        this.schema = schema;
        for (GraphQLNamedType type : schema.getAllTypesAsList()) {
            if (type instanceof GraphQLObjectType object && !object.getName().startsWith("__")) {
                declare(object);
            }
        }
    }

    private void declare(GraphQLObjectType object) {
        Map<String, Access> fields = new HashMap<>();
        Optional<Access> ofType = ofType(object);
        for (GraphQLFieldDefinition field : object.getFieldDefinitions()) {
            declared(field)
                    .or(() -> ofType)
                    .ifPresentOrElse(
                            access -> fields.put(field.getName(), access),
                            () -> undeclared.add(object.getName() + "." + field.getName()));
        }
        rules.put(object.getName(), fields);
    }

    private Optional<Access> ofType(GraphQLObjectType object) {
        return declared(object).or(() -> derived(object.getName()));
    }

    /** A payload belongs to its mutation, a page to what it lists. */
    private Optional<Access> derived(String type) {
        if (type.endsWith(PAYLOAD)) {
            String mutation =
                    type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1, type.length() - PAYLOAD.length());
            return Optional.ofNullable(schema.getMutationType())
                    .map(mutations -> mutations.getFieldDefinition(mutation))
                    .flatMap(FieldRules::declared);
        }
        return OF_WHAT_THEY_HOLD.stream()
                .filter(type::endsWith)
                .map(ending -> held(schema.getObjectType(type)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Access> held(GraphQLObjectType page) {
        return Optional.ofNullable(page.getFieldDefinition("node"))
                .or(() -> Optional.ofNullable(page.getFieldDefinition("nodes")))
                .map(field -> GraphQLTypeUtil.unwrapAll(field.getType()))
                .filter(GraphQLObjectType.class::isInstance)
                .map(GraphQLObjectType.class::cast)
                .flatMap(FieldRules::declared);
    }

    private static Optional<Access> declared(GraphQLDirectiveContainer element) {
        GraphQLAppliedDirective directive = element.getAppliedDirective(DIRECTIVE);
        GraphQLAppliedDirectiveArgument to = directive == null ? null : directive.getArgument("to");
        if (to == null || !(to.getArgumentValue().getValue() instanceof EnumValue value)) {
            return Optional.empty();
        }
        return Optional.of(Access.valueOf(value.getName()));
    }

    /** Who may ask for a field; empty when nobody may. */
    Optional<Access> of(String type, String field) {
        return Optional.ofNullable(rules.getOrDefault(type, Map.of()).get(field));
    }

    /** The fields that are for nobody, since nothing says whom they are for. */
    List<String> undeclared() {
        return List.copyOf(undeclared);
    }
}
