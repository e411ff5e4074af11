package ar.isac.crm.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.security.Role;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Platform;
import graphql.language.EnumValue;
import graphql.schema.GraphQLAppliedDirective;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.springframework.graphql.execution.GraphQlSource;
import tools.jackson.databind.JsonNode;

/** Every kind of object that {@code node} hands out, one of each, and every field of it, for every role. */
@Timeout(300)
class ObjectPermissionTests {

    private static final String PHONE = "5491155571001";

    /** An operation may have ten root fields. */
    private static final int FIELDS_AT_ONCE = 10;

    /** Of whose kind somebody sees what they made themselves, in the answer to it, and only these look it up. */
    private static final Map<String, Set<Role>> LOOKED_UP_BY =
            Map.of("AiFeedback", Set.of(Role.ADMIN, Role.SUPERVISOR));

    private static Platform platform;
    private static Crm crm;
    private static Client admin;
    private static final Map<Role, Client> CLIENTS = new EnumMap<>(Role.class);
    private static final Map<String, String> SAMPLES = new HashMap<>();

    @BeforeAll
    static void start() {
        platform = new Platform();
        crm = Crm.start(platform, Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT0S", "crm.graphql.budget", "1000000"));
        admin = Client.admin(crm);
        for (Role role : Role.values()) {
            String secret = admin.ask(
                            "mutation { createApiToken(input: {name: \"%s\", role: %s, scopes: [READ, WRITE]}) { secret } }"
                                    .formatted(role, role))
                    .at("/createApiToken/secret")
                    .asString();
            CLIENTS.put(role, new Client(crm, "Authorization", "Bearer " + secret));
        }
        SAMPLES.putAll(Samples.make(crm, platform, PHONE));
    }

    @AfterAll
    static void stop() {
        crm.close();
        platform.close();
    }

    @Test
    void thereIsOneOfEachKind() {
        Set<String> kinds = new HashSet<>();
        schema().getImplementations((GraphQLInterfaceType) requireNonNull(schema().getType("Node")))
                .forEach(kind -> kinds.add(kind.getName()));

        assertThat(SAMPLES.keySet())
                .as("a new kind of object needs one to try every role on")
                .containsExactlyInAnyOrderElementsOf(kinds);
    }

    @TestFactory
    Stream<DynamicTest> everyFieldOfAnObjectIsForItsRolesAlone() {
        return SAMPLES.keySet().stream()
                .sorted()
                .map(type -> DynamicTest.dynamicTest(type, () -> {
                    for (Role role : Role.values()) {
                        check(type, role);
                    }
                }));
    }

    private static void check(String type, Role role) {
        GraphQLObjectType kind = schema().getObjectType(type);
        boolean mayHave = LOOKED_UP_BY
                .getOrDefault(type, circle(kind.getAppliedDirective("allowed")))
                .contains(role);
        List<GraphQLFieldDefinition> fields = kind.getFieldDefinitions().stream()
                .filter(field -> field.getArguments().stream()
                        .noneMatch(argument ->
                                argument.getType() instanceof GraphQLNonNull && !argument.hasSetDefaultValue()))
                .toList();
        for (int from = 0; from < fields.size(); from += FIELDS_AT_ONCE) {
            List<GraphQLFieldDefinition> piece = fields.subList(from, Math.min(fields.size(), from + FIELDS_AT_ONCE));
            JsonNode answer = client(role).ask(document(type, piece)).body();
            Map<String, String> errors = new HashMap<>();
            answer.path("errors")
                    .forEach(error -> errors.put(
                            error.at("/path/0").asString(),
                            error.at("/extensions/code").asString()));
            for (GraphQLFieldDefinition field : piece) {
                GraphQLAppliedDirective own = field.getAppliedDirective("allowed");
                boolean mayAsk = own == null || circle(own).contains(role);
                String name = type + "." + field.getName() + " as " + role + ": " + answer;
                JsonNode found = answer.path("data").path(field.getName());
                if (!mayHave) {
                    assertThat(found.isObject()).as(name).isFalse();
                } else if (mayAsk) {
                    assertThat(errors.get(field.getName()))
                            .as(name)
                            .isNotEqualTo("FORBIDDEN")
                            .isNotEqualTo("INTERNAL_ERROR");
                    assertThat(found.isObject()).as(name).isTrue();
                } else {
                    assertThat(errors.get(field.getName())).as(name).isEqualTo("FORBIDDEN");
                }
            }
        }
    }

    private static String document(String type, List<GraphQLFieldDefinition> fields) {
        List<String> asked = new ArrayList<>();
        for (GraphQLFieldDefinition field : fields) {
            boolean isLeaf = GraphQLTypeUtil.isLeaf(GraphQLTypeUtil.unwrapAll(field.getType()));
            asked.add("%s: node(id: \"%s\") { ... on %s { %s%s } }"
                    .formatted(
                            field.getName(),
                            SAMPLES.get(type),
                            type,
                            field.getName(),
                            isLeaf ? "" : " { __typename }"));
        }
        return "{ " + String.join(" ", asked) + " }";
    }

    private static Client client(Role role) {
        return requireNonNull(CLIENTS.get(role));
    }

    private static Set<Role> circle(GraphQLAppliedDirective rule) {
        EnumValue circle = (EnumValue) requireNonNull(
                requireNonNull(rule).getArgument("to").getArgumentValue().getValue());
        return requireNonNull(PermissionTests.CIRCLES.get(circle.getName()));
    }

    private static GraphQLSchema schema() {
        return crm.bean(GraphQlSource.class).schema();
    }
}
