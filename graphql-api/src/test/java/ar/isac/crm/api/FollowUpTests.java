package ar.isac.crm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.security.Role;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import ar.isac.crm.way.ShiftedClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FollowUpTests {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String SCHEDULE =
            "mutation($input: ScheduleFollowUpInput!) { scheduleFollowUp(input: $input) {"
                    + " followUp { id status type dueAt note message assignee { email } author { email }"
                    + " conversation { id } } userErrors { path code } } }";

    private static Platform platform;
    private static Crm crm;
    private static Client admin;
    private static Client ana;

    @BeforeAll
    static void start() {
        platform = new Platform();
        crm = Crm.start(
                platform,
                Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT0S", "crm.security.session-idle", "P30D"),
                ScriptedAssistant.class,
                ShiftedClock.Installed.class);
        admin = Client.admin(crm);
        ana = Client.loggedIn(crm, "ana@demo.shop");
    }

    @AfterAll
    static void stop() {
        crm.close();
        platform.close();
    }

    @AfterEach
    void setTheClockRight() {
        crm.bean(ShiftedClock.class).reset();
    }

    @Test
    void aMessageIsSentByItselfWhenItsTimeHasComeAndOnceEvenAfterARestart() {
        String marta = greeted("5491155590001");
        String id = schedule(
                        ana, marta, in(Duration.ofHours(2)), "preguntar si vio la cotización", "¡Hola! ¿Pudiste ver?")
                .at("/scheduleFollowUp/followUp/id")
                .asString();
        assertThat(status(marta, id)).isEqualTo("SCHEDULED");

        crm.restart();
        ana = Client.loggedIn(crm, "ana@demo.shop");
        admin = Client.admin(crm);
        crm.bean(ShiftedClock.class).forward(Duration.ofHours(3));

        await().atMost(SOON).untilAsserted(() -> assertThat(status(marta, id)).isEqualTo("SENT"));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(texts("5491155590001")).containsExactly("re 1", "¡Hola! ¿Pudiste ver?"));
        assertThat(openTasks()).doesNotContain(id);
    }

    @Test
    void aMessageOutsideTheReplyWindowBecomesATaskAndAPersonIsTold() {
        String marta = greeted("5491155590002");
        Instant threeDaysOn = in(Duration.ofDays(3));
        String id = schedule(ana, marta, threeDaysOn, "ofrecer la funda nueva", "¡Llegó la funda!")
                .at("/scheduleFollowUp/followUp/id")
                .asString();
        try (Socket socket = Socket.subscribed(
                ana, "subscription { notifications { cursor type followUp { id obstacle } conversation { id } } }")) {
            crm.bean(ShiftedClock.class).forward(Duration.ofDays(3).plusMinutes(1));

            JsonNode told = socket.expect("next").at("/data/notifications");

            assertThat(told.path("type").asString()).isEqualTo("FOLLOW_UP_DUE");
            assertThat(told.at("/followUp/id").asString()).isEqualTo(id);
            assertThat(told.at("/followUp/obstacle").asString()).isEqualTo("REPLY_WINDOW_CLOSED");
            assertThat(told.at("/conversation/id").asString()).isEqualTo(marta);
        }
        assertThat(status(marta, id)).isEqualTo("DUE");
        assertThat(texts("5491155590002")).containsExactly("re 1");
        assertThat(openTasks()).contains(id);

        ana.ask("mutation { completeFollowUp(input: {followUpId: \"" + id + "\"}) { followUp { status closedAt } } }")
                .at("/completeFollowUp");
        assertThat(status(marta, id)).isEqualTo("COMPLETED");
        assertThat(openTasks()).doesNotContain(id);
    }

    @Test
    void oneKeyPlansOnceAndTheThreadNotesItForTheShopAlone() {
        String marta = greeted("5491155590003");
        Map<String, Object> input = input(marta, in(Duration.ofDays(1)), "llamar por el envío", null);

        String first = ana.ask(SCHEDULE, Map.of("input", input))
                .at("/scheduleFollowUp/followUp/id")
                .asString();
        String again = ana.ask(SCHEDULE, Map.of("input", input))
                .at("/scheduleFollowUp/followUp/id")
                .asString();
        Map<String, Object> other = new HashMap<>(input);
        other.put("note", "otra cosa");
        JsonNode reused = ana.ask(SCHEDULE, Map.of("input", other)).at("/scheduleFollowUp/userErrors/0/code");

        assertThat(again).isEqualTo(first);
        assertThat(reused.asString()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        JsonNode thread = ana.ask("{ conversation(id: \"" + marta + "\") { messages { nodes { author text } }"
                        + " lastMessage { author } followUps { nodes { id } } } }")
                .at("/conversation");
        assertThat(thread.at("/followUps/nodes")).hasSize(1);
        assertThat(thread.at("/messages/nodes").findValuesAsString("author"))
                .containsExactly("CUSTOMER", "ASSISTANT", "SYSTEM");
        assertThat(thread.at("/messages/nodes/2/text").asString()).contains("llamar por el envío");
        assertThat(thread.at("/lastMessage/author").asString()).isEqualTo("ASSISTANT");
        assertThat(texts("5491155590003")).containsExactly("re 1");
    }

    @Test
    void whatIsCancelledIsNeitherSentNorAsked() {
        String marta = greeted("5491155590004");
        String id = schedule(ana, marta, in(Duration.ofHours(1)), "avisar", "Hola de nuevo")
                .at("/scheduleFollowUp/followUp/id")
                .asString();
        String other = schedule(ana, marta, in(Duration.ofHours(1)), "avisar otra cosa", "Hola otra vez")
                .at("/scheduleFollowUp/followUp/id")
                .asString();

        ana.ask("mutation { cancelFollowUp(input: {followUpId: \"" + id + "\"}) { followUp { status } } }")
                .at("/cancelFollowUp");
        crm.bean(ShiftedClock.class).forward(Duration.ofHours(2));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(status(marta, other)).isEqualTo("SENT"));
        assertThat(status(marta, id)).isEqualTo("CANCELLED");
        assertThat(texts("5491155590004")).doesNotContain("Hola de nuevo");
    }

    @Test
    void whatCannotBePlannedIsToldByItsField() {
        String marta = greeted("5491155590005");

        JsonNode errors = schedule(ana, marta, in(Duration.ofDays(-1)), " ", "x".repeat(4_097))
                .at("/scheduleFollowUp/userErrors");

        assertThat(errors.findValuesAsString("code")).containsExactly("REQUIRED", "TOO_LONG", "INVALID");
        assertThat(schedule(Client.hired(crm, Role.ANALYST), marta, in(Duration.ofDays(1)), "espiar", null)
                        .errorCode())
                .isEqualTo("FORBIDDEN");
    }

    @Test
    void pagesOfOpenTasksWalkThroughAllOfThem() {
        String marta = greeted("5491155590006");
        for (int n = 1; n <= 5; n++) {
            schedule(ana, marta, in(Duration.ofDays(100 + n)), "tarea " + n, null)
                    .at("/scheduleFollowUp/followUp/id");
        }

        @Nullable String after = null;
        int pages = 0;
        List<String> notes = new ArrayList<>();
        do {
            JsonNode page = admin.ask(
                            "query($after: String) { followUps(first: 2, after: $after, filter: {type: REMINDER}) {"
                                    + " nodes { note } pageInfo { hasNextPage endCursor } } }",
                            after == null ? Map.of() : Map.of("after", after))
                    .at("/followUps");
            notes.addAll(page.path("nodes").findValuesAsString("note"));
            after = page.at("/pageInfo/hasNextPage").asBoolean()
                    ? page.at("/pageInfo/endCursor").asString()
                    : null;
            pages++;
        } while (after != null && pages < 50);

        assertThat(notes)
                .containsSubsequence("tarea 1", "tarea 2", "tarea 3", "tarea 4", "tarea 5")
                .doesNotHaveDuplicates();
    }

    private static Client.Answer schedule(
            Client client, String conversation, Instant at, String note, @Nullable String message) {
        return client.ask(SCHEDULE, Map.of("input", input(conversation, at, note, message)));
    }

    private static Map<String, Object> input(String conversation, Instant at, String note, @Nullable String message) {
        Map<String, Object> input = new HashMap<>();
        input.put("conversationId", conversation);
        input.put("type", "REMINDER");
        input.put("dueAt", at.truncatedTo(ChronoUnit.SECONDS).toString());
        input.put("note", note);
        if (message != null) {
            input.put("message", message);
        }
        input.put("idempotencyKey", UUID.randomUUID().toString());
        return input;
    }

    private static Instant in(Duration wait) {
        return crm.bean(ShiftedClock.class).instant().plus(wait);
    }

    private static String status(String conversation, String id) {
        return admin.ask("{ conversation(id: \"" + conversation + "\") { followUps { nodes { id status } } } }")
                .at("/conversation/followUps/nodes")
                .valueStream()
                .filter(node -> node.path("id").asString().equals(id))
                .map(node -> node.path("status").asString())
                .findFirst()
                .orElseThrow();
    }

    private static List<String> openTasks() {
        return admin.ask("{ followUps(first: 100) { nodes { id } } }")
                .at("/followUps/nodes")
                .findValuesAsString("id");
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
