package ar.isac.crm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.security.Role;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class WritingTests {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String SEND = "mutation($input: SendMessageInput!) { sendMessage(input: $input) {"
            + " message { id seq text author direction status } userErrors { path code message } } }";
    private static final String CONTROL = "mutation($input: ChangeControlInput!) { changeControl(input: $input) {"
            + " conversation { control } userErrors { code } } }";
    private static final String ASSIGN =
            "mutation($input: AssignConversationInput!) { assignConversation(input: $input) {"
                    + " conversation { assignee { id email } } userErrors { code } } }";
    private static final String IMPORT = "mutation($input: ImportProductsInput!) { importProducts(input: $input) {"
            + " created updated unchanged rowErrors { line field message } userErrors { path code message } } }";

    private static Platform platform;
    private static Crm crm;
    private static Client admin;
    private static Client ana;

    @BeforeAll
    static void start() {
        platform = new Platform();
        crm = Crm.start(platform, Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT0S"), ScriptedAssistant.class);
        admin = Client.admin(crm);
        ana = Client.loggedIn(crm, "ana@demo.shop");
    }

    @AfterAll
    static void stop() {
        crm.close();
        platform.close();
    }

    @Test
    void whatAnAdvisorWritesReachesTheCustomerInItsOrder() {
        String marta = greeted("5491155570001");

        IntStream.rangeClosed(1, 8)
                .forEach(n -> send(ana, marta, "paso " + n, key()).at("/sendMessage/message/id"));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(texts("5491155570001"))
                        .containsExactly(
                                "re 1", "paso 1", "paso 2", "paso 3", "paso 4", "paso 5", "paso 6", "paso 7",
                                "paso 8"));
    }

    @Test
    void oneKeySendsOnceHoweverOftenAndHoweverManyAtOnceItComes() throws Exception {
        String marta = greeted("5491155570002");
        String key = key();

        List<String> ids;
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<String>> tries = IntStream.range(0, 8)
                    .<Callable<String>>mapToObj(n -> () -> send(ana, marta, "hola Marta", key)
                            .at("/sendMessage/message/id")
                            .asString())
                    .toList();
            ids = threads.invokeAll(tries).stream()
                    .map(Future::resultNow)
                    .distinct()
                    .toList();
        }
        send(ana, marta, "eso es todo", key());

        assertThat(ids).hasSize(1);
        await().atMost(SOON).until(() -> texts("5491155570002").contains("eso es todo"));
        assertThat(texts("5491155570002")).containsExactly("re 1", "hola Marta", "eso es todo");
    }

    @Test
    void aKeyThatWasUsedForAnotherTextIsRefused() {
        String marta = greeted("5491155570003");
        String key = key();
        send(ana, marta, "cuesta 100", key).at("/sendMessage/message/id");

        Client.Answer second = send(ana, marta, "cuesta 200", key);

        assertThat(second.at("/sendMessage/message").isNull()).isTrue();
        assertThat(second.at("/sendMessage/userErrors/0/code").asString()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(second.at("/sendMessage/userErrors/0/path/0").asString()).isEqualTo("idempotencyKey");
    }

    @Test
    void twoAdvisorsMayHaveTheSameKey() {
        String marta = greeted("5491155570004");
        String key = key();

        String anas =
                send(ana, marta, "soy Ana", key).at("/sendMessage/message/id").asString();
        String others = send(admin, marta, "soy otra", key)
                .at("/sendMessage/message/id")
                .asString();

        assertThat(anas).isNotEmpty().isNotEqualTo(others);
    }

    @Test
    void blankAndTooLongTextsAreUserErrorsAndNothingIsSent() {
        String marta = greeted("5491155570005");

        assertThat(error(send(ana, marta, " \n ", key()))).isEqualTo("text REQUIRED");
        assertThat(error(send(ana, marta, "x".repeat(4_097), key()))).isEqualTo("text TOO_LONG");
        assertThat(error(send(ana, marta, "hola", " "))).isEqualTo("idempotencyKey REQUIRED");
        assertThat(error(send(ana, marta, "hola", "k".repeat(101)))).isEqualTo("idempotencyKey TOO_LONG");
        send(ana, marta, "x".repeat(4_096), key()).at("/sendMessage/message/id");

        await().atMost(SOON).until(() -> texts("5491155570005").size() == 2);
        assertThat(texts("5491155570005")).containsExactly("re 1", "x".repeat(4_096));
    }

    @Test
    void theConversationIsTheAdvisorsThenAndTheAssistantIsSilentUntilItGetsItBack() {
        String marta = greeted("5491155570006");

        send(ana, marta, "Te atiendo yo", key()).at("/sendMessage/message/id");
        assertThat(control(marta)).isEqualTo("HUMAN");
        assertThat(assignee(marta)).isEqualTo("ana@demo.shop");
        crm.customer("5491155570006").writes("gracias Ana");
        crm.customer("5491155570006").writes("te espero");
        awaitEverythingBefore("5491155570016");
        assertThat(texts("5491155570006")).containsExactly("re 1", "Te atiendo yo");

        Client.Answer back = admin.ask(CONTROL, input("conversationId", marta, "control", "ASSISTANT"));
        assertThat(back.at("/changeControl/conversation/control").asString()).isEqualTo("ASSISTANT");
        awaitEverythingBefore("5491155570026");
        assertThat(texts("5491155570006")).containsExactly("re 1", "Te atiendo yo");

        crm.customer("5491155570006").writes("y en azul?");
        // 1 hola, 2 re, 3 Te atiendo yo, 4 gracias, 5 te espero, 6 y en azul
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(texts("5491155570006")).containsExactly("re 1", "Te atiendo yo", "re 6"));
    }

    @Test
    void whoCannotBeFoundCannotBeAssignedOrWrittenTo() {
        String marta = greeted("5491155570007");

        assertThat(admin.ask(ASSIGN, input("conversationId", marta, "advisorId", GlobalId.of("Advisor", "nobody")))
                        .errorCode())
                .isEqualTo("NOT_FOUND");
        assertThat(admin.ask(ASSIGN, input("conversationId", marta, "advisorId", marta))
                        .errorCode())
                .isEqualTo("NOT_FOUND");
        assertThat(send(ana, GlobalId.of("Conversation", "nobody"), "hola", key())
                        .errorCode())
                .isEqualTo("NOT_FOUND");
        assertThat(admin.ask(CONTROL, input("conversationId", "%%", "control", "HUMAN"))
                        .errorCode())
                .isEqualTo("NOT_FOUND");
    }

    @Test
    void aConversationIsAssignedAndFreedAgain() {
        String marta = greeted("5491155570008");
        String bruno = admin.ask("{ advisors { id email } }")
                .at("/advisors")
                .valueStream()
                .filter(advisor -> advisor.path("email").asString().equals("bruno@demo.shop"))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();

        admin.ask(ASSIGN, input("conversationId", marta, "advisorId", bruno)).at("/assignConversation");
        assertThat(assignee(marta)).isEqualTo("bruno@demo.shop");
        assertThat(admin.ask(
                                "query($id: ID!) { conversations(filter: {assignee: $id}) { nodes { id } } }",
                                Map.of("id", bruno))
                        .at("/conversations/nodes/0/id")
                        .asString())
                .isEqualTo(marta);

        admin.ask(ASSIGN, input("conversationId", marta)).at("/assignConversation");
        assertThat(assignee(marta)).isEmpty();
    }

    @Test
    void aConversationIsTaggedAndFoundByItsTag() {
        String id = greeted("5491155570019");
        String tag = admin.ask("mutation { saveTag(input: {name: \"Mayorista\"}) { tag { id } } }")
                .at("/saveTag/tag/id")
                .asString();
        String both = "input: {conversationId: \"" + id + "\", tagId: \"" + tag + "\"}";
        for (int again = 0; again < 2; again++) {
            assertThat(admin.ask("mutation { addTag(" + both + ") { conversation { tags { name } } } }")
                            .at("/addTag/conversation/tags"))
                    .singleElement()
                    .satisfies(each -> assertThat(each.path("name").asString()).isEqualTo("Mayorista"));
        }
        String tagged = "{ conversations(filter: {tag: \"" + tag + "\"}) { nodes { id } } }";
        assertThat(admin.ask(tagged).at("/conversations/nodes")).hasSize(1);
        assertThat(admin.ask("{ nodes(ids: [\"" + tag + "\", \"none\", \"" + id + "\"]) { __typename } }")
                        .at("/nodes")
                        .valueStream()
                        .map(node -> node.path("__typename").asString("")))
                .containsExactly("Tag", "", "Conversation");

        for (int again = 0; again < 2; again++) {
            assertThat(admin.ask("mutation { removeTag(" + both + ") { conversation { tags { name } } } }")
                            .at("/removeTag/conversation/tags"))
                    .isEmpty();
        }
        assertThat(admin.ask(tagged).at("/conversations/nodes")).isEmpty();
        assertThat(admin.ask("mutation { addTag(input: {conversationId: \"" + id + "\", tagId: \"" + id
                                + "\"}) { conversation { id } } }")
                        .errorCode())
                .isEqualTo("NOT_FOUND");
    }

    @Test
    void readingMakesUnreadMessagesRead() {
        String marta = greeted("5491155570009");
        assertThat(unread(marta)).isEqualTo(1);

        ana.ask(
                        "mutation($input: MarkReadInput!) { markRead(input: $input) { conversation { unreadCount } } }",
                        input("conversationId", marta))
                .at("/markRead/conversation");

        assertThat(unread(marta)).isZero();
    }

    @Test
    void whoDoesNotSellWritesToNobody() {
        String marta = greeted("5491155570010");

        for (Role role : List.of(Role.ANALYST, Role.INTEGRATOR)) {
            Client other = Client.hired(crm, role);
            assertThat(send(other, marta, "hola", key()).errorCode()).isEqualTo("FORBIDDEN");
            assertThat(other.ask(CONTROL, input("conversationId", marta, "control", "HUMAN"))
                            .errorCode())
                    .isEqualTo("FORBIDDEN");
        }
        assertThat(control(marta)).isEqualTo("ASSISTANT");
    }

    @Test
    void aFileOfProductsIsTakenInWithoutItsBadRows() {
        String csv = """
                sku,title,family,retail_price,stock,attr:talle
                ZAP-1-38,Zapatilla Roja 38,Zapatilla Roja,"45.000,50",3,38
                ZAP-1-39,Zapatilla Roja 39,Zapatilla Roja,carisima,3,39
                ,Sin código,,100,1,
                ZAP-1-40,Zapatilla Roja 40,Zapatilla Roja,45000,7,40
                """;
        String key = key();

        Client.Answer first = admin.ask(IMPORT, input("csv", csv, "idempotencyKey", key));
        Client.Answer again = admin.ask(IMPORT, input("csv", csv, "idempotencyKey", key));
        Client.Answer anew = admin.ask(IMPORT, input("csv", csv, "idempotencyKey", key()));
        Client.Answer other = admin.ask(IMPORT, input("csv", csv + "\n", "idempotencyKey", key));

        assertThat(first.at("/importProducts/created").asInt()).isEqualTo(2);
        assertThat(first.at("/importProducts/rowErrors")
                        .valueStream()
                        .map(row -> row.path("line").asInt() + " "
                                + row.path("field").asString()))
                .containsExactly("3 retail_price", "4 sku");
        assertThat(again.response().body()).isEqualTo(first.response().body());
        assertThat(anew.at("/importProducts/unchanged").asInt()).isEqualTo(2);
        assertThat(other.at("/importProducts/created").asInt()).isZero();
        assertThat(other.at("/importProducts/userErrors/0/code").asString()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        JsonNode product = admin.ask("{ products(search: \"zapatilla roja 38\", first: 1) { nodes {"
                        + " sku stock retailPrice { amount } attributes { name value } } } }")
                .at("/products/nodes/0");
        assertThat(product.path("sku").asString()).isEqualTo("ZAP-1-38");
        assertThat(product.path("stock").asInt()).isEqualTo(3);
        assertThat(product.at("/retailPrice/amount").asString()).isEqualTo("45000.50");
        assertThat(product.at("/attributes/0/value").asString()).isEqualTo("38");
    }

    @Test
    void aFileWithoutItsColumnsIsAUserErrorAndOnlyInventoryRolesImport() {
        Client.Answer empty = admin.ask(IMPORT, input("csv", "a,b\n1,2\n", "idempotencyKey", key()));
        Client.Answer noKey = admin.ask(IMPORT, input("csv", "sku,title,retail_price\n", "idempotencyKey", ""));

        assertThat(empty.at("/importProducts/userErrors/0/code").asString()).isEqualTo("INVALID");
        assertThat(empty.at("/importProducts/userErrors/0/path/0").asString()).isEqualTo("csv");
        assertThat(noKey.at("/importProducts/userErrors/0/code").asString()).isEqualTo("REQUIRED");
        assertThat(ana.ask(IMPORT, input("csv", "a", "idempotencyKey", key())).errorCode())
                .isEqualTo("FORBIDDEN");
        assertThat(Client.hired(crm, Role.INTEGRATOR)
                        .ask(IMPORT, input("csv", "a,b\n1,2\n", "idempotencyKey", key()))
                        .at("/importProducts/created")
                        .asInt())
                .isZero();
    }

    /** A conversation in which the customer has said hello and been answered; its global id. */
    private static String greeted(String waId) {
        crm.customer(waId).writes("hola");
        await().atMost(SOON).until(() -> platform.callsTo(waId).size() == 1);
        String id = admin.conversationWith(waId);
        await().atMost(SOON)
                .until(() -> admin.ask(
                                "query($id: ID!) { conversation(id: $id) { lastMessage { status } } }",
                                Map.of("id", id))
                        .at("/conversation/lastMessage/status")
                        .asString()
                        .equals("SENT"));
        return id;
    }

    /** Another customer's answer shows that everything before it has been dealt with. */
    private static void awaitEverythingBefore(String waId) {
        greeted(waId);
    }

    private static Client.Answer send(Client who, String conversation, String text, String key) {
        return who.ask(SEND, input("conversationId", conversation, "text", text, "idempotencyKey", key));
    }

    private static String error(Client.Answer answer) {
        JsonNode error = answer.at("/sendMessage/userErrors/0");
        return error.at("/path/0").asString() + " " + error.path("code").asString();
    }

    private static Map<String, ?> input(String... pairs) {
        Map<String, String> fields = new java.util.HashMap<>();
        for (int n = 0; n < pairs.length; n += 2) {
            fields.put(pairs[n], pairs[n + 1]);
        }
        return Map.of("input", fields);
    }

    private static List<String> texts(String waId) {
        return platform.callsTo(waId).stream().map(Platform.Call::text).toList();
    }

    private static JsonNode conversation(String id) {
        return admin.ask(
                        "query($id: ID!) { conversation(id: $id) { control unreadCount assignee { email } } }",
                        Map.of("id", id))
                .at("/conversation");
    }

    private static String control(String id) {
        return conversation(id).path("control").asString();
    }

    private static int unread(String id) {
        return conversation(id).path("unreadCount").asInt();
    }

    private static String assignee(String id) {
        return conversation(id).at("/assignee/email").asString("");
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }
}
