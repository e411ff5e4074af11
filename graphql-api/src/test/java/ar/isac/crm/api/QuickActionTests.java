package ar.isac.crm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.security.Role;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class QuickActionTests {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String SAVE = "mutation($input: SaveQuickActionInput!) { saveQuickAction(input: $input) {"
            + " quickAction { id version title } userErrors { path code } } }";
    private static final String RUN = "mutation($input: RunQuickActionInput!) { runQuickAction(input: $input) {"
            + " messages { text author } quote { id number total { amount } } userErrors { path code } } }";
    private static final String SEND_PRODUCT = "mutation($input: SendProductInput!) { sendProduct(input: $input) {"
            + " message { id text content { __typename } } userErrors { code } } }";
    private static final String TRANSFER =
            "mutation($input: TransferConversationInput!) { transferConversation(input: $input) {"
                    + " conversation { control assignee { email } } userErrors { path code } } }";

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
    void aProductIsShownWithItsPriceOfNowAndOnceForItsKey() {
        String marta = greeted("5491155600001");
        JsonNode product = admin.ask("{ products(search: \"iphone 15 pro 256 azul\", first: 1) { nodes { id title"
                        + " retailPrice { formatted } } } }")
                .at("/products/nodes/0");
        Map<String, Object> input =
                Map.of("conversationId", marta, "productId", product.path("id").asString(), "idempotencyKey", key());

        String first = ana.ask(SEND_PRODUCT, Map.of("input", input))
                .at("/sendProduct/message/id")
                .asString();
        JsonNode again = ana.ask(SEND_PRODUCT, Map.of("input", input)).at("/sendProduct/message");

        assertThat(again.path("id").asString()).isEqualTo(first);
        assertThat(again.path("text").asString())
                .contains(product.path("title").asString())
                .contains(product.at("/retailPrice/formatted").asString());
        assertThat(again.at("/content/__typename").asString()).isEqualTo("ProductContent");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(texts("5491155600001")).hasSize(2));
        assertThat(control(marta)).isEqualTo("HUMAN");
    }

    @Test
    void aPreparedMessageFillsInItsPlacesAndNothingElse() {
        String marta = greeted("5491155600002");
        String id = save(step("MESSAGE", "/gracias", "¡Gracias, {{customer.name}}! Soy {{advisor.name}}.", List.of()))
                .at("/quickAction/id")
                .asString();

        JsonNode ran = run(ana, id, marta, key());

        assertThat(ran.at("/messages/0/text").asString())
                .isEqualTo("¡Gracias, Cliente 5491155600002! Soy Ana Ferreyra.");
        assertThat(ran.at("/messages/0/author").asString()).isEqualTo("ADVISOR");
    }

    @Test
    void aPreparedQuoteIsMadeAndSentOnceHoweverOftenItIsPressed() {
        String marta = greeted("5491155600003");
        String id = save(step("QUOTE", "/combo", null, List.of(Map.of("sku", "IPH-15-PRO-256GB-AZU", "quantity", 1))))
                .at("/quickAction/id")
                .asString();
        String key = key();

        JsonNode first = run(ana, id, marta, key);
        JsonNode again = run(ana, id, marta, key);

        assertThat(first.at("/quote/number").asString()).startsWith("C-");
        assertThat(again.at("/quote/id")).isEqualTo(first.at("/quote/id"));
        JsonNode quotes = ana.ask("{ conversation(id: \"" + marta + "\") { quotes { nodes { id } } } }")
                .at("/conversation/quotes/nodes");
        assertThat(quotes).hasSize(1);
        // The answer to the greeting, the paper and the offer.
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(texts("5491155600003")).hasSize(3));
    }

    @Test
    void aTransferTellsTheReceiverAndNotTheCustomer() {
        String marta = greeted("5491155600004");
        Client bruno = Client.loggedIn(crm, "bruno@demo.shop");
        String brunosId = bruno.ask("{ viewer { advisor { id } } }")
                .at("/viewer/advisor/id")
                .asString();
        try (Socket socket = Socket.subscribed(bruno, "subscription { notifications { type conversation { id } } }")) {

            JsonNode transferred = ana.ask(
                            TRANSFER,
                            Map.of(
                                    "input",
                                    Map.of(
                                            "conversationId",
                                            marta,
                                            "advisorId",
                                            brunosId,
                                            "note",
                                            "quiere factura A",
                                            "idempotencyKey",
                                            key())))
                    .at("/transferConversation/conversation");

            assertThat(transferred.at("/assignee/email").asString()).isEqualTo("bruno@demo.shop");
            assertThat(transferred.path("control").asString()).isEqualTo("WAITING");
            JsonNode told = socket.expect("next").at("/data/notifications");
            assertThat(told.path("type").asString()).isEqualTo("ASSIGNED");
            assertThat(told.at("/conversation/id").asString()).isEqualTo(marta);
        }
        JsonNode last = ana.ask(
                        "{ conversation(id: \"" + marta + "\") { messages(last: 1) { nodes { author text } } } }")
                .at("/conversation/messages/nodes/0");
        assertThat(last.path("author").asString()).isEqualTo("SYSTEM");
        assertThat(last.path("text").asString()).contains("Ana Ferreyra", "Bruno Sosa", "quiere factura A");
        assertThat(texts("5491155600004")).hasSize(1);
    }

    @Test
    void whoTakesOverIsToldWhatTheyTakeOver() {
        String marta = greeted("5491155600014");
        String brunosId = Client.loggedIn(crm, "bruno@demo.shop")
                .ask("{ viewer { advisor { id } } }")
                .at("/viewer/advisor/id")
                .asString();
        ana.ask("mutation { changeControl(input: {conversationId: \"" + marta
                        + "\", control: HUMAN}) { conversation { id } } }")
                .at("/changeControl/conversation/id");
        crm.customer("5491155600014").writes("¿me hacés factura A?");
        String product = ana.ask("{ products(search: \"iphone 15 pro 256gb azul\", first: 1) { nodes { id } } }")
                .at("/products/nodes/0/id")
                .asString();
        String number = ana.ask("mutation { createQuote(input: {conversationId: \"" + marta
                        + "\", lines: [{productId: \"" + product + "\", quantity: 1}], idempotencyKey: \"" + key()
                        + "\"}) { quote { number } } }")
                .at("/createQuote/quote/number")
                .asString();
        await().atMost(SOON)
                .until(() -> ana.ask("{ conversation(id: \"" + marta + "\") { unreadCount } }")
                                .at("/conversation/unreadCount")
                                .asInt()
                        > 0);

        ana.ask(
                        TRANSFER,
                        Map.of(
                                "input",
                                Map.of("conversationId", marta, "advisorId", brunosId, "idempotencyKey", key())))
                .at("/transferConversation/conversation");

        JsonNode taken = ana.ask("{ conversation(id: \"" + marta
                        + "\") { transfer { note summary } messages(last: 1) { nodes { author text } } } }")
                .at("/conversation");
        assertThat(taken.at("/transfer/note").asString()).isEmpty();
        assertThat(taken.at("/transfer/summary").asString())
                .contains("Cliente 5491155600014", number, "¿me hacés factura A?");
        assertThat(taken.at("/messages/nodes/0/text").asString())
                .contains("Bruno Sosa", taken.at("/transfer/summary").asString());
    }

    @Test
    void whoGivesAConversationReadsItsBriefingFirstAndMayPutItInOtherWords() {
        String marta = greeted("5491155600015");
        String brunosId = Client.loggedIn(crm, "bruno@demo.shop")
                .ask("{ viewer { advisor { id } } }")
                .at("/viewer/advisor/id")
                .asString();
        Map<String, Object> input = new HashMap<>(Map.of(
                "conversationId", marta, "advisorId", brunosId, "summary", "x".repeat(2_001), "idempotencyKey", key()));

        String briefing = ana.ask("{ briefing(conversationId: \"" + marta + "\") { text } }")
                .at("/briefing/text")
                .asString();
        JsonNode refused = ana.ask(TRANSFER, Map.of("input", input)).at("/transferConversation/userErrors/0");
        input.put("summary", briefing + "\nQuiere pagar con transferencia.");
        input.put("idempotencyKey", key());
        ana.ask(TRANSFER, Map.of("input", input)).at("/transferConversation/conversation");

        assertThat(briefing).contains("Cliente 5491155600015");
        assertThat(refused.at("/path/0").asString()).isEqualTo("summary");
        assertThat(refused.path("code").asString()).isEqualTo("TOO_LONG");
        assertThat(ana.ask("{ conversation(id: \"" + marta + "\") { transfer { summary } } }")
                        .at("/conversation/transfer/summary")
                        .asString())
                .isEqualTo(briefing + "\nQuiere pagar con transferencia.");
    }

    @Test
    void whatCannotBePreparedIsToldByItsField() {
        JsonNode errors = save(step("PRODUCT", "sin barra", "{{customer.phone}}", List.of(Map.of("sku", "NADA"))))
                .at("/userErrors");

        assertThat(errors.valueStream().map(error -> error.at("/path/0").asString()))
                .containsExactly("shortcut", "text", "lines");
        assertThat(Client.hired(crm, Role.ADVISOR)
                        .ask(SAVE, Map.of("input", step("MESSAGE", "/x", "hola", List.of())))
                        .errorCode())
                .isEqualTo("FORBIDDEN");
    }

    @Test
    void twoPeopleDoNotOverwriteEachOther() {
        JsonNode saved =
                save(step("MESSAGE", "/horario", "Abrimos a las 10", List.of())).path("quickAction");
        Map<String, Object> edit = new HashMap<>(step("MESSAGE", "/horario", "Abrimos a las 9", List.of()));
        edit.put("id", saved.path("id").asString());
        edit.put("version", saved.path("version").asLong());

        JsonNode first = save(edit);
        JsonNode second = save(edit);

        assertThat(first.path("userErrors")).isEmpty();
        assertThat(second.at("/userErrors/0/path/0").asString()).isEqualTo("version");
        assertThat(save(step("MESSAGE", "/horario", "otro", List.of()))
                        .at("/userErrors/0/path/0")
                        .asString())
                .isEqualTo("shortcut");
    }

    @Test
    void theShopsPlaceIsSentAsAPin() {
        String marta = greeted("5491155600005");

        JsonNode message = ana.ask(
                        "mutation($input: SendLocationInput!) { sendLocation(input: $input) {"
                                + " message { content { __typename } } userErrors { message } } }",
                        Map.of("input", Map.of("conversationId", marta, "idempotencyKey", key())))
                .at("/sendLocation/message/content/__typename");

        assertThat(message.asString()).isEqualTo("LocationContent");
    }

    @Test
    void unknownThingsAreNotFound() {
        String nobody = GlobalId.of("Conversation", "nobody");

        assertThat(ana.ask(
                                TRANSFER,
                                Map.of(
                                        "input",
                                        Map.of(
                                                "conversationId", nobody,
                                                "advisorId", GlobalId.of("Advisor", "x"),
                                                "idempotencyKey", key())))
                        .errorCode())
                .isEqualTo("NOT_FOUND");
    }

    private static Map<String, Object> step(
            String type, String shortcut, @Nullable String text, List<Map<String, ?>> lines) {
        Map<String, Object> step = new HashMap<>();
        step.put("shortcut", shortcut);
        step.put("title", "Paso " + shortcut);
        step.put("type", type);
        step.put("lines", lines);
        if (text != null) {
            step.put("text", text);
        }
        return step;
    }

    private static JsonNode save(Map<String, ?> input) {
        return admin.ask(SAVE, Map.of("input", input)).at("/saveQuickAction");
    }

    private static JsonNode run(Client client, String id, String conversation, String key) {
        return client.ask(
                        RUN,
                        Map.of(
                                "input",
                                Map.of("quickActionId", id, "conversationId", conversation, "idempotencyKey", key)))
                .at("/runQuickAction");
    }

    private static String control(String conversation) {
        return admin.ask("{ conversation(id: \"" + conversation + "\") { control } }")
                .at("/conversation/control")
                .asString();
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private static String greeted(String waId) {
        crm.customer(waId).writes("hola");
        await().atMost(SOON).until(() -> texts(waId).contains("re 1"));
        return admin.conversationWith(waId);
    }

    private static List<String> texts(String waId) {
        return platform.callsTo(waId).stream().map(Platform.Call::text).toList();
    }
}
