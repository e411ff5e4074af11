package ar.isac.crm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Customer;
import ar.isac.crm.way.Platform;
import com.mongodb.client.MongoCollection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;
import tools.jackson.databind.JsonNode;

class DatabaseCallTests {

    private static final Duration SOON = Duration.ofSeconds(90);

    /** They grow with every message, so nothing may ever scan them. */
    private static final Set<String> HOT =
            Set.of("messages", "conversations", "handles", "customers", "externalIds", "events");

    /** Beside the id, the fields that one unique index has alone. */
    private static final Set<String> UNIQUE = Set.of("key");

    /** About ten: looked at, changed and announced; what is announced is numbered, and read again for lists and desks. */
    private static final int CALLS_FOR_ONE_OF_MANY = 12;

    private static Platform platform;
    private static Crm crm;
    private static Client admin;

    @BeforeAll
    static void start() {
        platform = new Platform();
        crm = Crm.start(platform, Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT0S"), RecordedCommands.class);
        admin = Client.admin(crm);
    }

    @AfterAll
    static void stop() {
        crm.close();
        platform.close();
    }

    @Test
    void aPageOfFiftyConversationsTakesAsFewCallsAsAPageOfOne() {
        IntStream.range(0, 50)
                .forEach(n -> crm.customer("54911555900" + (10 + n)).writes("hola"));
        await().atMost(SOON)
                .until(() -> IntStream.range(0, 50)
                        .allMatch(
                                n -> !platform.callsTo("54911555900" + (10 + n)).isEmpty()));
        String advisor = admin.ask("{ advisors { id } }").at("/advisors/0/id").asString();
        admin.ask("{ conversations(first: 50) { nodes { id } } }")
                .at("/conversations/nodes")
                .forEach(node -> admin.ask(
                                "mutation($input: AssignConversationInput!) { assignConversation(input: $input) {"
                                        + " conversation { id } } }",
                                Map.of(
                                        "input",
                                        Map.of("conversationId", node.path("id").asString(), "advisorId", advisor)))
                        .at("/assignConversation"));
        String tag = admin.ask("mutation { saveTag(input: {name: \"vip\"}) { tag { id } } }")
                .at("/saveTag/tag/id")
                .asString();
        admin.ask("{ conversations(first: 50) { nodes { id } } }")
                .at("/conversations/nodes")
                .forEach(node -> admin.ask(
                                "mutation { addTag(input: {conversationId: \"%s\", tagId: \"%s\"}) { conversation { id } } }"
                                        .formatted(node.path("id").asString(), tag))
                        .at("/addTag/conversation/id"));
        awaitQuiet();

        RecordedCommands.forget();
        Client.Answer page = admin.ask("{ conversations(first: 50) { nodes { id unreadCount control priority"
                + " account { name } customer { displayName } assignee { name } tags { name }"
                + " lastMessage { text author replyTo { text } } replyWindow { isOpen } } } }");
        List<String> calls = RecordedCommands.recorded()
                .map(command -> command.name() + " " + command.collection())
                .toList();

        assertThat(page.at("/conversations/nodes")).hasSize(50).allSatisfy(node -> {
            assertThat(node.at("/customer/displayName").asString()).startsWith("Cliente");
            assertThat(node.at("/assignee/name").asString()).isNotEmpty();
            assertThat(node.at("/tags/0/name").asString()).isEqualTo("vip");
            assertThat(node.at("/lastMessage/text").asString()).isNotEmpty();
        });
        assertThat(calls).as(calls.toString()).hasSizeLessThanOrEqualTo(6);
    }

    @Test
    void twoHundredAtOnceCostTwoHundredTimesOneAndNoScan() {
        crm.customer("5491155593001").writes("hola");
        await().atMost(SOON).until(() -> !platform.callsTo("5491155593001").isEmpty());
        awaitQuiet();
        List<String> ids = new ArrayList<>(copies("5491155593001", 198));
        ids.add(57, GlobalId.of("Conversation", "none"));
        ids.add(GlobalId.of("Conversation", "none-either"));
        awaitQuiet();
        RecordedCommands.forget();

        JsonNode done = admin.ask(
                        "mutation($input: BulkUpdateConversationsInput!) { bulkUpdateConversations(input: $input) {"
                                + " done failed items { conversationId conversation { priority }"
                                + " userErrors { path } } } }",
                        Map.of(
                                "input",
                                Map.of(
                                        "ids",
                                        ids,
                                        "set",
                                        Map.of("priority", "HIGH"),
                                        "idempotencyKey",
                                        UUID.randomUUID().toString())))
                .at("/bulkUpdateConversations");
        List<RecordedCommands.Command> calls = RecordedCommands.recorded().toList();

        assertThat(done.path("done").asInt()).isEqualTo(198);
        assertThat(done.path("failed").asInt()).isEqualTo(2);
        assertThat(done.path("items").findValuesAsString("conversationId")).isEqualTo(ids);
        assertThat(done.at("/items/57/userErrors/0/path"))
                .extracting(JsonNode::asString)
                .containsExactly("ids", "57");
        assertThat(done.at("/items/199/userErrors/0/path"))
                .extracting(JsonNode::asString)
                .containsExactly("ids", "199");
        assertThat(done.at("/items/198/conversation/priority").asString()).isEqualTo("HIGH");
        assertThat(scansOfHot(calls)).isEmpty();
        assertThat(calls).hasSizeLessThanOrEqualTo(CALLS_FOR_ONE_OF_MANY * ids.size());
    }

    /** The ids of conversations that are like this customer's one. */
    private static List<String> copies(String address, int many) {
        MongoCollection<Document> conversations = crm.bean(MongoTemplate.class).getCollection("conversations");
        Document one = conversations
                .find(new Document(
                        "_id", crm.conversation(address).orElseThrow().id()))
                .first();
        List<Document> copies = IntStream.range(0, many)
                .mapToObj(n -> new Document(one).append("_id", "copy-" + n))
                .toList();
        conversations.insertMany(copies);
        return copies.stream()
                .map(copy -> GlobalId.of("Conversation", copy.getString("_id")))
                .toList();
    }

    @Test
    void theProductsOfACartAreReadAtOnce() {
        Customer lucia = crm.customer("5491155592001");
        String items = Stream.of("IPH-15-PRO-256GB-AZU", "IPH-15-PRO-256GB-NAT", "IPH-15-PRO-128GB-AZU", "NO-SUCH-SKU")
                .map(sku -> "{\"product_retailer_id\":\"" + sku
                        + "\",\"quantity\":1,\"item_price\":1,\"currency\":\"ARS\"}")
                .collect(Collectors.joining(","));
        lucia.deliver(lucia.message(
                "wamid.cart",
                "\"type\":\"order\",\"order\":{\"catalog_id\":\"1\",\"text\":\"\",\"product_items\":[" + items + "]}"));
        await().atMost(SOON).until(() -> !platform.callsTo("5491155592001").isEmpty());
        String conversation = admin.conversationWith("5491155592001");
        awaitQuiet();
        RecordedCommands.forget();

        Client.Answer answer = admin.ask(
                "query($id: ID!) { conversation(id: $id) { messages(first: 1) { nodes { content { ... on OrderContent {"
                        + " lines { sku product { title stock } } } } } } } }",
                Map.of("id", conversation));

        assertThat(answer.at("/conversation/messages/nodes/0/content/lines"))
                .extracting(line -> line.at("/product/title").asString("none"))
                .containsExactly(
                        "iPhone 15 Pro 256GB Azul", "iPhone 15 Pro 256GB Natural", "iPhone 15 Pro 128GB Azul", "none");
        assertThat(RecordedCommands.recorded()
                        .filter(command -> command.collection().equals("products")))
                .hasSize(1);
    }

    @Test
    void theDaysFiguresAreCountedWithoutReadingAMessageOrAConversation() {
        Customer nora = crm.customer("5491155594001");
        nora.writes("hola");
        await().atMost(SOON).until(() -> !platform.callsTo("5491155594001").isEmpty());
        awaitQuiet();
        RecordedCommands.forget();

        JsonNode today = admin.ask("{ today { since answeredByAssistant answeredByAssistantAlone } }")
                .at("/today");

        assertThat(today.path("answeredByAssistant").asInt()).isPositive();
        assertThat(RecordedCommands.recorded().map(RecordedCommands.Command::collection))
                .doesNotContainAnyElementsOf(HOT);
    }

    @Test
    void nothingOnAMessagesWayScans() {
        // The first message finds what is asked once after a start.
        Customer marta = crm.customer("5491155591001");
        marta.writes("hola");
        await().atMost(SOON).until(() -> !platform.callsTo("5491155591001").isEmpty());
        String known = admin.conversationWith("5491155591001");
        awaitQuiet();
        RecordedCommands.forget();

        marta.writes("Tenes el iphone 15 pro de 256 en azul? cuanto sale?");
        await().atMost(SOON).until(() -> platform.callsTo("5491155591001").size() > 1);
        crm.customer("5491155591002").writes("buenas, hacen envios?");
        await().atMost(SOON).until(() -> !platform.callsTo("5491155591002").isEmpty());
        String sent = sends(known, "te atiendo yo");
        await().atMost(SOON).until(() -> !status(sent).equals("QUEUED"));
        marta.deliver(marta.status(externalId(sent), "delivered"));
        await().atMost(SOON).until(() -> status(sent).equals("DELIVERED"));
        admin.ask(
                        "query($id: ID!) { conversation(id: $id) { messages(last: 5) { nodes { text replyTo { text } } }"
                                + " customer { displayName } } }",
                        Map.of("id", known))
                .at("/conversation");

        List<RecordedCommands.Command> calls = RecordedCommands.recorded().toList();
        assertThat(calls).extracting(RecordedCommands.Command::collection).containsAll(HOT);
        assertThat(scansOfHot(calls)).isEmpty();
    }

    private static List<String> scansOfHot(List<RecordedCommands.Command> calls) {
        return calls.stream()
                .filter(command -> HOT.contains(command.collection()))
                .flatMap(command -> command.filters().stream()
                        .filter(filter -> !isServedByAnIndex(filter))
                        .map(filter -> command.name() + " " + command.collection() + " " + filter))
                .toList();
    }

    @Test
    void theJudgeOfFiltersKnowsAScan() {
        assertThat(isServedByAnIndex(BsonDocument.parse("{_id: 'a'}"))).isTrue();
        assertThat(isServedByAnIndex(BsonDocument.parse("{_id: {$in: ['a', 'b']}}")))
                .isTrue();
        assertThat(isServedByAnIndex(BsonDocument.parse("{_id: 'a', version: 3}")))
                .isTrue();
        assertThat(isServedByAnIndex(BsonDocument.parse("{key: 'a'}"))).isTrue();
        assertThat(isServedByAnIndex(BsonDocument.parse("{}"))).isFalse();
        assertThat(isServedByAnIndex(BsonDocument.parse("{_id: {$gt: 'a'}}"))).isFalse();
        assertThat(isServedByAnIndex(BsonDocument.parse("{_id: 'a', status: 'SENT'}")))
                .isFalse();
        assertThat(isServedByAnIndex(BsonDocument.parse("{_id: {$in: ['a']}, version: 3}")))
                .isFalse();
        assertThat(isServedByAnIndex(BsonDocument.parse("{customerId: 'a'}"))).isFalse();
    }

    private static boolean isServedByAnIndex(BsonDocument filter) {
        Set<String> fields = filter.keySet();
        if (fields.equals(Set.of("_id"))) {
            BsonValue id = java.util.Objects.requireNonNull(filter.get("_id"));
            return isPlain(id) || id.asDocument().keySet().equals(Set.of("$in"));
        }
        return (fields.equals(Set.of("_id", "version")) || (fields.size() == 1 && UNIQUE.containsAll(fields)))
                && filter.values().stream().allMatch(DatabaseCallTests::isPlain);
    }

    private static boolean isPlain(BsonValue value) {
        return !value.isDocument() && !value.isRegularExpression();
    }

    /** Waits until what was written before has been announced and nothing more happens. */
    private static void awaitQuiet() {
        await().atMost(SOON).during(Duration.ofSeconds(1)).until(() -> {
            boolean isQuiet = RecordedCommands.recorded().findAny().isEmpty();
            RecordedCommands.forget();
            return isQuiet;
        });
    }

    private static String sends(String conversation, String text) {
        return admin.ask(
                        "mutation($input: SendMessageInput!) { sendMessage(input: $input) { message { id } } }",
                        Map.of(
                                "input",
                                Map.of(
                                        "conversationId",
                                        conversation,
                                        "text",
                                        text,
                                        "idempotencyKey",
                                        UUID.randomUUID().toString())))
                .at("/sendMessage/message/id")
                .asString();
    }

    private static String status(String message) {
        return message(message, "status");
    }

    private static String externalId(String message) {
        return message(message, "externalId");
    }

    private static String message(String id, String field) {
        return admin.ask("query($id: ID!) { node(id: $id) { ... on Message { " + field + " } } }", Map.of("id", id))
                .at("/node/" + field)
                .asString();
    }
}
