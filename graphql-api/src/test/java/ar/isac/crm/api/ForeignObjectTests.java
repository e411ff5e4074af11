package ar.isac.crm.api;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.security.Role;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Platform;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.springframework.graphql.execution.GraphQlSource;
import tools.jackson.databind.JsonNode;

/**
 * Whatever belongs to a conversation that an advisor does not see is as good as not there, by whichever id of whichever mutation
 * or query it is asked for; and what they see is there. A mutation or a field that is new is tried as well.
 */
@Timeout(300)
class ForeignObjectTests {

    /** What belongs to a conversation. */
    private static final Set<String> PARTS =
            Set.of("Conversation", "Message", "Quote", "Sale", "Payment", "FollowUp", "Note");

    /** Their other id is of something that there is no sample of. */
    private static final Set<String> OTHERS = Set.of("unmergeCustomers", "deleteView", "sendTemplate");

    private static Platform platform;
    private static Crm crm;
    private static Client admin;
    private static Client bruno;
    private static final Map<String, String> OWN = new HashMap<>();
    private static final Map<String, String> FOREIGN = new HashMap<>();

    @BeforeAll
    static void start() {
        platform = new Platform();
        crm = Crm.start(
                platform,
                Map.of(
                        "CRM_ASSISTANT_BURST_WINDOW",
                        "PT0S",
                        "CRM_TEAM_VISIBILITY",
                        "OWN",
                        "crm.graphql.budget",
                        "100000000"));
        admin = Client.admin(crm);
        OWN.putAll(Samples.make(crm, platform, "5491155574001"));
        FOREIGN.putAll(OWN);
        FOREIGN.putAll(Samples.makeParts(crm, platform, "5491155574002"));
        bruno = Client.hired(crm, Role.ADVISOR);
        assign(OWN, bruno);
        assign(FOREIGN, Client.hired(crm, Role.ADVISOR));
    }

    private static void assign(Map<String, String> samples, Client advisor) {
        String id = advisor.ask("{ viewer { advisor { id } } }")
                .at("/viewer/advisor/id")
                .asString();
        admin.ask(
                        "mutation { assignConversation(input: {conversationId: \"%s\", advisorId: \"%s\"}) { conversation { id } } }"
                                .formatted(samples.get("Conversation"), id))
                .at("/assignConversation/conversation/id");
    }

    @AfterAll
    static void stop() {
        crm.close();
        platform.close();
    }

    /** An id within an input, and what it is of. */
    private record Named(List<String> path, String type) {}

    @TestFactory
    Stream<DynamicTest> noMutationTouchesWhatSomebodyDoesNotSee() {
        return schema().getMutationType().getFieldDefinitions().stream()
                .flatMap(mutation -> ids(mutation).stream()
                        .filter(id -> PARTS.contains(id.type()))
                        .map(id ->
                                DynamicTest.dynamicTest(mutation.getName() + " " + String.join(".", id.path()), () -> {
                                    Client.Answer foreign = ask(mutation, id, FOREIGN.get(id.type()));
                                    Client.Answer nobodys = ask(mutation, id, GlobalId.of(id.type(), "nobody"));

                                    assertThat(said(foreign)).isEqualTo(said(nobodys));
                                    assertThat(foreign.response().body())
                                            .doesNotContain("\"" + FOREIGN.get(id.type()) + "\"");
                                    if (id.path().equals(List.of("conversationId"))) {
                                        assertThat(foreign.errorCode().equals("NOT_FOUND")
                                                        || !foreign.body()
                                                                .findPath("userErrors")
                                                                .isEmpty())
                                                .as(foreign.response().body())
                                                .isTrue();
                                    }
                                })));
    }

    /** What an answer tells, without what is another each time. */
    private static String said(Client.Answer answer) {
        return answer.body().path("data") + " " + answer.body().at("/errors/0/extensions/code") + " "
                + answer.body().at("/errors/0/message");
    }

    private static Client.Answer ask(GraphQLFieldDefinition mutation, Named id, @Nullable String value) {
        Inputs inputs = new Inputs(schema(), OWN);
        Map<String, @Nullable Object> input = inputs.least(inputs.of(mutation), mutation.getName());
        put(inputs.of(mutation), input, id.path(), String.valueOf(value), inputs, mutation.getName());
        return bruno.ask(inputs.document(mutation), Map.of("input", input));
    }

    private static void put(
            GraphQLInputObjectType type,
            Map<String, @Nullable Object> input,
            List<String> path,
            String value,
            Inputs inputs,
            String mutation) {
        GraphQLInputObjectField field = type.getFieldDefinition(path.getFirst());
        boolean isList = GraphQLTypeUtil.unwrapNonNull(field.getType()) instanceof GraphQLList;
        Object inner = value;
        if (path.size() > 1) {
            GraphQLInputObjectType below = (GraphQLInputObjectType) GraphQLTypeUtil.unwrapAll(field.getType());
            Map<String, @Nullable Object> least = inputs.least(below, mutation);
            put(below, least, path.subList(1, path.size()), value, inputs, mutation);
            inner = least;
        }
        input.put(path.getFirst(), isList ? List.of(inner) : inner);
    }

    private static List<Named> ids(GraphQLFieldDefinition mutation) {
        Inputs inputs = new Inputs(schema(), OWN);
        List<Named> ids = new ArrayList<>();
        collect(inputs.of(mutation), List.of(), mutation.getName(), inputs, ids);
        return ids;
    }

    private static void collect(
            GraphQLInputObjectType type, List<String> above, String mutation, Inputs inputs, List<Named> ids) {
        for (GraphQLInputObjectField field : type.getFieldDefinitions()) {
            List<String> path = new ArrayList<>(above);
            path.add(field.getName());
            GraphQLType bare = GraphQLTypeUtil.unwrapAll(field.getType());
            if (bare instanceof GraphQLInputObjectType below && !above.contains(field.getName())) {
                collect(below, path, mutation, inputs, ids);
            } else if (GraphQLTypeUtil.simplePrint(bare).equals("ID")) {
                ids.add(new Named(path, inputs.type(field.getName(), mutation)));
            }
        }
    }

    @Test
    void whatTheySeeIsThereForTheirMutations() {
        List<String> missing = new ArrayList<>();
        Inputs inputs = new Inputs(schema(), OWN);
        for (GraphQLFieldDefinition mutation : schema().getMutationType().getFieldDefinitions()) {
            List<Named> required = ids(mutation).stream()
                    .filter(id -> id.path().size() == 1 && PARTS.contains(id.type()))
                    .filter(id -> Inputs.isRequired(
                            inputs.of(mutation)
                                    .getFieldDefinition(id.path().getFirst())
                                    .getType(),
                            false))
                    .toList();
            if (!required.isEmpty()
                    && !OTHERS.contains(mutation.getName())
                    && ids(mutation).stream().allMatch(id -> id.path().size() == 1 && PARTS.contains(id.type()))) {
                Client.Answer answer = bruno.ask(
                        inputs.document(mutation),
                        Map.of("input", inputs.least(inputs.of(mutation), mutation.getName())));
                if (answer.errorCode().equals("NOT_FOUND")) {
                    missing.add(mutation.getName() + ": " + answer.response().body());
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> noQueryShowsWhatSomebodyDoesNotSee() {
        return schema().getQueryType().getFieldDefinitions().stream()
                .flatMap(query -> query.getArguments().stream()
                        .filter(argument -> GraphQLTypeUtil.simplePrint(GraphQLTypeUtil.unwrapAll(argument.getType()))
                                .equals("ID"))
                        .flatMap(argument -> PARTS.stream()
                                .map(type -> DynamicTest.dynamicTest(
                                        query.getName() + "(" + argument.getName() + ": " + type + ")",
                                        () -> assertHidden(query, argument, type)))));
    }

    /** The answer is that to an id which nobody has. */
    private static void assertHidden(GraphQLFieldDefinition query, GraphQLArgument argument, String type) {
        boolean isList = GraphQLTypeUtil.unwrapNonNull(argument.getType()) instanceof GraphQLList;
        List<String> said = new ArrayList<>();
        for (String id : List.of(FOREIGN.getOrDefault(type, ""), GlobalId.of(type, "nobody"))) {
            String more = query.getArgument("search") == null ? "" : ", search: \"privado\"";
            said.add(said(bruno.ask("{ " + query.getName() + "(" + argument.getName() + ": "
                    + (isList ? "[\"" + id + "\"]" : "\"" + id + "\"") + more + ") { __typename } }")));
        }
        assertThat(said.getFirst()).isEqualTo(said.getLast());
    }

    @Test
    void anIdAmongOthersLeavesItsPlaceEmpty() {
        JsonNode nodes = bruno.ask(
                        "query($ids: [ID!]!) { nodes(ids: $ids) { id } }",
                        Map.of(
                                "ids",
                                List.of(
                                        FOREIGN.getOrDefault("Message", ""),
                                        OWN.getOrDefault("Message", ""),
                                        FOREIGN.getOrDefault("Quote", ""),
                                        OWN.getOrDefault("Quote", ""))))
                .at("/nodes");

        assertThat(nodes).hasSize(4);
        assertThat(nodes.get(0).isNull()).isTrue();
        assertThat(nodes.at("/1/id").asString()).isEqualTo(OWN.get("Message"));
        assertThat(nodes.get(2).isNull()).isTrue();
        assertThat(nodes.at("/3/id").asString()).isEqualTo(OWN.get("Quote"));
    }

    private static GraphQLSchema schema() {
        return crm.bean(GraphQlSource.class).schema();
    }
}
