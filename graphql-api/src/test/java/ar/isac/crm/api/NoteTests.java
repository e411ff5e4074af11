package ar.isac.crm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.event.Events;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What advisors tell each other about a conversation. */
class NoteTests {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String ADD = "mutation($input: AddNoteInput!) { addNote(input: $input) { note { id text"
            + " author { email } mentions { email } message { seq author status } } userErrors { path code } } }";

    private static Platform platform;
    private static Crm crm;
    private static Client ana;
    private static Client bruno;

    @BeforeAll
    static void start() {
        platform = new Platform();
        crm = Crm.start(platform, Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT0S"), ScriptedAssistant.class);
        ana = Client.loggedIn(crm, "ana@demo.shop");
        bruno = Client.loggedIn(crm, "bruno@demo.shop");
    }

    @AfterAll
    static void stop() {
        crm.close();
        platform.close();
    }

    @Test
    void aNoteStandsInItsPlaceOfTheThreadAndNeverLeaves() {
        String marta = greeted("5491155410001");
        long last = crm.bean(Events.class).last();

        JsonNode note = ana.ask(ADD, input(marta, "Pidió factura A.\nOjo con el CUIT", List.of()))
                .at("/addNote/note");
        crm.customer("5491155410001").writes("estás?");
        await().atMost(SOON).until(() -> platform.callsTo("5491155410001").size() == 2);

        assertThat(note.at("/author/email").asString()).isEqualTo("ana@demo.shop");
        assertThat(note.at("/message/author").asString()).isEqualTo("SYSTEM");
        JsonNode thread = bruno.ask("{ conversation(id: \"" + marta + "\") { messages { nodes { author text"
                        + " note { id text author { email } } advisor { email } } } notes { nodes { id } }"
                        + " lastMessage { author } unreadCount } }")
                .at("/conversation");
        assertThat(thread.at("/messages/nodes")
                        .valueStream()
                        .map(message -> message.path("author").asString()))
                .containsExactly("CUSTOMER", "ASSISTANT", "SYSTEM", "CUSTOMER", "ASSISTANT");
        assertThat(thread.at("/messages/nodes/2/note/text").asString()).isEqualTo("Pidió factura A.\nOjo con el CUIT");
        assertThat(thread.at("/messages/nodes/2/advisor/email").asString()).isEqualTo("ana@demo.shop");
        assertThat(thread.at("/messages/nodes/0/note").isNull()).isTrue();
        assertThat(thread.at("/notes/nodes")).hasSize(1);
        assertThat(platform.callsTo("5491155410001").stream().map(Platform.Call::text))
                .containsExactly("re 1", "re 4");
        try (Socket socket = Socket.subscribed(
                bruno,
                "subscription { inboxEvents(after: \"" + last
                        + "\") { type message { note { text author { email } } } } }")) {
            JsonNode event = socket.expect("next").at("/data/inboxEvents");
            while (!event.path("type").asString().equals("MESSAGE_ADDED")) {
                event = socket.expect("next").at("/data/inboxEvents");
            }
            assertThat(event.at("/message/note/text").asString()).startsWith("Pidió factura");
            assertThat(event.at("/message/note/author/email").asString()).isEqualTo("ana@demo.shop");
        }
    }

    @Test
    void whoeverIsMentionedIsToldAndNobodyElse() {
        String marta = greeted("5491155410002");
        String brunosId = bruno.ask("{ viewer { advisor { id } } }")
                .at("/viewer/advisor/id")
                .asString();
        String subscription = "subscription { notifications(after: \""
                + crm.bean(Events.class).last()
                + "\") { type note { text author { email } } conversation { id } } }";

        ana.ask(ADD, input(marta, "@Bruno, ¿la atendés vos?", List.of(brunosId)))
                .at("/addNote/note/id");

        try (Socket his = Socket.subscribed(bruno, subscription);
                Socket hers = Socket.subscribed(ana, subscription)) {
            JsonNode told = his.expect("next").at("/data/notifications");
            assertThat(told.path("type").asString()).isEqualTo("MENTIONED");
            assertThat(told.at("/note/text").asString()).isEqualTo("@Bruno, ¿la atendés vos?");
            assertThat(told.at("/conversation/id").asString()).isEqualTo(marta);
            assertThat(hers.next(Duration.ofMillis(500))).isNull();
        }
    }

    @Test
    void oneKeyWritesOnceAndALongNoteStaysInOnePiece() {
        String marta = greeted("5491155410003");
        Map<String, Object> input = input(marta, "x".repeat(4_000), List.of());

        String first = ana.ask(ADD, input).at("/addNote/note/id").asString();
        String again = ana.ask(ADD, input).at("/addNote/note/id").asString();

        assertThat(again).isEqualTo(first);
        assertThat(ana.ask("{ conversation(id: \"" + marta + "\") { messages { nodes { author } } } }")
                        .at("/conversation/messages/nodes"))
                .hasSize(3);
        assertThat(ana.ask(ADD, input(marta, " ", List.of()))
                        .at("/addNote/userErrors/0/code")
                        .asString())
                .isEqualTo("REQUIRED");
        assertThat(ana.ask(ADD, input(marta, "x".repeat(4_001), List.of()))
                        .at("/addNote/userErrors/0/code")
                        .asString())
                .isEqualTo("TOO_LONG");
    }

    @Test
    void notesComeInPagesTheNewestFirst() {
        String marta = greeted("5491155410004");
        for (int n = 1; n <= 3; n++) {
            ana.ask(ADD, input(marta, "nota " + n, List.of())).at("/addNote/note/id");
        }

        JsonNode first = page(marta, "");
        JsonNode second =
                page(marta, ", after: \"" + first.at("/pageInfo/endCursor").asString() + "\"");

        assertThat(first.path("nodes").findValuesAsString("text")).containsExactly("nota 3", "nota 2");
        assertThat(second.path("nodes").findValuesAsString("text")).containsExactly("nota 1");
        assertThat(second.at("/pageInfo/hasNextPage").asBoolean()).isFalse();
    }

    private static JsonNode page(String conversation, String after) {
        return ana.ask("{ conversation(id: \"" + conversation + "\") { notes(first: 2" + after
                        + ") { nodes { text } pageInfo { endCursor hasNextPage } } } }")
                .at("/conversation/notes");
    }

    private static Map<String, Object> input(String conversation, String text, List<String> mentions) {
        Map<String, Object> input = new HashMap<>();
        input.put("conversationId", conversation);
        input.put("text", text);
        input.put("mentions", mentions);
        input.put("idempotencyKey", UUID.randomUUID().toString());
        return Map.of("input", input);
    }

    private static String greeted(String waId) {
        crm.customer(waId).writes("hola");
        await().atMost(SOON).until(() -> platform.callsTo(waId).size() == 1);
        return ana.conversationWith(waId);
    }
}
