package ar.isac.crm.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.security.Role;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import graphql.language.EnumValue;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.springframework.graphql.execution.GraphQlSource;

/** Every field of the roots, and every kind of object through {@code node}, for every role: generated from the schema. */
@Timeout(300)
class PermissionTests {

    private static final Duration SOON = Duration.ofSeconds(60);

    /** Each circle of the schema's enum Access, written out a second time on purpose. */
    static final Map<String, Set<Role>> CIRCLES = Map.of(
            "SIGNED_IN", Set.of(Role.values()),
            "CONVERSATIONS", Set.of(Role.ADMIN, Role.SUPERVISOR, Role.ADVISOR),
            "OPERATIONS", Set.of(Role.ADMIN, Role.SUPERVISOR, Role.INTEGRATOR),
            "INVENTORY", Set.of(Role.ADMIN, Role.SUPERVISOR, Role.INTEGRATOR),
            "INTEGRATION", Set.of(Role.ADMIN, Role.INTEGRATOR),
            "ANALYTICS", Set.of(Role.ADMIN, Role.SUPERVISOR, Role.ANALYST),
            "SUPERVISION", Set.of(Role.ADMIN, Role.SUPERVISOR),
            "ADMINISTRATION", Set.of(Role.ADMIN));

    /** Whoever may do it would start a training here. */
    private static final Set<String> TOO_LONG_TO_TRY = Set.of("trainModel");

    private static Platform platform;
    private static Crm crm;
    private static Client admin;
    private static final Map<Role, Client> CLIENTS = new EnumMap<>(Role.class);

    @BeforeAll
    static void start() {
        platform = new Platform();
        crm = Crm.start(
                platform,
                Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT0S", "crm.graphql.budget", "1000000"),
                ScriptedAssistant.class);
        admin = Client.admin(crm);
        for (Role role : Role.values()) {
            CLIENTS.put(role, token(role, "READ, WRITE"));
        }
    }

    @AfterAll
    static void stop() {
        crm.close();
        platform.close();
    }

    private static Client token(Role role, String scopes) {
        String secret = admin.ask("mutation { createApiToken(input: {name: \"" + role + "\", role: " + role
                        + ", scopes: [" + scopes + "]}) { secret } }")
                .at("/createApiToken/secret")
                .asString();
        return new Client(crm, "Authorization", "Bearer " + secret);
    }

    @TestFactory
    Stream<DynamicTest> everyFieldOfTheRootsIsForItsRolesAlone() {
        GraphQLSchema schema = schema();
        return Stream.of(schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType())
                .flatMap(root -> root.getFieldDefinitions().stream()
                        .map(field -> DynamicTest.dynamicTest(
                                root.getName() + "." + field.getName(), () -> check(root, field))));
    }

    private static void check(GraphQLObjectType root, GraphQLFieldDefinition field) {
        Set<Role> allowed = allowed(field.getAppliedDirective("allowed"));
        String document = document(root, field);
        for (Role role : Role.values()) {
            if (allowed.contains(role) && TOO_LONG_TO_TRY.contains(field.getName())) {
                continue;
            }
            Client.Answer answer = client(role).ask(document);
            if (allowed.contains(role)) {
                assertThat(answer.errorCode())
                        .as("%s as %s: %s", document, role, answer.response().body())
                        .isNotIn("FORBIDDEN", "UNAUTHENTICATED", "GRAPHQL_VALIDATION_FAILED", "INTERNAL_ERROR");
            } else {
                assertThat(answer.errorCode())
                        .as("%s as %s: %s", document, role, answer.response().body())
                        .isEqualTo("FORBIDDEN");
            }
        }
        assertThat(Client.anonymous(crm).ask(document).status()).isEqualTo(401);
    }

    private static Client client(Role role) {
        return requireNonNull(CLIENTS.get(role));
    }

    private static Set<Role> allowed(graphql.schema.GraphQLAppliedDirective rule) {
        assertThat(rule).isNotNull();
        EnumValue circle = (EnumValue) rule.getArgument("to").getArgumentValue().getValue();
        return requireNonNull(CIRCLES.get(circle.getName()));
    }

    private static String document(GraphQLObjectType root, GraphQLFieldDefinition field) {
        String arguments = field.getArguments().stream()
                .filter(argument -> argument.getType() instanceof GraphQLNonNull && !argument.hasSetDefaultValue())
                .map(argument -> argument.getName() + ": " + literal(argument.getType(), argument.getName()))
                .collect(Collectors.joining(", "));
        boolean isLeaf = GraphQLTypeUtil.isLeaf(GraphQLTypeUtil.unwrapAll(field.getType()));
        return root.getName().toLowerCase(java.util.Locale.ROOT) + " { " + field.getName()
                + (arguments.isEmpty() ? "" : "(" + arguments + ")") + (isLeaf ? "" : " { __typename }") + " }";
    }

    /** Something of the type that is of the right form and names nothing that exists. */
    private static String literal(GraphQLType type, String name) {
        GraphQLType bare = GraphQLTypeUtil.unwrapNonNull(type);
        return switch (bare) {
            case GraphQLList list -> "[" + literal(list.getWrappedType(), name) + "]";
            case GraphQLEnumType words -> words.getValues().getFirst().getName();
            case GraphQLInputObjectType input ->
                input.getFieldDefinitions().stream()
                        .filter(each -> each.getType() instanceof GraphQLNonNull && !each.hasSetDefaultValue())
                        .map(each -> each.getName() + ": " + literal(each.getType(), each.getName()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case GraphQLScalarType scalar -> scalar(scalar, name);
            default -> throw new AssertionError("No input is a " + bare);
        };
    }

    private static String scalar(GraphQLScalarType scalar, String name) {
        return switch (scalar.getName()) {
            case "Int", "Long", "Float" -> "1";
            case "Boolean" -> "false";
            case "DateTime" -> "\"2030-01-01T10:00:00Z\"";
            case "Decimal" -> "\"1\"";
            case "CurrencyCode" -> "\"ARS\"";
            case "URL" -> "\"https://example.com/\"";
            case "ID" -> "\"" + GlobalId.of(ofWhat(name), "0") + "\"";
            default -> "\"x\"";
        };
    }

    private static String ofWhat(String name) {
        return name.endsWith("Id")
                ? name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1, name.length() - 2)
                : "Conversation";
    }

    @Test
    void anObjectByItsIdIsForTheRolesOfItsTypeAlone() {
        crm.customer("5491155570001").writes("hola, esto es privado");
        await().atMost(SOON).until(() -> platform.callsTo("5491155570001").size() == 1);
        String conversation = admin.conversationWith("5491155570001");
        Map<String, String> objects = new LinkedHashMap<>();
        objects.put("Conversation", conversation);
        objects.put(
                "Message",
                at(
                        "{ conversation(id: \"" + conversation + "\") { lastMessage { id } } }",
                        "/conversation/lastMessage/id"));
        objects.put("Customer", at("{ customers(first: 1) { nodes { id } } }", "/customers/nodes/0/id"));
        objects.put("Product", at("{ products(first: 1) { nodes { id } } }", "/products/nodes/0/id"));
        objects.put("Advisor", at("{ advisors { id } }", "/advisors/0/id"));
        objects.put("ApiToken", at("{ apiTokens { id } }", "/apiTokens/0/id"));
        objects.put("ChannelAccount", at("{ channels { id } }", "/channels/0/id"));

        objects.forEach((type, id) -> {
            Set<Role> allowed = allowed(schema().getObjectType(type).getAppliedDirective("allowed"));
            for (Role role : Role.values()) {
                Client.Answer answer = client(role).ask("{ node(id: \"" + id + "\") { id } }");
                assertThat(answer.body().at("/data/node/id").asString(""))
                        .as("%s as %s: %s", type, role, answer.response().body())
                        .isEqualTo(allowed.contains(role) ? id : "");
            }
        });
    }

    private static String at(String document, String pointer) {
        return admin.ask(document).at(pointer).asString();
    }

    @Test
    void aTokenForReadingChangesNothing() {
        Client reader = token(Role.ADMIN, "READ");

        assertThat(reader.ask("{ viewer { role } }").at("/viewer/role").asString())
                .isEqualTo("ADMIN");
        for (GraphQLFieldDefinition mutation : schema().getMutationType().getFieldDefinitions()) {
            assertThat(reader.ask(document(schema().getMutationType(), mutation))
                            .errorCode())
                    .as(mutation.getName())
                    .isEqualTo("FORBIDDEN");
        }
    }

    @Test
    void theCirclesAreThoseOfTheSchema() {
        GraphQLNamedType access = (GraphQLNamedType) schema().getType("Access");

        assertThat(((GraphQLEnumType) access).getValues())
                .extracting(value -> value.getName())
                .containsExactlyInAnyOrderElementsOf(List.copyOf(CIRCLES.keySet()));
    }

    private static GraphQLSchema schema() {
        return crm.bean(GraphQlSource.class).schema();
    }
}
