package ar.isac.crm.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
 * Every connection that the schema has, walked page by page while things come and change: nothing that stays in its place is
 * skipped, nothing comes twice. A connection that is new is tried as well.
 */
@Timeout(300)
class WalkTests {

    private static final int CUSTOMERS = 12;
    private static final int PAGES = 6;

    /** What happens in a conversation moves it, and what is said anew of a message moves that: they may come or not, once. */
    private static final Set<String> MOVING = Set.of("Query.conversations", "BoardColumn.cards", "Query.aiFeedback");

    /** Lists that this shop has nothing in: of suppliers, of other systems, of what was asked for in vain. */
    private static final Set<String> EMPTY =
            Set.of("Query.catalogueFeeds", "Query.channelEvents", "Query.lostDemand", "Query.webhookDeliveries");

    private static Platform platform;
    private static Crm crm;
    private static Client admin;
    private static Population shop;

    @BeforeAll
    static void start() {
        platform = new Platform();
        crm = Crm.start(
                platform,
                Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT0S", "crm.graphql.budget", "100000000"),
                ScriptedAssistant.class);
        admin = Client.admin(crm);
        shop = Population.of(crm, CUSTOMERS);
        admin.ask(
                "mutation { saveWebhook(input: {name: \"Depósito\", url: \"https://example.com/hook\","
                        + " events: [\"quote.rejected\"], secret: \"whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3\"}) { webhook { id } } }");
    }

    @AfterAll
    static void stop() {
        crm.close();
        platform.close();
    }

    /** A connection, and how one gets to it. */
    private record Listed(String parent, GraphQLFieldDefinition field) {

        String name() {
            return parent + "." + field.getName();
        }

        private GraphQLObjectType node() {
            GraphQLObjectType connection = (GraphQLObjectType) GraphQLTypeUtil.unwrapAll(field.getType());
            return (GraphQLObjectType) GraphQLTypeUtil.unwrapAll(
                    connection.getFieldDefinition("nodes").getType());
        }

        /** What keeps things of this list apart. */
        private String key() {
            return Stream.of("id", "number", "name", "requestId operation at", "conversationId at")
                    .filter(key -> node().getFieldDefinition(key.split(" ", 2)[0]) != null)
                    .findFirst()
                    .orElse("__typename");
        }

        private JsonNode page(String arguments) {
            return answer(arguments).at(pointer());
        }

        private String pointer() {
            return switch (parent) {
                case "Query" -> "/" + field.getName();
                case "Customer" -> "/conversation/customer/" + field.getName();
                case "BoardColumn" -> "/board/columns/0/" + field.getName();
                default -> "/conversation/" + field.getName();
            };
        }

        private Client.Answer answer(String arguments) {
            String all = Stream.of(arguments, required())
                    .filter(part -> !part.isEmpty())
                    .reduce((one, other) -> one + ", " + other)
                    .orElse("");
            String asked = field.getName() + (all.isEmpty() ? "" : "(" + all + ")") + " { edges { cursor node { "
                    + key() + " } } nodes { " + key()
                    + " } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }";
            String conversation = "{ conversation(id: \"" + shop.conversations().getFirst() + "\") { ";
            return admin.ask(
                    switch (parent) {
                        case "Query" -> "{ " + asked + " }";
                        case "Customer" -> conversation + "customer { " + asked + " } } }";
                        case "BoardColumn" -> "{ board { columns { " + asked + " } } }";
                        case "Conversation" -> conversation + asked + " } }";
                        default -> throw new AssertionError("No way to " + name());
                    });
        }

        private String required() {
            return field.getArguments().stream()
                    .filter(argument -> argument.getType() instanceof GraphQLNonNull && !argument.hasSetDefaultValue())
                    .map(argument -> argument.getName() + ": "
                            + switch (argument.getName()) {
                                case "search" -> "\"hola\"";
                                case "webhookId" ->
                                    admin.ask("{ webhooks { id } }").at("/webhooks/0/id");
                                default -> throw new AssertionError(argument.getName());
                            })
                    .reduce((one, other) -> one + ", " + other)
                    .orElse("");
        }
    }

    private static Stream<Listed> connections() {
        return schema().getAllTypesAsList().stream()
                .filter(GraphQLFieldsContainer.class::isInstance)
                .map(GraphQLFieldsContainer.class::cast)
                .filter(type -> !type.getName().startsWith("__"))
                .flatMap(type -> type.getFieldDefinitions().stream()
                        .filter(field -> GraphQLTypeUtil.unwrapAll(field.getType())
                                .getName()
                                .endsWith("Connection"))
                        .map(field -> new Listed(type.getName(), field)));
    }

    @TestFactory
    Stream<DynamicTest> aWalkDuringWhichMuchHappensSkipsNothingAndRepeatsNothing() {
        return connections()
                .map(list -> DynamicTest.dynamicTest(list.name(), () -> {
                    Random random = new Random(list.name().hashCode());
                    Set<String> before = new LinkedHashSet<>(walked(list, 100, null, new HashSet<>()));
                    Set<String> touched = new HashSet<>();

                    List<String> seen = walked(list, Math.max(2, before.size() / PAGES), random, touched);

                    if (!EMPTY.contains(list.name())) {
                        assertThat(before).as("something to walk through").hasSizeGreaterThan(3);
                    }
                    assertThat(seen).doesNotHaveDuplicates();
                    Set<String> stayed = new LinkedHashSet<>(before);
                    if (MOVING.contains(list.name())) {
                        stayed.removeIf(id -> touched.stream().anyMatch(id::contains));
                    }
                    if (!list.name().equals("Query.aiFeedback")) {
                        assertThat(seen).containsAll(stayed);
                    }
                }));
    }

    /** The keys of everything that a walk shows, a page after the other; with a random, much happens in between. */
    private static List<String> walked(Listed list, int size, @Nullable Random random, Set<String> touched) {
        List<String> seen = new ArrayList<>();
        String after = "";
        JsonNode page;
        do {
            page = list.page("first: " + size + after);
            JsonNode info = page.path("pageInfo");
            assertThat(info.path("hasPreviousPage").asBoolean()).as(list.name()).isEqualTo(!after.isEmpty());
            assertThat(page.path("nodes")).hasSameSizeAs(page.path("edges"));
            page.path("edges").forEach(edge -> seen.add(edge.path("node").toString()));
            if (!page.path("edges").isEmpty()) {
                assertThat(info.path("startCursor")).isEqualTo(page.at("/edges/0/cursor"));
            }
            assertThat(info.path("hasNextPage").asBoolean()
                            && info.path("endCursor").isNull())
                    .as("a page that has a next one says where it begins")
                    .isFalse();
            after = ", after: " + info.path("endCursor");
            for (int n = 0; random != null && n < 2; n++) {
                String where = shop.stir(random);
                if (!where.isEmpty()) {
                    touched.add(where);
                }
            }
        } while (page.at("/pageInfo/hasNextPage").asBoolean());
        return seen;
    }

    @Test
    void aThreadIsWalkedBackwardsWhileItGrows() {
        Listed thread = connections()
                .filter(list -> list.name().equals("Conversation.messages"))
                .findFirst()
                .orElseThrow();
        for (int seed = 0; seed < 3; seed++) {
            Random random = new Random(seed);
            List<String> before = walked(thread, 100, null, new HashSet<>());
            List<String> seen = new ArrayList<>();
            String until = "";
            JsonNode page;
            do {
                page = thread.page("last: " + (1 + random.nextInt(4)) + until);
                List<String> found = new ArrayList<>();
                page.path("nodes").forEach(node -> found.add(node.toString()));
                seen.addAll(0, found);
                until = ", before: " + page.at("/pageInfo/startCursor");
                shop.stir(random);
            } while (page.at("/pageInfo/hasPreviousPage").asBoolean());

            assertThat(seen).doesNotHaveDuplicates().containsAll(before);
            assertThat(seen.subList(0, before.size())).isEqualTo(before);
        }
    }

    @TestFactory
    Stream<DynamicTest> whatCannotBeMeantIsRefusedAndSaysWhy() {
        return connections()
                .map(list -> DynamicTest.dynamicTest(list.name(), () -> {
                    assertRefused(list.answer("first: -1"), "first");
                    assertRefused(list.answer("after: \"yesterday\""), "cursor");
                    if (list.field().getArgument("last") != null) {
                        assertRefused(list.answer("first: 1, last: 1"), "not both");
                        assertRefused(list.answer("last: -1"), "last");
                    } else {
                        String other = connections()
                                .filter(each -> !each.name().equals(list.name())
                                        && !EMPTY.contains(each.name())
                                        && !each.name().equals("Conversation.messages"))
                                .map(each -> each.page("first: 1")
                                        .at("/pageInfo/endCursor")
                                        .asString(""))
                                .filter(cursor -> !cursor.isEmpty())
                                .findFirst()
                                .orElseThrow();
                        assertRefused(list.answer("after: \"" + other + "\""), "cursor of this list");
                    }
                    JsonNode none = list.page("first: 0");
                    assertThat(none.path("edges")).isEmpty();
                    assertThat(list.page("first: 1000").path("edges").size()).isLessThanOrEqualTo(100);
                }));
    }

    private static void assertRefused(Client.Answer answer, String why) {
        String said = answer.response().body();
        assertThat(answer.errorCode()).as(said).isEqualTo("BAD_REQUEST");
        assertThat(answer.body().at("/errors/0/message").asString()).as(said).contains(why);
        assertThat(answer.body().at("/errors/0/path")).as(said).isNotEmpty();
    }

    @Test
    void aCursorOfOneOrderIsNoneOfAnother() {
        String newest = admin.ask("{ conversations(first: 1) { pageInfo { endCursor } } }")
                .at("/conversations/pageInfo/endCursor")
                .asString();

        assertThat(admin.ask("{ conversations(first: 1, orderBy: LONGEST_QUIET_FIRST, after: \"" + newest
                                + "\") { nodes { id } } }")
                        .errorCode())
                .isEqualTo("BAD_REQUEST");
    }

    @Test
    void aWholeListIsCountedWithoutItsThings() {
        JsonNode counted = admin.ask("{ conversations(first: 0) { totalCount nodes { id } pageInfo { hasNextPage } } }")
                .at("/conversations");

        assertThat(counted.path("totalCount").asInt()).isGreaterThanOrEqualTo(CUSTOMERS);
        assertThat(counted.path("nodes")).isEmpty();
        assertThat(counted.at("/pageInfo/hasNextPage").asBoolean()).isTrue();
    }

    private static GraphQLSchema schema() {
        return requireNonNull(crm).bean(GraphQlSource.class).schema();
    }
}
