package ar.isac.crm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.security.Role;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ReadingTests {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int CUSTOMERS = 5;
    private static final String TALKATIVE = "5491155560001";

    private static Platform platform;
    private static Crm crm;
    private static Client admin;

    @BeforeAll
    static void start() {
        platform = new Platform();
        crm = Crm.start(platform, Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT0S"), ScriptedAssistant.class);
        admin = Client.admin(crm);
        IntStream.rangeClosed(1, CUSTOMERS).forEach(n -> talk("549115556000" + n, 1));
        // The thread has 24 messages then: more than a page.
        IntStream.rangeClosed(2, 12).forEach(n -> talk(TALKATIVE, n));
    }

    /** A question and its answer. */
    private static void talk(String waId, int n) {
        crm.customer(waId).writes("hola " + n);
        await().atMost(SOON).until(() -> platform.callsTo(waId).size() == n);
    }

    @AfterAll
    static void stop() {
        crm.close();
        platform.close();
    }

    @Test
    void pagesOfConversationsTogetherAreAllOfThemOnceTheLastActiveFirst() {
        List<JsonNode> seen = new ArrayList<>();
        String after = null;
        JsonNode page;
        do {
            page = admin.ask(
                            "query($after: String) { conversations(first: 2, after: $after) {"
                                    + " edges { cursor node { id } } nodes { id lastActivityAt }"
                                    + " pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }",
                            after == null ? Map.of() : Map.of("after", after))
                    .at("/conversations");
            assertThat(page.at("/pageInfo/hasPreviousPage").asBoolean()).isEqualTo(after != null);
            assertThat(page.at("/pageInfo/startCursor")).isEqualTo(page.at("/edges/0/cursor"));
            page.path("nodes").forEach(seen::add);
            after = page.at("/pageInfo/endCursor").asString();
        } while (page.at("/pageInfo/hasNextPage").asBoolean());

        assertThat(seen).hasSize(CUSTOMERS).doesNotHaveDuplicates();
        assertThat(seen)
                .extracting(node ->
                        java.time.Instant.parse(node.path("lastActivityAt").asString()))
                .isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }

    @Test
    void aConversationTellsWhoseItIsAndWhereItTakesPlace() {
        JsonNode conversation = admin.ask(
                        "query($id: ID!) { conversation(id: $id) { id status control priority unreadCount"
                                + " account { type name } customer { displayName handles { address kind channel { type } } }"
                                + " lastMessage { text direction author } replyWindow { isOpen closesAt allows } } }",
                        Map.of("id", admin.conversationWith(TALKATIVE)))
                .at("/conversation");

        assertThat(conversation.path("id").asString()).isEqualTo(admin.conversationWith(TALKATIVE));
        assertThat(conversation.path("status").asString()).isEqualTo("OPEN");
        assertThat(conversation.path("control").asString()).isEqualTo("ASSISTANT");
        assertThat(conversation.path("unreadCount").asInt()).isEqualTo(12);
        assertThat(conversation.at("/account/type").asString()).isEqualTo("WHATSAPP");
        assertThat(conversation.at("/customer/displayName").asString()).isEqualTo("Cliente " + TALKATIVE);
        assertThat(conversation.at("/customer/handles/0/address").asString()).isEqualTo(TALKATIVE);
        assertThat(conversation.at("/customer/handles/0/kind").asString()).isEqualTo("WA_ID");
        assertThat(conversation.at("/lastMessage/author").asString()).isEqualTo("ASSISTANT");
        assertThat(conversation.at("/replyWindow/isOpen").asBoolean()).isTrue();
        assertThat(conversation.at("/replyWindow/allows/0").asString()).isEqualTo("ANY");
    }

    @Test
    void aThreadShowsItsNewestTwentyUnlessTold() {
        assertThat(seqs("")).isEqualTo(numbers(5, 24));
    }

    @Test
    void aThreadIsReadForwardsWithoutAGap() {
        List<Long> seen = new ArrayList<>();
        JsonNode page = thread("(first: 7)");
        page.path("nodes").forEach(node -> seen.add(node.path("seq").asLong()));
        while (page.at("/pageInfo/hasNextPage").asBoolean()) {
            page = thread(
                    "(first: 7, after: \"" + page.at("/pageInfo/endCursor").asString() + "\")");
            page.path("nodes").forEach(node -> seen.add(node.path("seq").asLong()));
        }

        assertThat(seen).isEqualTo(numbers(1, 24));
        assertThat(page.at("/pageInfo/hasPreviousPage").asBoolean()).isTrue();
    }

    @Test
    void aThreadIsReadBackwardsWithoutAGap() {
        List<Long> seen = new ArrayList<>();
        JsonNode page = thread("(last: 7)");
        seen.addAll(seqs(page));
        while (page.at("/pageInfo/hasPreviousPage").asBoolean()) {
            page = thread(
                    "(last: 7, before: \"" + page.at("/pageInfo/startCursor").asString() + "\")");
            seen.addAll(0, seqs(page));
        }

        assertThat(seen).isEqualTo(numbers(1, 24));
        assertThat(page.at("/pageInfo/hasNextPage").asBoolean()).isTrue();
    }

    @Test
    void aPageHoldsAtMostAHundredAndNothingWhereNothingIsAskedFor() {
        assertThat(seqs("(first: 1000000)")).isEqualTo(numbers(1, 24));
        assertThat(seqs("(first: 0)")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ conversations(after: \"x\") { nodes { id } } }",
                "{ products(after: \"x\") { nodes { id } } }",
            })
    void aForeignCursorIsABadRequest(String document) {
        assertThat(admin.ask(document).errorCode()).isEqualTo("BAD_REQUEST");
    }

    @Test
    void everythingWithAnIdIsFoundByIt() {
        JsonNode message = thread("(last: 1)").at("/nodes/0/id");
        JsonNode customer = admin.ask("{ customers { nodes { id displayName handles { address } } } }")
                .at("/customers/nodes/0/id");
        JsonNode product = admin.ask("{ products(first: 1) { nodes { id } } }").at("/products/nodes/0/id");
        JsonNode advisor = admin.ask("{ advisors { id } }").at("/advisors/0/id");

        assertThat(typeOf(admin.conversationWith(TALKATIVE))).isEqualTo("Conversation");
        assertThat(typeOf(message.asString())).isEqualTo("Message");
        assertThat(typeOf(customer.asString())).isEqualTo("Customer");
        assertThat(typeOf(product.asString())).isEqualTo("Product");
        assertThat(typeOf(advisor.asString())).isEqualTo("Advisor");
    }

    private static String typeOf(String id) {
        JsonNode node = admin.ask("query($id: ID!) { node(id: $id) { __typename id } }", Map.of("id", id))
                .at("/node");
        assertThat(node.path("id").asString()).isEqualTo(id);
        return node.path("__typename").asString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"conversation", "customer", "product"})
    void whatDoesNotExistIsNotFound(String field) {
        String type = field.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + field.substring(1);
        List<String> ids =
                List.of(GlobalId.of(type, "nobody"), GlobalId.of("Advisor", "nobody"), "%%%", "", "Q29udmVyc2F0aW9u");

        for (String id : ids) {
            Client.Answer answer = admin.ask("query($id: ID!) { " + field + "(id: $id) { id } }", Map.of("id", id));
            assertThat(answer.errorCode()).as("%s(id: %s)", field, id).isEqualTo("NOT_FOUND");
        }
    }

    @Test
    void aNodeThatDoesNotExistIsNull() {
        for (String id : List.of(GlobalId.of("Conversation", "x"), GlobalId.of("Shoe", "x"), "%%%", "")) {
            assertThat(admin.ask("query($id: ID!) { node(id: $id) { id } }", Map.of("id", id))
                            .at("/node")
                            .isNull())
                    .isTrue();
        }
    }

    @Test
    void customersComeTheNewestFirst() {
        JsonNode page = admin.ask(
                        "{ customers(first: 2) { nodes { createdAt displayName } pageInfo { hasNextPage } } }")
                .at("/customers");

        assertThat(page.path("nodes")).hasSize(2);
        assertThat(page.at("/nodes/0/displayName").asString()).isEqualTo("Cliente 5491155560005");
        assertThat(page.at("/pageInfo/hasNextPage").asBoolean()).isTrue();
    }

    @Test
    void productsAreSearchedAndPriced() {
        JsonNode product = admin.ask("{ products(search: \"iphone 15 pro 256 azul\", first: 1) { nodes {"
                        + " id sku title stock family attributes { name value } retailPrice { amount currency formatted }"
                        + " related { title } } } }")
                .at("/products/nodes/0");

        assertThat(product.path("title").asString()).isEqualTo("iPhone 15 Pro 256GB Azul");
        assertThat(product.at("/retailPrice/currency").asString()).isEqualTo("ARS");
        assertThat(product.at("/retailPrice/amount").asString()).matches("\\d+\\.\\d\\d");
        assertThat(admin.ask(
                                "query($id: ID!) { product(id: $id) { sku } }",
                                Map.of("id", product.path("id").asString()))
                        .at("/product/sku"))
                .isEqualTo(product.path("sku"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"ANALYST", "INTEGRATOR"})
    void whoDoesNotSellDoesNotReadWhatCustomersSay(Role role) {
        Client other = Client.hired(crm, role);
        String conversation = admin.conversationWith(TALKATIVE);
        String message = thread("(last: 1)").at("/nodes/0/id").asString();
        String customer = admin.ask("{ customers { nodes { id } } }")
                .at("/customers/nodes/0/id")
                .asString();

        assertThat(other.ask("{ conversations { nodes { id } } }").errorCode()).isEqualTo("FORBIDDEN");
        assertThat(other.ask("query($id: ID!) { conversation(id: $id) { id } }", Map.of("id", conversation))
                        .errorCode())
                .isEqualTo("FORBIDDEN");
        assertThat(other.ask("{ customers { nodes { id } } }").errorCode()).isEqualTo("FORBIDDEN");
        assertThat(other.ask("query($id: ID!) { customer(id: $id) { id } }", Map.of("id", customer))
                        .errorCode())
                .isEqualTo("FORBIDDEN");
        for (String id : List.of(conversation, message, customer)) {
            Client.Answer answer = other.ask("query($id: ID!) { node(id: $id) { id } }", Map.of("id", id));
            assertThat(answer.at("/node").isNull()).isTrue();
        }
        assertThat(other.ask("{ products(first: 1) { nodes { title } } viewer { role } }")
                        .at("/viewer/role")
                        .asString())
                .isEqualTo(role.name());
    }

    @Test
    void anUnknownFieldIsNamedAndNothingOfTheInsideIs() {
        Client.Answer answer = admin.ask("{ viewer { shoeSize } }");

        assertThat(answer.response().body())
                .contains("shoeSize")
                .doesNotContain("ar.isac")
                .doesNotContain("\\tat ");
        assertThat(answer.body().path("errors")).hasSize(1);
    }

    private static JsonNode thread(String range) {
        return admin.ask(
                        "query($id: ID!) { conversation(id: $id) { messages" + range
                                + " { edges { cursor } nodes { id seq } pageInfo { hasNextPage hasPreviousPage"
                                + " startCursor endCursor } } } }",
                        Map.of("id", admin.conversationWith(TALKATIVE)))
                .at("/conversation/messages");
    }

    private static List<Long> seqs(String range) {
        return seqs(thread(range));
    }

    private static List<Long> seqs(JsonNode page) {
        return page.path("nodes")
                .valueStream()
                .map(node -> node.path("seq").asLong())
                .toList();
    }

    private static List<Long> numbers(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }
}
