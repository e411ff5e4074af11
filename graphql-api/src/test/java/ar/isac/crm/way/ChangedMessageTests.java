package ar.isac.crm.way;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.conversation.Control;
import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.Message;
import ar.isac.crm.message.MessageContent.MediaContent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What happens to messages after they were written, and to customers between two of theirs. */
class ChangedMessageTests {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String REACTIONS_AND_TEXTS = """
            { conversations(first: 100) { nodes { lastMessage { id } customer { id handles { address } }
              messages(first: 20) { nodes { externalId text isDeleted editedAt isWrittenElsewhere author
                earlierVersions { text } reactions { emoji author }
                context { forwarding groupId referral { headline sourceUrl } product { sku } } } } } } }""";

    private static Platform platform;
    private static Crm crm;

    @BeforeAll
    static void start() {
        platform = new Platform();
        crm = Crm.start(platform, Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT0.3S"), ScriptedAssistant.class);
    }

    @AfterAll
    static void stop() {
        crm.close();
        platform.close();
    }

    @BeforeEach
    void platformTakesEverything() {
        platform.accepting();
    }

    @Test
    void aReactionIsSetReplacedAndTakenAwayOnTheMessageThatItNamesAndNeverAnswered() {
        Customer marta = crm.customer("5491155600101");
        marta.writes("hola");
        String ours = answerTo(marta);

        String first = reaction(marta, "r1", ours, "❤️");
        marta.deliver(first);
        await().atMost(SOON).until(() -> emojis(ours).equals(List.of("❤️")));
        marta.deliver(reaction(marta, "r2", ours, "👍"));
        marta.deliver(reaction(marta, "r2", ours, "👍"));
        await().atMost(SOON).until(() -> emojis(ours).equals(List.of("👍")));
        marta.deliver(reaction(marta, "r3", ours, ""));
        await().atMost(SOON).until(() -> emojis(ours).isEmpty());
        marta.deliver(first);

        assertThat(answer(marta, "gracias")).isNotBlank();
        assertThat(emojis(ours)).as("an old one that comes again").isEmpty();
        assertThat(crm.thread(marta.waId())).hasSize(4);
        assertThat(platform.callsTo(marta.waId())).hasSize(2);
    }

    @Test
    void anEditReplacesTheWordsAndKeepsTheEarlierOnesInWhateverOrderTheyCome() {
        Customer marta = crm.customer("5491155600102");
        String id = "wamid.in." + UUID.randomUUID();
        Instant now = Instant.now();
        marta.deliver(at(now.plusSeconds(20), marta, id, edit("e2", id, "el verde")));
        marta.deliver(at(now, marta, id, "\"type\":\"text\",\"text\":{\"body\":\"el azul\"}"));
        marta.deliver(at(now.plusSeconds(10), marta, id, edit("e1", id, "el negro")));
        marta.deliver(at(now.plusSeconds(20), marta, id, edit("e2", id, "el verde")));

        await().atMost(SOON)
                .until(() -> message(id).path("earlierVersions").size() == 2
                        && message(id).path("text").asString().equals("el verde"));
        assertThat(message(id).path("earlierVersions").findValuesAsString("text"))
                .containsExactly("el azul", "el negro");
        assertThat(Instant.parse(message(id).path("editedAt").asString()))
                .isEqualTo(now.plusSeconds(20).truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
        await().atMost(SOON).until(() -> platform.callsTo(marta.waId()).size() == 1);
    }

    @Test
    void whatIsTakenBackIsBlankAndIsNotAnswered() {
        Customer marta = crm.customer("5491155600103");
        String id = "wamid.in." + UUID.randomUUID();
        marta.deliver(marta.text(id, "mi clave es 1234")
                .replaceFirst(
                        "\"messages\":\\[\\{(.*)}](?=}}]}]})",
                        "\"messages\":[{$1},{\"from\":\"" + marta.waId() + "\",\"id\":\"wamid.d." + id
                                + "\",\"timestamp\":\"" + Instant.now().getEpochSecond()
                                + "\",\"type\":\"revoke\",\"revoke\":{\"original_message_id\":\"" + id + "\"}}]"));
        marta.deliver(reaction(marta, "r9", id, "👍"));

        await().atMost(SOON).until(() -> message(id).path("isDeleted").asBoolean());
        assertThat(message(id).path("text").asString()).isEmpty();
        assertThat(message(id).path("reactions")).isEmpty();
        answer(crm.customer("5491155600104"), "hola");
        assertThat(platform.callsTo(marta.waId())).isEmpty();
        assertThat(conversation(marta).awaitsAnswer()).isFalse();
        assertThat(conversation(marta).control()).isEqualTo(Control.ASSISTANT);
        assertThat(requireNonNull(conversation(marta).lastMessage()).preview()).contains("eliminado");
    }

    @Test
    void aReactionToAnAnswerThatThePlatformHasNotConfirmedYetWaitsForIt() {
        Customer marta = crm.customer("5491155600105");
        platform.answering(call -> {
            if (!call.to().equals(marta.waId())) {
                return platform.accept(call);
            }
            marta.deliver(reaction(marta, "early", "wamid.early", "🎉"));
            await().pollDelay(Duration.ofMillis(500)).until(() -> true);
            return new Platform.Answer(
                    200,
                    "{\"messaging_product\":\"whatsapp\",\"contacts\":[{\"wa_id\":\"5491155600105\"}],\"messages\":[{\"id\":\"wamid.early\"}]}");
        });

        marta.writes("hola");

        await().atMost(SOON).until(() -> emojis("wamid.early").equals(List.of("🎉")));
    }

    @Test
    void whatIsTypedOnThePhoneIsShownAndSilencesTheAssistantAndItsEditsAndReactionsAreTheShops() {
        Customer marta = crm.customer("5491155600106");
        marta.writes("hola");
        answerTo(marta);
        marta.deliver(echo(marta, "wamid.p1", "\"type\":\"text\",\"text\":{\"body\":\"Soy Ana, te ayudo\"}"));
        await().atMost(SOON).until(() -> conversation(marta).control() == Control.HUMAN);
        marta.deliver(echo(marta, "wamid.p2", edit("", "wamid.p1", "Soy Ana, te ayudo yo")));
        String theirs = String.valueOf(crm.thread(marta.waId()).getFirst().externalId());
        marta.deliver(echo(
                marta,
                "wamid.p3",
                "\"type\":\"reaction\",\"reaction\":{\"message_id\":\"" + theirs + "\",\"emoji\":\"👋\"}"));

        await().atMost(SOON).until(() -> emojis(theirs).equals(List.of("👋")));
        await().atMost(SOON)
                .until(() -> message("wamid.p1").path("text").asString().equals("Soy Ana, te ayudo yo"));
        assertThat(message("wamid.p1").path("isWrittenElsewhere").asBoolean()).isTrue();
        assertThat(message("wamid.p1").path("author").asString()).isEqualTo("ADVISOR");
        marta.writes("gracias Ana");
        answer(crm.customer("5491155600107"), "hola");
        assertThat(platform.callsTo(marta.waId())).hasSize(1);
        assertThat(requireNonNull(conversation(marta).silence()).reason().name())
                .isEqualTo("ANSWERED_ELSEWHERE");
    }

    @Test
    void aCustomerWhoChangesTheNumberStaysThePersonAndWhoeverHasTheOldOneNextIsSomebodyElse() {
        Customer marta = crm.customer("5491155600108");
        marta.writes("hola");
        answerTo(marta);
        String person = conversation(marta).customerId();
        Instant moment = Instant.now().plusSeconds(2);
        marta.deliver(
                at(
                        moment,
                        marta,
                        "wamid.s." + UUID.randomUUID(),
                        "\"type\":\"system\",\"system\":{\"body\":\"changed\",\"type\":\"user_changed_number\",\"wa_id\":\"5491155600208\"}"));
        await().atMost(SOON).until(() -> crm.conversation("5491155600208").isPresent());

        Customer sheNow = crm.customer("5491155600208");
        sheNow.deliver(
                at(moment.plusSeconds(1), sheNow, "wamid.n1", "\"type\":\"text\",\"text\":{\"body\":\"soy yo\"}"));
        marta.deliver(at(
                moment.plusSeconds(2),
                marta,
                "wamid.n2",
                "\"type\":\"text\",\"text\":{\"body\":\"soy otra persona\"}"));

        await().atMost(SOON).until(() -> crm.conversation("5491155600108").isPresent());
        assertThat(conversation(sheNow).customerId()).isEqualTo(person);
        assertThat(texts(sheNow)).contains("hola", "Cambió su número de WhatsApp", "soy yo");
        assertThat(conversation(marta).customerId()).isNotEqualTo(person);
        assertThat(texts(marta)).contains("soy otra persona").doesNotContain("hola");
    }

    @Test
    void whatAMessageCameWithIsKeptAndAGroupsMessageIsNotAnswered() {
        Customer marta = crm.customer("5491155600109");
        marta.deliver(marta.message(
                "wamid.g1", "\"type\":\"text\",\"text\":{\"body\":\"hola a todos\"},\"group_id\":\"grupo-1\""));
        marta.deliver(
                marta.message(
                        "wamid.g2",
                        "\"type\":\"text\",\"text\":{\"body\":\"hola\"},\"context\":{\"forwarded\":true},\"referral\":{\"source_url\":\"https://fb.me/1\",\"headline\":\"Oferta\"}"));

        await().atMost(SOON).until(() -> platform.callsTo(marta.waId()).size() == 1);
        assertThat(message("wamid.g1").path("context").path("groupId").asString())
                .isEqualTo("grupo-1");
        assertThat(message("wamid.g2").path("context").path("forwarding").asString())
                .isEqualTo("FORWARDED");
        assertThat(message("wamid.g2")
                        .path("context")
                        .path("referral")
                        .path("headline")
                        .asString())
                .isEqualTo("Oferta");
        assertThat(platform.callsTo(marta.waId()).getFirst().text()).doesNotContain("todos");
    }

    @Test
    void whatAPlatformTellsOfTheAccountIsKeptOnceAndReadable() {
        String body = """
                {"object":"whatsapp_business_account","entry":[{"id":"102290129340398","time":1767268800,"changes":[
                {"field":"message_template_status_update","value":{"event":"REJECTED","message_template_name":"recordatorio"}}]}]}""";
        Customer marta = crm.customer("5491155600110");
        assertThat(marta.deliver(body)).isEqualTo(200);
        assertThat(marta.deliver(body)).isEqualTo(200);
        answer(marta, "hola");

        JsonNode events = crm.graphql("{ channelEvents { nodes { field raw occurredAt account { id } } } }")
                .at("/channelEvents/nodes");
        assertThat(events).hasSize(1);
        assertThat(events.get(0).path("raw").asString()).contains("recordatorio");
    }

    @Test
    void aMediumThatCouldNotBeHadSaysWhyAndIsFetchedAgainWhenAnAdvisorAsks() {
        Customer marta = crm.customer("5491155600111");
        platform.keep("7777", new byte[21 * 1024 * 1024]);
        marta.deliver(marta.message(
                "wamid.m1", "\"type\":\"image\",\"image\":{\"id\":\"7777\",\"mime_type\":\"image/png\"}"));
        await().atMost(SOON).until(() -> state(marta) == MediaContent.State.FAILED);
        JsonNode failed = crm
                .graphql(
                        "{ conversations(first: 100) { nodes { messages(first: 1) { nodes { id externalId content { ... on MediaContent { url problem { code message } } } } } } } }")
                .findParents("externalId")
                .stream()
                .filter(message -> message.path("externalId").asString().equals("wamid.m1"))
                .findFirst()
                .orElseThrow();
        assertThat(failed.at("/content/problem/code").asString()).isEqualTo("TOO_LARGE");
        assertThat(failed.at("/content/problem/message").asString()).contains("20 MB");

        platform.keep("7777", new byte[] {(byte) 0x89, 'P', 'N', 'G'});
        JsonNode payload = crm.graphql("mutation { fetchMedia(input: {messageId: \""
                + failed.path("id").asString()
                + "\"}) { message { content { ... on MediaContent { state } } } userErrors { message } } }");

        assertThat(payload.at("/fetchMedia/userErrors")).isEmpty();
        await().atMost(SOON).until(() -> state(marta) == MediaContent.State.STORED);
    }

    private static MediaContent.State state(Customer customer) {
        return crm.thread(customer.waId()).stream()
                .map(Message::content)
                .filter(MediaContent.class::isInstance)
                .map(content -> ((MediaContent) content).state())
                .findFirst()
                .orElse(MediaContent.State.PENDING);
    }

    private static String reaction(Customer customer, String id, String about, String emoji) {
        return customer.message(
                "wamid.r." + id + customer.waId(),
                "\"type\":\"reaction\",\"reaction\":{\"message_id\":\"%s\",\"emoji\":\"%s\"}".formatted(about, emoji));
    }

    /** The fields of an edit; with an id of its own unless that is empty. */
    private static String edit(String id, String original, String text) {
        String own = id.isEmpty() ? "" : "\"id\":\"wamid." + id + original + "\",";
        return own
                + "\"type\":\"edit\",\"edit\":{\"original_message_id\":\"%s\",\"message\":{\"type\":\"text\",\"text\":{\"body\":\"%s\"}}}"
                        .formatted(original, text);
    }

    private static String at(Instant moment, Customer customer, String id, String fields) {
        return customer.message(id, fields)
                .replaceFirst("\"timestamp\":\"\\d+\"", "\"timestamp\":\"" + moment.getEpochSecond() + "\"");
    }

    private static String echo(Customer customer, String id, String fields) {
        return """
                {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"smb_message_echoes","value":{
                "messaging_product":"whatsapp","metadata":{"display_phone_number":"5491100000000","phone_number_id":"%s"},
                "message_echoes":[{"from":"5491100000000","to":"%s","id":"%s","timestamp":"%d",%s}]}}]}]}""".formatted(
                Customer.PHONE_NUMBER_ID, customer.waId(), id, Instant.now().getEpochSecond(), fields);
    }

    /** The platform's id of the shop's next answer. */
    private static String answerTo(Customer customer) {
        await().atMost(SOON)
                .until(() -> crm.thread(customer.waId()).stream()
                        .anyMatch(message -> message.direction() == ar.isac.crm.conversation.Direction.OUTBOUND
                                && message.externalId() != null));
        return String.valueOf(crm.thread(customer.waId()).getLast().externalId());
    }

    private static String answer(Customer customer, String text) {
        int before = platform.callsTo(customer.waId()).size();
        customer.writes(text);
        await().atMost(SOON).until(() -> platform.callsTo(customer.waId()).size() > before);
        return platform.callsTo(customer.waId()).get(before).text();
    }

    private static List<String> texts(Customer customer) {
        return crm.thread(customer.waId()).stream()
                .map(message -> message.content().plainText())
                .toList();
    }

    private static Conversation conversation(Customer customer) {
        return crm.conversation(customer.waId()).orElseThrow();
    }

    private static JsonNode message(String externalId) {
        return crm.graphql(REACTIONS_AND_TEXTS).findParents("externalId").stream()
                .filter(message -> message.path("externalId").asString("").equals(externalId))
                .findFirst()
                .orElseGet(() -> tools.jackson.databind.node.JsonNodeFactory.instance.objectNode());
    }

    private static List<String> emojis(String externalId) {
        return message(externalId).path("reactions").findValuesAsString("emoji");
    }
}
