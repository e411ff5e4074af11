package ar.isac.crm.gate;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.security.Role;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.GraphQLUnionType;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

class FieldRulesTests {

    private static final GraphQLSchema SCHEMA = schema();

    private static GraphQLSchema schema() {
        try {
            TypeDefinitionRegistry types = new TypeDefinitionRegistry();
            for (Resource file :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:graphql/**/*.graphqls")) {
                types.merge(new SchemaParser().parse(file.getContentAsString(StandardCharsets.UTF_8)));
            }
            return UnExecutableSchemaGenerator.makeUnExecutableSchema(types);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A new field needs {@code @allowed} on it or on its type: without, nobody gets it. */
    @Test
    void everyFieldSaysWhomItIsFor() {
        assertThat(new FieldRules(SCHEMA).undeclared()).isEmpty();
    }

    @Test
    void aFieldThatSaysNothingIsForNobody() {
        GraphQLSchema careless = UnExecutableSchemaGenerator.makeUnExecutableSchema(new SchemaParser().parse("""
                directive @allowed(to: Access!) on OBJECT | FIELD_DEFINITION
                enum Access { SIGNED_IN ADMINISTRATION }
                type Query { open: Thing! @allowed(to: SIGNED_IN) secret: String }
                type Mutation { tell: TellPayload! @allowed(to: ADMINISTRATION) }
                type Thing @allowed(to: SIGNED_IN) { name: String cost: Int @allowed(to: ADMINISTRATION) }
                type TellPayload { thing: Thing }
                type ThingConnection { nodes: [Thing!]! }
                type Forgotten { name: String }
                """));
        FieldRules rules = new FieldRules(careless);

        assertThat(rules.undeclared()).containsExactly("Forgotten.name", "Query.secret");
        assertThat(rules.of("Query", "secret")).isEmpty();
        assertThat(rules.of("Query", "none")).isEmpty();
        assertThat(rules.of("Thing", "name")).contains(Access.SIGNED_IN);
        assertThat(rules.of("Thing", "cost")).contains(Access.ADMINISTRATION);
        assertThat(rules.of("TellPayload", "thing")).contains(Access.ADMINISTRATION);
        assertThat(rules.of("ThingConnection", "nodes")).contains(Access.SIGNED_IN);
    }

    @Test
    void whatCustomersSayIsOutOfReachForThoseWhoDoNotTalkToThem() {
        for (Role role : List.of(Role.ANALYST, Role.INTEGRATOR)) {
            assertThat(reach(role))
                    .as(role.name())
                    .doesNotContain(
                            "Conversation",
                            "Message",
                            "MessageAnalysis",
                            "TextContent",
                            "Customer",
                            "Handle",
                            "Quote",
                            "Sale",
                            "Payment",
                            "FollowUp",
                            "ApiToken")
                    .contains("Product", "Viewer");
        }
        assertThat(reach(Role.ADVISOR))
                .contains("Conversation", "Message", "Sale")
                .doesNotContain("ApiToken");
    }

    /** The types of which somebody of this role can read a field, from the roots on. */
    private static Set<String> reach(Role role) {
        FieldRules rules = new FieldRules(SCHEMA);
        Set<String> seen = new TreeSet<>();
        Stream.of(SCHEMA.getQueryType(), SCHEMA.getMutationType(), SCHEMA.getSubscriptionType())
                .forEach(root -> walk(root, role, rules, seen));
        return seen;
    }

    private static void walk(GraphQLNamedType type, Role role, FieldRules rules, Set<String> seen) {
        switch (type) {
            case GraphQLUnionType union -> union.getTypes().forEach(member -> walk(member, role, rules, seen));
            case GraphQLInterfaceType node ->
                SCHEMA.getImplementations(node).forEach(member -> walk(member, role, rules, seen));
            case GraphQLObjectType object -> {
                for (GraphQLFieldDefinition field : object.getFieldDefinitions()) {
                    boolean isAllowed = rules.of(object.getName(), field.getName())
                            .filter(access -> access.admits(role))
                            .isPresent();
                    if (isAllowed) {
                        seen.add(object.getName());
                    }
                    if (isAllowed && seen.add(object.getName() + "." + field.getName())) {
                        walk((GraphQLNamedType) GraphQLTypeUtil.unwrapAll(field.getType()), role, rules, seen);
                    }
                }
            }
            default -> {}
        }
    }
}
