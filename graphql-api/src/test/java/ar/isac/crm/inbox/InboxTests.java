package ar.isac.crm.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.conversation.Author;
import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.shop.ShopSettings;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Customer;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** One shop with its talks; the last tests start it anew. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InboxTests {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String MARTA = "5491155586001";
    private static final String RAUL = "5491155586002";
    private static final String ZOE = "5491155586003";
    private static final List<String> CROWD =
            IntStream.range(0, 12).mapToObj("54911555861%02d"::formatted).toList();

    private static Platform platform;
    private static Crm crm;

    @BeforeAll
    static void start() {
        platform = new Platform();
        crm = Crm.start(
                platform,
                Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT0S", "CRM_TIME_ZONE", zoneWhereItIsNoon()),
                ScriptedAssistant.class);
        new Customer(crm.url(), MARTA, "Marta Núñez")
                .writes("Buenas, ¿tenés CARGADORES de iPhone? Mi pedido es el C-004217");
        new Customer(crm.url(), RAUL, "Raúl Gómez").writes("hola, quiero saber por la garantía del parlante");
        new Customer(crm.url(), ZOE, "Zoe").writes("che, un cargador nada más. Escribime a zoe.paz@correo.com");
        CROWD.forEach(address -> crm.customer(address).writes("hola"));
        await().atMost(SOON)
                .until(() -> Stream.concat(Stream.of(MARTA, RAUL, ZOE), CROWD.stream())
                        .allMatch(address -> !crm.thread(address).isEmpty()));
        await().atMost(SOON).until(() -> messagesSaying("parlante").size() == 1);
    }

    /** No day of the shop ends while the tests run. */
    private static String zoneWhereItIsNoon() {
        int ahead = 12 - Instant.now().atOffset(ZoneOffset.UTC).getHour();
        // These names count westward.
        return ahead == 0 ? "Etc/GMT" : "Etc/GMT%+d".formatted(-ahead);
    }

    @AfterAll
    static void stop() {
        crm.close();
        platform.close();
    }

    @Test
    @Order(1)
    void wordsAreFoundWhateverTheirCaseAccentsAndPlural() {
        assertThat(messagesSaying("cargador")).hasSize(2);
        assertThat(messagesSaying("CARGADORES")).hasSize(2);
        assertThat(messagesSaying("garantia parl")).hasSize(1);
        assertThat(messagesSaying("garantía cargador")).isEmpty();
        assertThat(messagesSaying("4217")).hasSize(1);
        assertThat(messagesSaying(" ¿? ")).isEmpty();
        assertThat(messagesSaying("zoe.paz@correo.com")).hasSize(1);
    }

    @Test
    @Order(2)
    void aConversationIsFoundByNameAddressAndWhatWasSaid() {
        assertThat(conversations("search: \"nunez\"")).containsExactly(MARTA);
        assertThat(conversations("search: \"586002\"")).containsExactly(RAUL);
        assertThat(conversations("search: \"cargador\"")).containsExactlyInAnyOrder(MARTA, ZOE);
        assertThat(conversations("search: \"cargador\", customer: \"" + customer(ZOE) + "\""))
                .containsExactly(ZOE);
        assertThat(conversations("search: \"nadie dijo esto\"")).isEmpty();
    }

    @Test
    @Order(3)
    void withinAConversationOnlyItsMessagesAreFound() {
        String id = GlobalId.of("Conversation", conversation(ZOE).id());
        assertThat(crm.graphql("{ searchMessages(search: \"cargador\", conversationId: \"%s\") { nodes { text } } }"
                                .formatted(id))
                        .at("/searchMessages/nodes"))
                .hasSize(1);
    }

    @Test
    @Order(4)
    void whatAnAdvisorChangesIsInTheListsAtOnce() {
        for (String priority : List.of("URGENT", "LOW", "HIGH")) {
            change("changePriority", "priority: " + priority);
            assertThat(conversations("priority: " + priority)).containsExactly(RAUL);
            assertThat(first("MOST_URGENT_FIRST").equals(RAUL)).isEqualTo(!priority.equals("LOW"));
        }
        change("changeStatus", "status: FOLLOW_UP");

        JsonNode columns = crm.graphql(
                        "{ board { columns { status count cards(first: 1) { nodes { customer { displayName } } } } } }")
                .at("/board/columns");

        assertThat(columns)
                .extracting(column -> column.path("status").asString())
                .containsExactly("OPEN", "FOLLOW_UP", "CLOSED");
        assertThat(columns).extracting(column -> column.path("count").asInt()).containsExactly(14, 1, 0);
        assertThat(columns.at("/1/cards/nodes/0/customer/displayName").asString())
                .isEqualTo("Raúl Gómez");
    }

    @Test
    @Order(5)
    void theDayTellsHowManyTheAssistantAnsweredAndHowManyOfThemAlone() {
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(today("answeredByAssistant")).isEqualTo(3 + CROWD.size());
            assertThat(today("answeredByAssistantAlone")).isEqualTo(3 + CROWD.size());
        });
        Instant midnight = Instant.parse(
                crm.graphql("{ today { since } }").at("/today/since").asString());
        assertThat(midnight.atZone(crm.bean(ShopSettings.class).timeZone()).toLocalTime())
                .isEqualTo(LocalTime.MIDNIGHT);
        Instant answered = Instant.now();

        crm.customer(ZOE).writes("y de vuelta");
        crm.graphql(
                "mutation { sendMessage(input: {conversationId: \"%s\", text: \"te atiendo yo\", idempotencyKey: \"day\"}) { message { id } } }"
                        .formatted(
                                GlobalId.of("Conversation", conversation(RAUL).id())));

        await().atMost(SOON).until(() -> sinceThen(answered) == 1);
        assertThat(today("answeredByAssistant")).isEqualTo(3 + CROWD.size());
        assertThat(today("answeredByAssistantAlone")).isEqualTo(2 + CROWD.size());
    }

    private static int today(String figure) {
        return crm.graphql("{ today { %s } }".formatted(figure))
                .at("/today/" + figure)
                .asInt();
    }

    private static int sinceThen(Instant then) {
        return crm.bean(InboxIndex.class).count(new Viewer(null, Optional.empty()), then, Author.ASSISTANT, null);
    }

    @Test
    @Order(6)
    void aWalkSkipsAndRepeatsNobodyWhileOthersMove() {
        Random chance = new Random(5);
        for (String order : List.of("LAST_ACTIVE_FIRST", "LONGEST_QUIET_FIRST", "MOST_URGENT_FIRST")) {
            Set<String> moved = new HashSet<>();
            List<String> seen = new ArrayList<>();
            @Nullable String after = null;
            do {
                JsonNode page = page(order, after);
                page.path("nodes").forEach(node -> seen.add(addressOf(node)));
                String busy = CROWD.get(chance.nextInt(CROWD.size()));
                int before = crm.thread(busy).size();
                crm.customer(busy).writes("sigo acá");
                await().atMost(SOON).until(() -> crm.thread(busy).size() > before);
                moved.add(busy);
                after = page.at("/pageInfo/hasNextPage").asBoolean()
                        ? page.at("/pageInfo/endCursor").asString()
                        : null;
            } while (after != null);

            List<String> still = Stream.concat(Stream.of(MARTA, RAUL, ZOE), CROWD.stream())
                    .filter(address -> !moved.contains(address))
                    .toList();
            assertThat(seen).as(order).containsAll(still);
            assertThat(seen.stream().filter(still::contains)).as(order).doesNotHaveDuplicates();
        }
    }

    @Test
    @Order(7)
    void theIndexStaysAndReadsOnWhereItStopped() {
        crm.restart();
        assertThat(messagesSaying("parlante")).hasSize(1);
        assertThat(conversations("search: \"nunez\"")).containsExactly(MARTA);

        crm.customer(RAUL).writes("es un equipo de música");
        await().atMost(SOON).until(() -> messagesSaying("musica equipo").size() == 1);
    }

    @Test
    @Order(8)
    void anIndexThatIsGoneIsBuiltAnew() throws IOException {
        Path index = crm.bean(ShopSettings.class).dataDir().resolve("index");
        List<String> before = conversations("");
        crm.close();
        try (Stream<Path> files = Files.walk(index)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }

        crm.restart();

        assertThat(conversations("")).containsExactlyElementsOf(before);
        await().atMost(SOON).until(() -> messagesSaying("cargador").size() == 2);
    }

    private static void change(String mutation, String to) {
        crm.graphql("mutation { %s(input: {conversationId: \"%s\", %s}) { userErrors { code } } }"
                .formatted(
                        mutation, GlobalId.of("Conversation", conversation(RAUL).id()), to));
    }

    private static List<String> messagesSaying(String words) {
        return crm.graphql("{ searchMessages(search: \"%s\") { nodes { text } } }".formatted(words))
                .at("/searchMessages/nodes")
                .valueStream()
                .map(node -> node.path("text").asString())
                .toList();
    }

    private static List<String> conversations(String filter) {
        return crm.graphql("{ conversations(first: 100, filter: {%s}) { nodes { customer { handles { address } } } } }"
                        .formatted(filter))
                .at("/conversations/nodes")
                .valueStream()
                .map(InboxTests::addressOf)
                .toList();
    }

    private static String first(String order) {
        return addressOf(page(order, null).at("/nodes/0"));
    }

    private static JsonNode page(String order, @Nullable String after) {
        return crm.graphql(
                        "{ conversations(first: 4, orderBy: %s%s) { nodes { customer { handles { address } } } pageInfo {"
                                        .formatted(order, after == null ? "" : ", after: \"" + after + "\"")
                                + " hasNextPage endCursor } } }")
                .path("conversations");
    }

    private static String addressOf(JsonNode node) {
        return node.at("/customer/handles/0/address").asString();
    }

    private static String customer(String address) {
        return GlobalId.of("Customer", conversation(address).customerId());
    }

    private static Conversation conversation(String address) {
        return crm.conversation(address).orElseThrow();
    }
}
