package ar.isac.crm.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.security.Role;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLOutputType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.springframework.graphql.execution.GraphQlSource;

/**
 * Every edge of whatever a list of the schema shows costs as many calls of the database for a long page as for a short one, for
 * whom everything is and for whom part of it is hidden. An edge that is new is tried as well.
 */
@Timeout(300)
class EdgeBudgetTests {

    private static final int MANY = 15;
    private static final int FEW = 3;

    /** Things that are read in pieces of a hundred, or only where somebody has them. */
    private static final int SLACK = 2;

    private static Platform platform;
    private static Crm crm;
    private static Client admin;
    private static Client mate;
    private static Population shop;

    @BeforeAll
    static void start() {
        platform = new Platform();
        crm = Crm.start(
                platform,
                Map.of(
                        "CRM_ASSISTANT_BURST_WINDOW",
                        "PT0S",
                        "CRM_TEAM_VISIBILITY",
                        "TEAM",
                        "crm.graphql.budget",
                        "100000000"),
                ScriptedAssistant.class,
                RecordedCommands.class);
        admin = Client.admin(crm);
        shop = Population.of(crm, MANY);
        mate = Client.hired(crm, Role.ADVISOR);
        String mateId = mate.ask("{ viewer { advisor { id } } }")
                .at("/viewer/advisor/id")
                .asString();
        String other = admin.ask("{ advisors { id } }").at("/advisors/0/id").asString();
        admin.ask(
                        "mutation($ids: [ID!]!) { saveTeam(input: {name: \"Todos\", advisorIds: $ids}) { team { id } } }",
                        Map.of("ids", List.of(mateId, other)))
                .at("/saveTeam/team/id");
        shop.conversations()
                .forEach(id -> admin.ask(
                                "mutation { assignConversation(input: {conversationId: \"%s\", advisorId: \"%s\"}) { conversation { id } } }"
                                        .formatted(id, other))
                        .at("/assignConversation/conversation/id"));
        awaitQuiet();
    }

    @AfterAll
    static void stop() {
        crm.close();
        platform.close();
    }

    private static void awaitQuiet() {
        await().atMost(Duration.ofSeconds(90)).during(Duration.ofSeconds(2)).until(() -> {
            boolean isQuiet = RecordedCommands.recorded().findAny().isEmpty();
            RecordedCommands.forget();
            return isQuiet;
        });
    }

    @TestFactory
    Stream<DynamicTest> everyEdgeOfAListCostsAsMuchForManyAsForFew() {
        return requireNonNull(schema().getQueryType()).getFieldDefinitions().stream()
                .filter(field ->
                        GraphQLTypeUtil.unwrapAll(field.getType()).getName().endsWith("Connection"))
                .filter(field -> field.getArguments().stream()
                        .noneMatch(argument -> argument.getType() instanceof GraphQLNonNull
                                && !argument.hasSetDefaultValue()
                                && !argument.getName().equals("search")))
                .map(list -> DynamicTest.dynamicTest(list.getName(), () -> {
                    List<String> beyond = new ArrayList<>();
                    GraphQLObjectType node = node(list.getType());
                    for (String edge : edges(node)) {
                        for (Client client : List.of(admin, mate)) {
                            check(list, edge, client, beyond);
                        }
                    }
                    assertThat(beyond).isEmpty();
                }));
    }

    private static void check(GraphQLFieldDefinition list, String edge, Client client, List<String> beyond) {
        Supplier<String> few = () -> document(list, edge, FEW);
        Supplier<String> many = () -> document(list, edge, MANY);
        if (!client.ask(many.get()).errorCode().isEmpty()) {
            // Not for this role, or too dear at once.
            return;
        }
        List<String> ofFew = calls(client, few.get());
        List<String> ofMany = calls(client, many.get());
        for (int again = 0; again < 3 && ofMany.size() > ofFew.size() + SLACK; again++) {
            // Something of before may have come in between.
            ofMany = calls(client, many.get());
        }
        if (ofMany.size() > ofFew.size() + SLACK) {
            beyond.add(edge + (client.equals(mate) ? " for a limited advisor: " : ": ") + ofFew + " for " + FEW + ", "
                    + ofMany + " for " + MANY);
        }
    }

    private static List<String> calls(Client client, String document) {
        RecordedCommands.forget();
        Client.Answer answer = client.ask(document);
        List<String> calls = RecordedCommands.recorded()
                // Whether who asks is still somebody here is read anew each second.
                .filter(command -> !command.collection().equals("sessions"))
                .map(command -> command.name() + " " + command.collection())
                .toList();
        assertThat(answer.errorCode()).as(answer.response().body()).isEmpty();
        return calls;
    }

    private static String document(GraphQLFieldDefinition list, String edge, int size) {
        String search = list.getName().equals("searchMessages") ? ", search: \"hola\"" : "";
        return "{ " + list.getName() + "(first: " + size + search + ") { nodes { " + edge + " } } }";
    }

    private static GraphQLObjectType node(GraphQLOutputType connection) {
        return (GraphQLObjectType) GraphQLTypeUtil.unwrapAll(((GraphQLObjectType) GraphQLTypeUtil.unwrapAll(connection))
                .getFieldDefinition("nodes")
                .getType());
    }

    /** Each field of a thing with all that is plain below it. */
    private static List<String> edges(GraphQLObjectType type) {
        List<String> edges = new ArrayList<>(List.of(leaves(type)));
        type.getFieldDefinitions().stream()
                .filter(field -> isFree(field) && !isLeaf(field))
                .map(field -> field.getName() + sized(field) + " " + below(field))
                .forEach(edges::add);
        return edges;
    }

    private static String sized(GraphQLFieldDefinition field) {
        return field.getArgument("first") == null ? "" : "(first: 2)";
    }

    private static String below(GraphQLFieldDefinition field) {
        if (!(GraphQLTypeUtil.unwrapAll(field.getType()) instanceof GraphQLFieldsContainer container)) {
            return "{ __typename }";
        }
        return container.getName().endsWith("Connection")
                ? "{ nodes { " + leaves(node(field.getType())) + " } }"
                : "{ " + leaves(container) + " }";
    }

    private static String leaves(GraphQLFieldsContainer type) {
        return Stream.concat(
                        Stream.of("__typename"),
                        type.getFieldDefinitions().stream()
                                .filter(field ->
                                        isFree(field) && isLeaf(field) && field.getAppliedDirective("allowed") == null)
                                .map(GraphQLFieldDefinition::getName))
                .collect(Collectors.joining(" "));
    }

    private static boolean isLeaf(GraphQLFieldDefinition field) {
        return GraphQLTypeUtil.isLeaf(GraphQLTypeUtil.unwrapAll(field.getType()));
    }

    private static boolean isFree(GraphQLFieldDefinition field) {
        return field.getArguments().stream()
                .noneMatch(argument -> argument.getType() instanceof GraphQLNonNull && !argument.hasSetDefaultValue());
    }

    @Test
    void aHundredIdsCostWhatOneOfEachKindDoes() {
        List<String> ids = shop.conversations();
        List<String> messages = ids(
                "{ conversations(first: 15) { nodes { lastMessage { id } } } }", "/conversations/nodes", "lastMessage");
        for (Client client : List.of(admin, mate)) {
            for (List<String> each : List.of(ids, messages)) {
                int one = calls(client, nodes(each.subList(0, 1))).size();
                assertThat(calls(client, nodes(each))).hasSizeLessThanOrEqualTo(one + SLACK);
            }
        }
    }

    private static List<String> ids(String document, String pointer, String field) {
        return admin.ask(document)
                .at(pointer)
                .valueStream()
                .map(node -> node.path(field).path("id").asString())
                .toList();
    }

    private static String nodes(List<String> ids) {
        return "{ nodes(ids: ["
                + IntStream.range(0, ids.size())
                        .mapToObj(n -> "\"" + ids.get(n) + "\"")
                        .collect(Collectors.joining(", "))
                + "]) { id } }";
    }

    private static GraphQLSchema schema() {
        return crm.bean(GraphQlSource.class).schema();
    }
}
