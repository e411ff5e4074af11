package ar.isac.crm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.event.Events;
import ar.isac.crm.security.Role;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import ar.isac.crm.way.ShiftedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Several advisors on one inbox: what each sees of the others, and what keeps them out of each other's way. */
@Timeout(180)
class TogetherTests {

    private static final Duration SOON = Duration.ofSeconds(30);

    private static Platform platform;
    private static Crm crm;
    private static Client admin;
    private static Client ana;
    private static Client bruno;
    private static String anasId;
    private static String brunosId;

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
        bruno = Client.loggedIn(crm, "bruno@demo.shop");
        anasId = advisorId(ana);
        brunosId = advisorId(bruno);
    }

    private static void logIn() {
        admin = Client.admin(crm);
        ana = Client.loggedIn(crm, "ana@demo.shop");
        bruno = Client.loggedIn(crm, "bruno@demo.shop");
    }

    private static String advisorId(Client client) {
        return client.ask("{ viewer { advisor { id } } }")
                .at("/viewer/advisor/id")
                .asString();
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

    // Drafts

    @Test
    void aDraftIsOnEveryDeviceAtOnceAndSendingRemovesIt() {
        String marta = greeted("5491155420001");
        try (Socket otherDevice =
                inbox(ana, "conversation { id myDraft { text } drafts { advisor { email } text } }")) {
            save(ana, marta, "Hola Mar");
            assertThat(next(
                                    otherDevice,
                                    event -> event.at("/conversation/myDraft/text")
                                            .asString("")
                                            .equals("Hola Mar"))
                            .path("type")
                            .asString())
                    .isEqualTo("CONVERSATION_CHANGED");

            Instant saved = Instant.now();
            save(ana, marta, "Hola Marta, te paso");
            JsonNode told = next(
                    otherDevice,
                    event -> event.at("/conversation/myDraft/text").asString("").equals("Hola Marta, te paso"));

            assertThat(Duration.between(saved, Instant.now())).isLessThan(Duration.ofSeconds(5));
            assertThat(told.path("type").asString()).isEqualTo("DRAFT_CHANGED");
            assertThat(told.at("/conversation/drafts/0/advisor/email").asString())
                    .isEqualTo("ana@demo.shop");
        }
        assertThat(drafts(bruno, marta)).containsExactly("Hola Marta, te paso");
        assertThat(listed(ana, "hasMyDraft: true")).contains(marta);
        assertThat(listed(bruno, "hasMyDraft: true")).doesNotContain(marta);

        send(ana, marta, "Hola Marta, te paso", null);

        assertThat(drafts(bruno, marta)).isEmpty();
        assertThat(listed(ana, "hasMyDraft: true")).doesNotContain(marta);
    }

    @Test
    void aSendingThatIsAskedForAgainLeavesTheDraftThatWasBegunSince() {
        String marta = greeted("5491155420002");
        Map<String, Object> message = message(marta, "ya sale", null);
        ana.ask(SEND, Map.of("input", message)).at("/sendMessage/message/seq");
        save(ana, marta, "y otra cosa");

        ana.ask(SEND, Map.of("input", message)).at("/sendMessage/message/seq");

        assertThat(drafts(ana, marta)).containsExactly("y otra cosa");
        save(ana, marta, "  ");
        assertThat(drafts(ana, marta)).isEmpty();
    }

    @Test
    void nobodyWritesTheDraftOfAnother() {
        String marta = greeted("5491155420003");

        JsonNode refused = saved(bruno, marta, "x", anasId);
        JsonNode nobodys = saved(admin, marta, "x", null);
        JsonNode byProgram = saved(admin, marta, "propuesta", anasId);

        assertThat(refused.at("/userErrors/0/code").asString()).isEqualTo("NOT_ALLOWED");
        assertThat(nobodys.at("/userErrors/0/code").asString()).isEqualTo("REQUIRED");
        assertThat(byProgram.at("/draft/text").asString()).isEqualTo("propuesta");
        assertThat(saved(ana, marta, "x".repeat(10_001), null)
                        .at("/userErrors/0/code")
                        .asString())
                .isEqualTo("TOO_LONG");
    }

    // Who is where

    @Test
    void theOthersSeeWhoLooksAndTypesAndForgetWhoeverGoesWithoutAWord() {
        String marta = greeted("5491155420004");
        String fields = "conversation { id activities { advisor { email } activity } }";
        try (Socket his = inbox(bruno, fields)) {
            report(ana, marta, "VIEWING");
            JsonNode looking =
                    next(his, event -> !event.at("/conversation/activities/0").isMissingNode());
            assertThat(looking.path("type").asString()).isEqualTo("ACTIVITY_CHANGED");
            assertThat(looking.at("/conversation/activities/0/activity").asString())
                    .isEqualTo("VIEWING");

            report(ana, marta, "VIEWING");
            report(ana, marta, "TYPING");
            assertThat(next(his, event -> event.path("type").asString().equals("ACTIVITY_CHANGED"))
                            .at("/conversation/activities/0/activity")
                            .asString())
                    .as("saying the same again is no news")
                    .isEqualTo("TYPING");

            crm.bean(ShiftedClock.class).forward(Duration.ofSeconds(31));
            assertThat(next(his, event -> event.path("type").asString().equals("ACTIVITY_CHANGED"))
                            .at("/conversation/activities"))
                    .isEmpty();
        }
    }

    @Test
    void whatPassesMovesNoCursorOnSoThatAResumeMissesNothing() {
        String marta = greeted("5491155420005");
        long start = crm.bean(Events.class).last();
        String document = "subscription { conversationEvents(conversationId: \"" + marta + "\", after: \"" + (start - 1)
                + "\") { cursor type } }";
        try (Socket socket = Socket.subscribed(bruno, document)) {
            JsonNode logged = socket.expect("next").at("/data/conversationEvents");
            report(ana, marta, "VIEWING");
            JsonNode passed = socket.expect("next").at("/data/conversationEvents");
            while (!passed.path("type").asString().equals("ACTIVITY_CHANGED")) {
                logged = passed;
                passed = socket.expect("next").at("/data/conversationEvents");
            }

            assertThat(passed.path("cursor").asString())
                    .isEqualTo(logged.path("cursor").asString());
        }
        report(ana, marta, "NONE");
        assertThat(ana.ask("{ conversation(id: \"" + marta + "\") { activities { activity } } }")
                        .at("/conversation/activities"))
                .isEmpty();
        assertThat(admin.ask(REPORT, Map.of("input", Map.of("conversationId", marta, "activity", "TYPING")))
                        .at("/reportActivity/userErrors/0/code")
                        .asString())
                .isEqualTo("NOT_ALLOWED");
    }

    // Writing over somebody

    @Test
    void whoeverWouldWriteOverAnotherIsAskedFirstAndMayInsist() {
        String marta = greeted("5491155420006");
        long seen = seq(marta);
        send(ana, marta, "te lo separo yo", null);

        JsonNode refused = send(bruno, marta, "¿qué necesitás?", seen);

        assertThat(refused.at("/userErrors/0/code").asString()).isEqualTo("SOMEBODY_WROTE");
        assertThat(refused.at("/message").isNull()).isTrue();
        assertThat(refused.at("/newerMessages/0/text").asString()).isEqualTo("te lo separo yo");
        assertThat(refused.at("/newerMessages/0/advisor/email").asString()).isEqualTo("ana@demo.shop");
        long now = refused.at("/newerMessages/0/seq").asLong();
        assertThat(send(bruno, marta, "¿qué necesitás?", now).at("/message/seq").asLong())
                .isGreaterThan(now);
        assertThat(send(ana, marta, "listo", seq(marta)).at("/userErrors")).isEmpty();
        assertThat(send(ana, marta, "sí o sí", null).at("/userErrors")).isEmpty();
    }

    @Test
    void ofTwoWhoSendAtTheSameMomentOneIsAsked() throws Exception {
        for (int round = 0; round < 5; round++) {
            String marta = greeted("549115542010" + round);
            long seen = seq(marta);
            try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
                var hers = threads.submit(() -> send(ana, marta, "soy Ana", seen));
                var his = threads.submit(() -> send(bruno, marta, "soy Bruno", seen));

                assertThat(List.of(hers.get(), his.get()))
                        .filteredOn(answer -> answer.at("/message").isObject())
                        .hasSize(1);
            }
        }
    }

    // Putting off

    @Test
    void whatIsPutOffComesBackOnTimeOnceAlsoAfterARestart() {
        String marta = greeted("5491155420007");
        Instant until = now().plus(Duration.ofHours(2));
        JsonNode snoozed = snooze(ana, marta, until.toString());
        assertThat(snoozed.at("/conversation/status").asString()).isEqualTo("FOLLOW_UP");
        assertThat(snoozed.at("/previous/status").asString()).isEqualTo("OPEN");
        assertThat(listed(ana, "snoozed: true")).contains(marta);
        assertThat(listed(ana, "snoozed: false")).doesNotContain(marta);

        crm.restart();
        logIn();
        String notifications = "subscription { notifications(after: \""
                + crm.bean(Events.class).last() + "\") { type conversation { id status snoozedUntil } } }";
        try (Socket told = Socket.subscribed(ana, notifications)) {
            crm.bean(ShiftedClock.class).forward(Duration.ofHours(2).plusMinutes(1));

            JsonNode back = told.expect("next").at("/data/notifications");

            assertThat(back.path("type").asString()).isEqualTo("RETURNED");
            assertThat(back.at("/conversation/id").asString()).isEqualTo(marta);
            assertThat(back.at("/conversation/status").asString()).isEqualTo("OPEN");
            assertThat(back.at("/conversation/snoozedUntil").isNull()).isTrue();
            assertThat(told.next(Duration.ofSeconds(1))).isNull();
        }
    }

    @Test
    void theCustomersNextMessageBringsItBackAndAnOldAlarmDoesNothing() {
        String marta = greeted("5491155420008");
        snooze(ana, marta, now().plus(Duration.ofHours(5)).toString());
        snooze(ana, marta, now().plus(Duration.ofHours(1)).toString());

        crm.customer("5491155420008").writes("¿y?");
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(state(marta).path("status").asString()).isEqualTo("OPEN"));
        assertThat(state(marta).path("snoozedUntil").isNull()).isTrue();

        snooze(ana, marta, now().plus(Duration.ofHours(3)).toString());
        String other = greeted("5491155420009");
        snooze(ana, other, now().plus(Duration.ofHours(2)).toString());
        crm.bean(ShiftedClock.class).forward(Duration.ofHours(2).plusMinutes(1));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(state(other).path("status").asString()).isEqualTo("OPEN"));
        assertThat(state(marta).path("status").asString()).isEqualTo("FOLLOW_UP");
        assertThat(snooze(ana, marta, null).at("/conversation/status").asString())
                .isEqualTo("OPEN");
        assertThat(snooze(ana, marta, "2020-01-01T00:00:00Z")
                        .at("/userErrors/0/code")
                        .asString())
                .isEqualTo("INVALID");
    }

    // Transfers

    @Test
    void aTransferIsTakenByItsReceiver() {
        String marta = greeted("5491155420011");
        transfer(ana, marta, brunosId, "pide factura A");
        JsonNode waiting = state(marta);
        assertThat(waiting.at("/transfer/from/email").asString()).isEqualTo("ana@demo.shop");
        assertThat(waiting.at("/transfer/note").asString()).isEqualTo("pide factura A");
        assertThat(accept(ana, marta).at("/userErrors/0/code").asString()).isEqualTo("NOT_ALLOWED");

        JsonNode taken = accept(bruno, marta);

        assertThat(taken.at("/conversation/control").asString()).isEqualTo("HUMAN");
        assertThat(taken.at("/conversation/transfer").isNull()).isTrue();
        assertThat(accept(bruno, marta).at("/userErrors")).isEmpty();
        crm.bean(ShiftedClock.class).forward(Duration.ofMinutes(10));
        String other = greeted("5491155420012");
        snooze(ana, other, now().plus(Duration.ofMinutes(1)).toString());
        crm.bean(ShiftedClock.class).forward(Duration.ofMinutes(2));
        await().atMost(SOON).until(() -> state(other).path("snoozedUntil").isNull());
        assertThat(state(marta).at("/assignee/email").asString()).isEqualTo("bruno@demo.shop");
    }

    @Test
    void aTransferThatNobodyTakesGoesBackToTheQueueAndEverybodyIsTold() {
        String marta = greeted("5491155420013");
        transfer(ana, marta, brunosId, "");
        String notifications = "subscription { notifications(after: \""
                + crm.bean(Events.class).last() + "\") { type conversation { id } } }";
        try (Socket told = Socket.subscribed(ana, notifications)) {
            crm.bean(ShiftedClock.class).forward(Duration.ofMinutes(6));

            JsonNode back = told.expect("next").at("/data/notifications");

            assertThat(back.path("type").asString()).isEqualTo("HANDED_OVER");
            assertThat(back.at("/conversation/id").asString()).isEqualTo(marta);
        }
        JsonNode state = state(marta);
        assertThat(state.path("assignee").isNull()).isTrue();
        assertThat(state.path("control").asString()).isEqualTo("WAITING");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(ana.ask("{ conversation(id: \"" + marta
                                        + "\") { messages(last: 1) { nodes { text } } } }")
                                .at("/conversation/messages/nodes/0/text")
                                .asString())
                        .contains("no tomó la conversación a tiempo"));
    }

    // Taking back

    @Test
    void anActHandsBackHowItWasAndTakingItBackTellsNobodyTwice() {
        String marta = greeted("5491155420014");
        String notifications = "subscription { notifications(after: \""
                + crm.bean(Events.class).last() + "\") { type conversation { id } } }";
        try (Socket hers = Socket.subscribed(ana, notifications);
                Socket his = Socket.subscribed(bruno, notifications)) {
            assign(admin, marta, anasId, false);
            assertThat(hers.expect("next").at("/data/notifications/type").asString())
                    .isEqualTo("ASSIGNED");
            JsonNode assigned = assign(admin, marta, brunosId, false);
            assertThat(assigned.at("/previous/assignee/id").asString()).isEqualTo(anasId);
            assertThat(his.expect("next").at("/data/notifications/type").asString())
                    .isEqualTo("ASSIGNED");

            assign(admin, marta, assigned.at("/previous/assignee/id").asString(), true);
            JsonNode closed = status(marta, "CLOSED");
            status(marta, closed.at("/previous/status").asString());

            assertThat(state(marta).at("/assignee/id").asString()).isEqualTo(anasId);
            assertThat(state(marta).path("status").asString()).isEqualTo("OPEN");
            assertThat(hers.next(Duration.ofSeconds(1))).isNull();
            assertThat(his.next(Duration.ofMillis(200))).isNull();
        }
    }

    @Test
    void whatWasReadCanBeMadeUnread() {
        String marta = greeted("5491155420015");
        read(marta, "");
        assertThat(state(marta).path("unreadCount").asInt()).isZero();

        read(marta, ", isUnread: true");

        assertThat(state(marta).path("unreadCount").asInt()).isEqualTo(1);
        assertThat(listed(ana, "unreadOnly: true")).contains(marta);
    }

    // Many at once

    @Test
    void manyAreChangedAtOnceEachByItself() {
        List<String> many = IntStream.range(0, 12)
                .mapToObj(n -> greeted("54911554202%02d".formatted(n)))
                .toList();
        String tag = admin.ask("mutation { saveTag(input: {name: \"mudanza\"}) { tag { id } } }")
                .at("/saveTag/tag/id")
                .asString();
        List<String> ids = new ArrayList<>(many);
        ids.add(ar.isac.crm.graphql.GlobalId.of("Conversation", "none"));
        Map<String, Object> input = new HashMap<>();
        input.put("ids", ids);
        input.put(
                "set", Map.of("priority", "HIGH", "assignee", anasId, "addTags", List.of(tag), "status", "FOLLOW_UP"));
        input.put("message", "Nos mudamos a Cabildo 2040");
        input.put("idempotencyKey", UUID.randomUUID().toString());

        JsonNode first = bulk(ana, input);
        JsonNode again = bulk(ana, input);

        assertThat(first.path("done").asInt()).isEqualTo(12);
        assertThat(first.path("failed").asInt()).isEqualTo(1);
        assertThat(first.at("/items/12/userErrors/0/path"))
                .extracting(JsonNode::asString)
                .containsExactly("ids", "12");
        assertThat(first.at("/items/0/previous/priority").asString()).isEqualTo("NORMAL");
        assertThat(again.path("items").path(3).at("/conversation/id").asString())
                .isEqualTo(many.get(3));
        for (int n = 0; n < 12; n++) {
            JsonNode state = state(many.get(n));
            assertThat(state.path("priority").asString()).isEqualTo("HIGH");
            assertThat(state.path("status").asString()).isEqualTo("FOLLOW_UP");
            assertThat(state.at("/assignee/id").asString()).isEqualTo(anasId);
            String waId = "54911554202%02d".formatted(n);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(texts(waId)).containsExactly("re 1", "Nos mudamos a Cabildo 2040"));
        }
        input.put("ids", IntStream.range(0, 201).mapToObj(n -> many.getFirst()).toList());
        assertThat(bulk(ana, input).at("/userErrors/0/code").asString()).isEqualTo("TOO_LONG");
    }

    @Test
    void whereOneIsInTheWayTheOthersAreDoneOrNotAsIsAsked() {
        String marta = greeted("5491155420301");
        String raul = greeted("5491155420302");
        String nobody = ar.isac.crm.graphql.GlobalId.of("Conversation", "none");
        Map<String, Object> input = new HashMap<>();
        input.put("ids", List.of(marta, nobody, raul, marta));
        input.put("set", Map.of("priority", "LOW"));
        input.put("errorPolicy", "REJECT_EVERYTHING");
        input.put("idempotencyKey", UUID.randomUUID().toString());

        JsonNode none = bulk(ana, input);

        assertThat(none.path("done").asInt()).isZero();
        assertThat(none.path("failed").asInt()).isEqualTo(3);
        assertThat(none.at("/items/1/userErrors/0/path"))
                .extracting(JsonNode::asString)
                .containsExactly("ids", "1");
        assertThat(none.at("/items/0/userErrors/0/path/0").asString()).isEqualTo("errorPolicy");
        assertThat(state(marta).path("priority").asString()).isEqualTo("NORMAL");

        input.put("errorPolicy", "IGNORE_FAILED");
        input.put("idempotencyKey", UUID.randomUUID().toString());
        JsonNode some = bulk(ana, input);

        assertThat(some.path("items")).hasSize(2);
        assertThat(some.path("failed").asInt()).isEqualTo(1);
        assertThat(state(marta).path("priority").asString()).isEqualTo("LOW");
        assertThat(state(raul).path("priority").asString()).isEqualTo("LOW");
    }

    // Lists

    @Test
    void listsAreWhatTheyAreForWhoeverLooksAndCanBeCounted() {
        String mine = greeted("5491155420016");
        String nobodys = greeted("5491155420017");
        assign(admin, mine, anasId, false);

        assertThat(listed(ana, "mine: true")).contains(mine).doesNotContain(nobodys);
        assertThat(listed(bruno, "mine: true")).doesNotContain(mine);
        assertThat(listed(ana, "mine: false")).doesNotContain(mine);
        assertThat(listed(ana, "unassigned: true")).contains(nobodys).doesNotContain(mine);
        assertThat(listed(admin, "mine: true")).isEmpty();
        JsonNode counted = ana.ask("{ conversations(filter: {mine: true}, first: 1) { totalCount nodes { id } } }")
                .at("/conversations");
        assertThat(counted.path("totalCount").asInt())
                .isEqualTo(listed(ana, "mine: true").size());

        ana.ask(
                        "mutation($input: AddNoteInput!) { addNote(input: $input) { note { id } } }",
                        Map.of(
                                "input",
                                Map.of(
                                        "conversationId",
                                        nobodys,
                                        "text",
                                        "@Bruno mirá",
                                        "mentions",
                                        List.of(brunosId),
                                        "idempotencyKey",
                                        "n1")))
                .at("/addNote/note/id");
        assertThat(listed(bruno, "mentionsMe: true")).contains(nobodys);
        assertThat(listed(ana, "mentionsMe: true")).doesNotContain(nobodys);
    }

    @Test
    void viewsAreKeptCountedAndSharedByWhoeverMay() {
        String mine = greeted("5491155420018");
        assign(admin, mine, anasId, false);
        String own = view(ana, "{name: \"Lo mío\", filter: {mine: true}, position: 1}")
                .at("/view/id")
                .asString();

        assertThat(view(ana, "{name: \"Lo mío\"}").at("/userErrors/0/code").asString())
                .isEqualTo("INVALID");
        assertThat(view(ana, "{name: \"De todos\", sharedWith: EVERYBODY}")
                        .at("/userErrors/0/code")
                        .asString())
                .isEqualTo("NOT_ALLOWED");
        Client supervisor = Client.hired(crm, Role.SUPERVISOR);
        String shared = view(supervisor, "{name: \"Míos\", filter: {mine: true}, sharedWith: EVERYBODY}")
                .at("/view/id")
                .asString();

        assertThat(views(ana)).containsSubsequence("Míos", "Lo mío");
        assertThat(views(bruno)).contains("Míos").doesNotContain("Lo mío");
        JsonNode hers = ana.ask("{ savedViews { id count unreadCount isEditable filter { mine } } }")
                .at("/savedViews")
                .valueStream()
                .filter(view -> view.path("id").asString().equals(shared))
                .findFirst()
                .orElseThrow();
        assertThat(hers.path("count").asInt())
                .isEqualTo(listed(ana, "mine: true").size());
        assertThat(hers.path("unreadCount").asInt())
                .isEqualTo(listed(ana, "mine: true, unreadOnly: true").size());
        assertThat(hers.path("isEditable").asBoolean()).isFalse();
        assertThat(view(bruno, "{id: \"" + shared + "\", name: \"Otra\"}")
                        .at("/userErrors/0/code")
                        .asString())
                .isEqualTo("NOT_ALLOWED");
        String delete = "mutation { deleteView(input: {viewId: \"%s\"}) { deletedId userErrors { code } } }";
        assertThat(bruno.ask(delete.formatted(own)).errorCode()).isEqualTo("NOT_FOUND");
        assertThat(ana.ask(delete.formatted(own)).at("/deleteView/deletedId").asString())
                .isEqualTo(own);
        assertThat(views(ana)).doesNotContain("Lo mío");
    }

    // Later

    @Test
    void aScheduledMessageGoesOutAtItsTimeUnlessSomethingIsInTheWayByThen() {
        String marta = greeted("5491155420019");
        String raul = greeted("5491155420020");
        String zoe = greeted("5491155420021");
        Instant at = now().plus(Duration.ofHours(1));
        String hers =
                schedule(marta, "¿Pudiste pensarlo?", at).at("/followUp/id").asString();
        schedule(raul, "Todavía me queda el iPhone 15 Pro 256GB Azul", at);
        String dropped = schedule(zoe, "No hace falta", at).at("/followUp/id").asString();
        assertThat(ana.ask("{ conversation(id: \"" + marta
                                + "\") { scheduledMessages { id contents { __typename } } } }")
                        .at("/conversation/scheduledMessages/0/contents/0/__typename")
                        .asString())
                .isEqualTo("TextContent");
        ana.ask("mutation { cancelFollowUp(input: {followUpId: \"" + dropped + "\"}) { followUp { status } } }")
                .at("/cancelFollowUp");
        sellOut("iPhone 15 Pro 256GB Azul");

        crm.bean(ShiftedClock.class).forward(Duration.ofMinutes(61));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(texts("5491155420019")).containsExactly("re 1", "¿Pudiste pensarlo?"));
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode task = followUp(raul);
            assertThat(task.path("status").asString()).isEqualTo("DUE");
            assertThat(task.path("obstacle").asString()).isEqualTo("OUT_OF_STOCK");
        });
        assertThat(texts("5491155420020")).containsExactly("re 1");
        assertThat(texts("5491155420021")).containsExactly("re 1");
        assertThat(followUp(marta).path("id").asString()).isEqualTo(hers);
        assertThat(schedule(marta, " ", at).at("/userErrors/0/code").asString()).isEqualTo("REQUIRED");
    }

    private static void sellOut(String title) {
        JsonNode product = admin.ask(
                        "{ products(search: \"" + title + "\", first: 1) { nodes { id sku stock title } } }")
                .at("/products/nodes/0");
        assertThat(product.path("title").asString()).isEqualTo(title);
        admin.ask(
                        "mutation($input: AdjustStockInput!) { adjustStock(input: $input) { userErrors { code } } }",
                        Map.of(
                                "input",
                                Map.of(
                                        "productId",
                                        product.path("id").asString(),
                                        "change",
                                        -product.path("stock").asInt(),
                                        "reason",
                                        "venta por mostrador",
                                        "idempotencyKey",
                                        UUID.randomUUID().toString())))
                .at("/adjustStock/userErrors");
    }

    private static JsonNode followUp(String conversation) {
        return ana.ask("{ conversation(id: \"" + conversation + "\") { followUps { nodes { id status obstacle } } } }")
                .at("/conversation/followUps/nodes/0");
    }

    private static JsonNode schedule(String conversation, String text, Instant at) {
        return ana.ask(
                        "mutation($input: ScheduleMessageInput!) { scheduleMessage(input: $input) { followUp { id }"
                                + " userErrors { path code } } }",
                        Map.of(
                                "input",
                                Map.of(
                                        "conversationId",
                                        conversation,
                                        "text",
                                        text,
                                        "at",
                                        at.toString(),
                                        "idempotencyKey",
                                        UUID.randomUUID().toString())))
                .at("/scheduleMessage");
    }

    // The words of these tests

    private static final String SEND =
            "mutation($input: SendMessageInput!) { sendMessage(input: $input) { message { seq }"
                    + " newerMessages { seq text advisor { email } } userErrors { path code message } } }";
    private static final String REPORT = "mutation($input: ReportActivityInput!) { reportActivity(input: $input) {"
            + " conversation { id } userErrors { code } } }";

    private static JsonNode send(Client client, String conversation, String text, @Nullable Long seen) {
        return client.ask(SEND, Map.of("input", message(conversation, text, seen)))
                .at("/sendMessage");
    }

    private static Map<String, Object> message(String conversation, String text, @Nullable Long seen) {
        Map<String, Object> input = new HashMap<>();
        input.put("conversationId", conversation);
        input.put("text", text);
        input.put("idempotencyKey", UUID.randomUUID().toString());
        if (seen != null) {
            input.put("lastSeenSeq", seen);
        }
        return input;
    }

    private static void report(Client client, String conversation, String activity) {
        client.ask(REPORT, Map.of("input", Map.of("conversationId", conversation, "activity", activity)))
                .at("/reportActivity/conversation/id");
    }

    private static void save(Client client, String conversation, String text) {
        assertThat(saved(client, conversation, text, null).path("userErrors")).isEmpty();
    }

    private static JsonNode saved(Client client, String conversation, String text, @Nullable String advisor) {
        Map<String, Object> input = new HashMap<>();
        input.put("conversationId", conversation);
        input.put("text", text);
        if (advisor != null) {
            input.put("advisorId", advisor);
        }
        return client.ask(
                        "mutation($input: SaveDraftInput!) { saveDraft(input: $input) { draft { text }"
                                + " userErrors { path code } } }",
                        Map.of("input", input))
                .at("/saveDraft");
    }

    private static List<String> drafts(Client client, String conversation) {
        return client.ask("{ conversation(id: \"" + conversation + "\") { drafts { text } } }")
                .at("/conversation/drafts")
                .findValuesAsString("text");
    }

    private static JsonNode snooze(Client client, String conversation, @Nullable String until) {
        Map<String, Object> input = new HashMap<>();
        input.put("conversationId", conversation);
        input.put("until", until);
        input.put("idempotencyKey", UUID.randomUUID().toString());
        return client.ask(
                        "mutation($input: SnoozeConversationInput!) { snoozeConversation(input: $input) {"
                                + " conversation { status snoozedUntil } previous { status } userErrors { code } } }",
                        Map.of("input", input))
                .at("/snoozeConversation");
    }

    private static void transfer(Client client, String conversation, String advisor, String note) {
        client.ask(
                        "mutation($input: TransferConversationInput!) { transferConversation(input: $input) {"
                                + " conversation { id } } }",
                        Map.of(
                                "input",
                                Map.of(
                                        "conversationId",
                                        conversation,
                                        "advisorId",
                                        advisor,
                                        "note",
                                        note,
                                        "idempotencyKey",
                                        UUID.randomUUID().toString())))
                .at("/transferConversation/conversation/id");
    }

    private static JsonNode accept(Client client, String conversation) {
        return client.ask("mutation { acceptTransfer(input: {conversationId: \"" + conversation
                        + "\"}) { conversation { control transfer { note } } userErrors { code } } }")
                .at("/acceptTransfer");
    }

    private static JsonNode assign(Client client, String conversation, String advisor, boolean isUndo) {
        return client.ask("mutation { assignConversation(input: {conversationId: \"" + conversation
                        + "\", advisorId: \"" + advisor + "\", isUndo: " + isUndo
                        + "}) { conversation { id } previous { assignee { id } } } }")
                .at("/assignConversation");
    }

    private static JsonNode status(String conversation, String status) {
        return admin.ask("mutation { changeStatus(input: {conversationId: \"" + conversation + "\", status: " + status
                        + "}) { conversation { status } previous { status } } }")
                .at("/changeStatus");
    }

    private static void read(String conversation, String more) {
        ana.ask("mutation { markRead(input: {conversationId: \"" + conversation + "\"" + more
                        + "}) { conversation { id } } }")
                .at("/markRead/conversation/id");
    }

    private static JsonNode bulk(Client client, Map<String, Object> input) {
        return client.ask(
                        "mutation($input: BulkUpdateConversationsInput!) { bulkUpdateConversations(input: $input) {"
                                + " done failed items { conversation { id } previous { priority } userErrors { path } }"
                                + " userErrors { path code } } }",
                        Map.of("input", input))
                .at("/bulkUpdateConversations");
    }

    private static JsonNode view(Client client, String input) {
        return client.ask("mutation { saveView(input: " + input + ") { view { id } userErrors { path code } } }")
                .at("/saveView");
    }

    private static List<String> views(Client client) {
        return client.ask("{ savedViews { name } }").at("/savedViews").findValuesAsString("name");
    }

    private static List<String> listed(Client client, String filter) {
        return client.ask("{ conversations(filter: {" + filter + "}, first: 100) { nodes { id } } }")
                .at("/conversations/nodes")
                .findValuesAsString("id");
    }

    private static JsonNode state(String conversation) {
        return admin.ask("{ conversation(id: \"" + conversation
                        + "\") { status control priority snoozedUntil unreadCount"
                        + " assignee { id email } transfer { note from { email } } } }")
                .at("/conversation");
    }

    private static long seq(String conversation) {
        return admin.ask("{ conversation(id: \"" + conversation + "\") { messages(last: 1) { nodes { seq } } } }")
                .at("/conversation/messages/nodes/0/seq")
                .asLong();
    }

    /** Listens from the last event on, which it has heard: nobody is told later what passes before they listen. */
    private static Socket inbox(Client client, String fields) {
        Socket socket = Socket.subscribed(
                client,
                "subscription { inboxEvents(after: \"" + (crm.bean(Events.class).last() - 1) + "\") { cursor type "
                        + fields + " } }");
        socket.expect("next");
        return socket;
    }

    /** The next event of this kind; others in between are left out. */
    private static JsonNode next(Socket socket, Predicate<JsonNode> wanted) {
        Instant end = Instant.now().plus(SOON);
        while (Instant.now().isBefore(end)) {
            JsonNode message = socket.next(Duration.ofSeconds(5));
            JsonNode event = message == null ? null : message.at("/payload/data/inboxEvents");
            if (event != null && wanted.test(event)) {
                return event;
            }
        }
        throw new AssertionError("No such event");
    }

    private static Instant now() {
        return crm.bean(ShiftedClock.class).instant();
    }

    private static List<String> texts(String waId) {
        return platform.callsTo(waId).stream().map(Platform.Call::text).toList();
    }

    private static String greeted(String waId) {
        crm.customer(waId).writes("hola");
        await().atMost(SOON).until(() -> texts(waId).contains("re 1"));
        await().atMost(SOON)
                .until(() -> admin.ask("{ conversation(id: \"" + admin.conversationWith(waId)
                                + "\") { lastMessage { status } } }")
                        .at("/conversation/lastMessage/status")
                        .asString()
                        .equals("SENT"));
        return admin.conversationWith(waId);
    }
}
