package ar.isac.crm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.hub.Entry;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.hub.Queues;
import ar.isac.crm.hub.RawJson;
import ar.isac.crm.security.Role;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.data.mongodb.core.MongoTemplate;
import tools.jackson.databind.JsonNode;

/** Letters that are parked by the routes themselves, and what people do with them over the API. */
@Timeout(90)
class DeadLetterTests {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String FIELDS = " id queue route step status tries isEdited body originalBody"
            + " cause { type message explanation } history { kind actor advisor { name } } ";

    /** What was written long ago could not be answered any more. */
    private static String now;

    private static Platform platform;
    private static Crm crm;
    private static Client admin;

    @BeforeAll
    static void start() {
        now = Instant.now().toString();
        platform = new Platform();
        crm = Crm.start(platform, Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT0S"), ScriptedAssistant.class);
        admin = Client.admin(crm);
    }

    @AfterAll
    static void stop() {
        crm.close();
        platform.close();
    }

    @Test
    void aMendedLetterIsReplayedTwiceAndHasItsEffectOnce() {
        String waId = "5491155590001";
        publish(Queues.INBOUND, update("mesage", waId, "poison-1"));
        JsonNode parked = parked(Queues.INBOUND, "poison-1");
        assertThat(parked.path("route").asString()).isEqualTo("intake");
        assertThat(parked.path("step").asString()).isEqualTo("intake-read");
        assertThat(parked.path("tries").asInt()).isEqualTo(1);
        assertThat(parked.at("/cause/type").asString()).isEqualTo("InvalidTypeIdException");
        assertThat(parked.at("/cause/explanation").asString()).contains("intake-read");
        String id = parked.path("id").asString();
        String mended = update("message", waId, "poison-1");

        JsonNode asItWas = one("replayDeadLetter", id);
        JsonNode edited = edit(admin, id, mended).at("/editDeadLetter");
        JsonNode first = one("replayDeadLetter", id);
        JsonNode second = one("replayDeadLetter", id);
        // A crash between publishing and forgetting the announcement publishes it again.
        publish(Queues.INBOUND, mended);

        assertThat(asItWas.at("/userErrors/0/code").asString()).isEqualTo("INVALID");
        assertThat(edited.at("/deadLetter/isEdited").asBoolean()).isTrue();
        assertThat(edited.at("/deadLetter/originalBody").asString()).contains("mesage");
        assertThat(first.at("/deadLetter/status").asString()).isEqualTo("REPLAYED");
        assertThat(second.at("/deadLetter/status").asString()).isEqualTo("REPLAYED");
        assertThat(second.at("/deadLetter/history"))
                .extracting(action -> action.path("kind").asString())
                .containsExactly("EDITED", "REPLAYED");
        assertThat(second.at("/deadLetter/history/1/actor").asString()).isNotBlank();
        await().atMost(SOON).until(() -> platform.callsTo(waId).size() == 1);
        crm.customer(waId).writes("y esto llega después");
        await().atMost(SOON).until(() -> platform.callsTo(waId).size() == 2);
        assertThat(crm.thread(waId))
                .filteredOn(message -> "poison-1".equals(message.externalId()))
                .hasSize(1);
        assertThat(platform.callsTo(waId)).hasSize(2);
    }

    @Test
    void anEditIsToldWhichFieldIsWrong() {
        String waId = "5491155590002";
        publish(Queues.INBOUND, update("mesage", waId, "poison-2"));
        String id = parked(Queues.INBOUND, "poison-2").path("id").asString();
        String right = update("message", waId, "poison-2");

        assertThat(complaint(id, "{ no json")).contains("no es JSON");
        assertThat(complaint(id, right.replace("\"occurredAt\"", "\"ocurredAt\"")))
                .contains("«ocurredAt» no existe");
        assertThat(complaint(id, right.replace(now, "yesterday"))).contains("«occurredAt»");
        assertThat(complaint(id, right.replace("\"externalId\":\"poison-2\",", "")))
                .isEqualTo("Falta el campo «externalId».");
        assertThat(complaint(id, right.replace("\"address\":\"" + waId + "\"", "\"address\":null")))
                .isEqualTo("Falta el campo «customer.handles[0].address».");
        assertThat(letter(admin, id).path("isEdited").asBoolean()).isFalse();
        assertThat(letter(admin, id).path("status").asString()).isEqualTo("PARKED");
    }

    @Test
    void whatAWebhookCouldNotReadIsMendedAndReplayed() {
        String waId = "5491155590003";
        var customer = crm.customer(waId);
        String body = customer.text("poison-3", "Hola desde el webhook");
        String broken = body.replace("\"id\":\"poison-3\"", "\"idd\":\"poison-3\"");
        assertThat(customer.deliver(broken)).isEqualTo(200);
        JsonNode parked = parked("webhook:whatsapp", "poison-3");
        String id = parked.path("id").asString();

        assertThat(parked.at("/cause/message").asString()).contains("id is missing");
        assertThat(one("replayDeadLetter", id).at("/userErrors/0/message").asString())
                .contains("id is missing");
        assertThat(edit(admin, id, body).at("/editDeadLetter/userErrors")).isEmpty();
        assertThat(one("replayDeadLetter", id).at("/deadLetter/status").asString())
                .isEqualTo("REPLAYED");

        await().atMost(SOON).until(() -> platform.callsTo(waId).size() == 1);
        assertThat(crm.thread(waId))
                .filteredOn(message -> "poison-3".equals(message.externalId()))
                .hasSize(1);
        customer.deliver(broken);
        customer.writes("algo más");
        await().atMost(SOON).until(() -> platform.callsTo(waId).size() == 2);
        assertThat(letter(admin, id).path("status").asString()).isEqualTo("REPLAYED");
    }

    @Test
    void manyAreReplayedAtOnceAndThoseThatFailAgainWaitAgain() {
        List<String> bodies = IntStream.range(0, 25)
                .mapToObj(n -> "{\"conversationId\":\"nobody-" + n + "\"}")
                .toList();
        IntStream.range(0, 25).forEach(n -> damaged("nobody-" + n));
        bodies.forEach(body -> publish(Queues.OUTBOUND, body));
        await().atMost(SOON).until(() -> waiting(Queues.OUTBOUND).size() == 25);
        List<String> ids = waiting(Queues.OUTBOUND).stream()
                .map(letter -> letter.path("id").asString())
                .toList();

        JsonNode byId = admin.ask(
                        "mutation($ids: [ID!]) { replayDeadLetters(input: {deadLetterIds: $ids}) {"
                                + " deadLetters { id } failures { deadLetterId userErrors { message } } hasMore userErrors { code } } }",
                        Map.of(
                                "ids",
                                Stream.concat(ids.stream(), Stream.of(unknown()))
                                        .toList()))
                .at("/replayDeadLetters");
        await().atMost(SOON)
                .until(() -> waiting(Queues.OUTBOUND).stream()
                                .filter(letter -> letter.path("tries").asInt() == 2)
                                .count()
                        == 25);
        JsonNode byFilter = admin.ask("mutation { replayDeadLetters(input: {filter: {route: \"outbound\"}}) {"
                        + " deadLetters { id } failures { deadLetterId } hasMore userErrors { code } } }")
                .at("/replayDeadLetters");

        assertThat(byId.path("deadLetters")).hasSize(25);
        assertThat(byId.path("failures"))
                .singleElement()
                .satisfies(failure ->
                        assertThat(failure.path("deadLetterId").asString()).isEqualTo(unknown()));
        assertThat(byFilter.path("deadLetters")).hasSize(25);
        assertThat(byFilter.path("hasMore").asBoolean()).isFalse();
        await().atMost(SOON)
                .until(() -> waiting(Queues.OUTBOUND).stream()
                                .filter(letter -> letter.path("tries").asInt() == 3)
                                .count()
                        == 25);
        assertThat(admin.ask("mutation { replayDeadLetters(input: {}) { userErrors { code } } }")
                        .at("/replayDeadLetters/userErrors/0/code")
                        .asString())
                .isEqualTo("REQUIRED");
        ids.forEach(id -> one("discardDeadLetter", id));
        IntStream.range(0, 25).forEach(n -> mended("nobody-" + n));
    }

    /** A record that cannot be read: whatever is about it fails, however often it is tried. */
    private static void damaged(String conversationId) {
        crm.bean(MongoTemplate.class).getCollection("conversations").insertOne(new Document("_id", conversationId));
    }

    private static void mended(String conversationId) {
        crm.bean(MongoTemplate.class).getCollection("conversations").deleteOne(new Document("_id", conversationId));
    }

    @Test
    void whatIsInTheWayOfOneOfManyStopsTheOthersWhereThePolicySaysSo() {
        publish(Queues.MEDIA, "{\"messageId\":18,\"poison\":\"policy\"}");
        damaged("nobody-policy");
        publish(Queues.OUTBOUND, "{\"conversationId\":\"nobody-policy\"}");
        String unreadable = parked(Queues.MEDIA, "policy").path("id").asString();
        String good = parked(Queues.OUTBOUND, "nobody-policy").path("id").asString();

        JsonNode nothing = many("REJECT_EVERYTHING", unreadable, good);
        String statusAfter = letter(admin, good).path("status").asString();
        JsonNode silent = many("IGNORE_FAILED", unreadable, good);

        assertThat(nothing.path("deadLetters")).isEmpty();
        assertThat(nothing.path("failures"))
                .singleElement()
                .satisfies(failure ->
                        assertThat(failure.path("deadLetterId").asString()).isEqualTo(unreadable));
        assertThat(statusAfter).isEqualTo("PARKED");
        assertThat(silent.path("deadLetters")).hasSize(1);
        assertThat(silent.path("failures")).isEmpty();
        await().atMost(SOON).until(() -> letter(admin, good).path("tries").asInt() == 2);
        one("discardDeadLetter", good);
        one("discardDeadLetter", unreadable);
        mended("nobody-policy");
    }

    private static JsonNode many(String policy, String... ids) {
        return admin.ask(
                        "mutation($ids: [ID!], $policy: ErrorPolicy) { replayDeadLetters(input: {deadLetterIds: $ids,"
                                + " errorPolicy: $policy}) { deadLetters { id } failures { deadLetterId } userErrors { code } } }",
                        Map.of("ids", List.of(ids), "policy", policy))
                .at("/replayDeadLetters");
    }

    @Test
    void aDiscardedLetterStaysAndIsNotReplayed() {
        publish(Queues.MEDIA, "{\"messageId\":17,\"poison\":\"4\"}");
        String id = parked(Queues.MEDIA, "poison").path("id").asString();

        JsonNode discarded = one("discardDeadLetter", id);

        assertThat(discarded.at("/deadLetter/status").asString()).isEqualTo("DISCARDED");
        assertThat(one("replayDeadLetter", id).at("/userErrors/0/code").asString())
                .isEqualTo("NOT_ALLOWED");
        assertThat(edit(admin, id, "{}").at("/editDeadLetter/userErrors/0/code").asString())
                .isEqualTo("NOT_ALLOWED");
        assertThat(letter(admin, id).path("body").asString()).contains("poison");
    }

    @Test
    void anIntegratorSeesAndReplaysWithoutReadingCustomersAndAnAdvisorSeesNothing() {
        publish(Queues.INBOUND, update("mesage", "5491155590005", "poison-5"));
        String id = parked(Queues.INBOUND, "poison-5").path("id").asString();
        Client integrator = Client.hired(crm, Role.INTEGRATOR);
        Client supervisor = Client.hired(crm, Role.SUPERVISOR);
        Client advisor = Client.hired(crm, Role.ADVISOR);

        assertThat(letter(integrator, id).path("body").isNull()).isTrue();
        assertThat(letter(integrator, id).at("/cause/message").isNull()).isTrue();
        assertThat(letter(integrator, id).path("step").asString()).isEqualTo("intake-read");
        assertThat(letter(supervisor, id).path("body").asString()).contains("poison-5");
        assertThat(integrator
                        .ask(mutation("discardDeadLetter"), Map.of("id", id))
                        .errorCode())
                .isEqualTo("FORBIDDEN");
        assertThat(integrator
                        .ask(mutation("replayDeadLetter"), Map.of("id", id))
                        .errorCode())
                .isEmpty();
        assertThat(advisor.ask("{ deadLetters { nodes { id } } }").errorCode()).isEqualTo("FORBIDDEN");
        assertThat(advisor.ask("{ deadLetter(id: \"" + id + "\") { id } }").errorCode())
                .isEqualTo("FORBIDDEN");
    }

    @Test
    void whoFollowsTheLettersHearsOfThemAndTheInboxDoesNot() {
        String waId = "5491155590006";
        try (Socket letters = Socket.subscribed(
                        admin,
                        "subscription { deadLetterEvents { cursor type deadLetter { id status queue body } } }");
                Socket inbox = Socket.subscribed(
                        admin, "subscription { inboxEvents { type conversation { id } message { text } } }")) {
            // Both follow from now on as soon as they hear of something.
            crm.customer(waId).writes("Hola");
            await().atMost(SOON).until(() -> platform.callsTo(waId).size() == 1);
            publish(Queues.INBOUND, update("mesage", waId, "poison-6"));
            String id = parked(Queues.INBOUND, "poison-6").path("id").asString();
            edit(admin, id, update("message", waId, "poison-6"));
            one("replayDeadLetter", id);

            List<String> heard = Stream.generate(() -> letters.expect("next").at("/data/deadLetterEvents/deadLetter"))
                    .filter(letter -> letter.path("id").asString().equals(id))
                    .map(letter -> letter.path("status").asString())
                    .takeWhile(status -> !status.equals("REPLAYED"))
                    .toList();
            assertThat(heard).isNotEmpty();
            await().atMost(SOON).until(() -> platform.callsTo(waId).size() == 2);
            for (JsonNode event = inbox.next(Duration.ofMillis(500));
                    event != null;
                    event = inbox.next(Duration.ofMillis(500))) {
                assertThat(event.at("/payload/data/inboxEvents/conversation/id").asString())
                        .isNotEmpty();
            }
        }
    }

    private static String update(String kind, String waId, String externalId) {
        return """
                {"update":"%s","account":{"type":"WHATSAPP","platformId":"106540352242922"},"externalId":"%s",\
                "customer":{"handles":[{"kind":"WA_ID","address":"%s"}],"profileName":"Ana"},\
                "content":{"type":"text","text":"hola %s"},"isEcho":false,"occurredAt":"%s"}""".formatted(kind, externalId, waId, externalId, now);
    }

    private static void publish(String queue, String body) {
        crm.bean(Entry.class).publish(List.of(new Publication(queue, null, Duration.ZERO, new RawJson(body))));
    }

    /** The letter of the queue whose body holds this, once it waits. */
    private static JsonNode parked(String queue, String part) {
        return await().atMost(SOON)
                .until(
                        () -> waiting(queue).stream()
                                .filter(letter -> letter.path("body").asString().contains(part))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    private static List<JsonNode> waiting(String queue) {
        return admin.ask(
                        "query($queue: String) { deadLetters(first: 100, filter: {queue: $queue, status: PARKED}) { nodes {"
                                + FIELDS + "} } }",
                        Map.of("queue", queue))
                .at("/deadLetters/nodes")
                .valueStream()
                .toList();
    }

    private static JsonNode letter(Client client, String id) {
        return client.ask("query($id: ID!) { deadLetter(id: $id) {" + FIELDS + "} }", Map.of("id", id))
                .at("/deadLetter");
    }

    private static JsonNode one(String verb, String id) {
        return admin.ask(mutation(verb), Map.of("id", id)).at("/" + verb);
    }

    private static String mutation(String verb) {
        return "mutation($id: ID!) { " + verb + "(input: {deadLetterId: $id}) { deadLetter {" + FIELDS
                + "} userErrors { path code message } } }";
    }

    private static JsonNode edit(Client client, String id, String body) {
        return client.ask(
                        "mutation($id: ID!, $body: String!) { editDeadLetter(input: {deadLetterId: $id, body: $body}) {"
                                + " deadLetter {" + FIELDS + "} userErrors { path code message } } }",
                        Map.of("id", id, "body", body))
                .at("");
    }

    private static String complaint(String id, String body) {
        return edit(admin, id, body).at("/editDeadLetter/userErrors/0/message").asString("");
    }

    private static String unknown() {
        return ar.isac.crm.graphql.GlobalId.of("DeadLetter", "999999");
    }
}
