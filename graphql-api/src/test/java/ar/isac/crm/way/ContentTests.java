package ar.isac.crm.way;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.conversation.Author;
import ar.isac.crm.conversation.Control;
import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.Conversations;
import ar.isac.crm.conversation.Direction;
import ar.isac.crm.conversation.Draft;
import ar.isac.crm.conversation.Message;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.hub.Entry;
import ar.isac.crm.hub.Nudge;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.message.MessageContent.InteractiveReplyContent;
import ar.isac.crm.message.MessageContent.MediaContent;
import ar.isac.crm.message.MessageContent.TextContent;
import ar.isac.crm.message.MessageContent.UnsupportedContent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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

class ContentTests {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final byte[] PICTURE = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 1, 2, 3};

    private static Platform platform;
    private static Crm crm;

    @BeforeAll
    static void start() {
        platform = new Platform();
        crm = Crm.start(
                platform,
                Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT0.1S"),
                ScriptedAssistant.class,
                AfterSaving.Installed.class);
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
    void aPictureIsFetchedStoredAndServedToTheSignedInOnly() throws Exception {
        platform.keep("1111", PICTURE);
        Customer marta = crm.customer("5491155590101");
        marta.deliver(
                marta.message(
                        "wamid.in." + UUID.randomUUID(),
                        "\"type\":\"image\",\"image\":{\"id\":\"1111\",\"mime_type\":\"image/png\",\"caption\":\"así quedó\"}"));

        await().atMost(SOON)
                .until(() -> !thread("5491155590101").isEmpty()
                        && ((MediaContent) thread("5491155590101").getFirst().content()).state()
                                == MediaContent.State.STORED);

        JsonNode message = crm.graphql(
                        "{ conversations { nodes { id messages(first: 1) { nodes { text content { ... on MediaContent { url state caption } } } } } } }")
                .findParents("url")
                .getFirst();
        assertThat(message.path("caption").asString()).isEqualTo("así quedó");
        String url = crm.url() + message.path("url").asString();
        assertThat(get(url, "Bearer test-admin-token").body()).isEqualTo(PICTURE);
        assertThat(get(url, "Bearer test-admin-token").headers().firstValue("Content-Type"))
                .contains("image/png");
        assertThat(get(url, null).statusCode()).isEqualTo(401);
    }

    @Test
    void aPictureWhoseBytesAreNotThoseAnnouncedStaysAPlaceholderAndThePlatformIsAskedAgain() {
        platform.keep("2222", PICTURE);
        Customer marta = crm.customer("5491155590102");
        marta.deliver(marta.message(
                "wamid.in." + UUID.randomUUID(),
                "\"type\":\"image\",\"image\":{\"id\":\"2222\",\"mime_type\":\"image/png\",\"sha256\":\"AAAA\"}"));

        await().atMost(SOON).until(() -> platform.callsTo("5491155590102").size() == 1);
        assertThat(((MediaContent) thread("5491155590102").getFirst().content()).state())
                .isEqualTo(MediaContent.State.PENDING);
    }

    @Test
    void instagramTextsPicturesAndQuickRepliesArriveAndAreAnsweredThere() {
        platform.keep("3333", PICTURE);
        instagram("{\"mid\":\"m_1\",\"text\":\"hola\"}");
        await().atMost(SOON).until(() -> platform.callsTo("7001").size() == 1);
        instagram("{\"mid\":\"m_2\",\"attachments\":[{\"type\":\"image\",\"payload\":{\"url\":\""
                + platform.link("3333") + "\"}}]}");
        instagram("{\"mid\":\"m_3\",\"text\":\"Azul\",\"quick_reply\":{\"payload\":\"choose:color:azul\"}}");

        await().atMost(SOON)
                .until(() -> thread("7001").stream()
                                .filter(message -> message.direction() == Direction.INBOUND)
                                .count()
                        == 3);
        await().atMost(SOON)
                .until(() -> thread("7001").stream()
                        .map(Message::content)
                        .anyMatch(content ->
                                content instanceof MediaContent media && media.state() == MediaContent.State.STORED));
        assertThat(thread("7001"))
                .extracting(Message::content)
                .contains(new TextContent("hola"), new InteractiveReplyContent("choose:color:azul", "Azul", null));
    }

    @Test
    void ourOwnEchoIsNotAMessageAndOneTypedOnThePhoneSilencesTheAssistant() {
        instagramFrom("7002", "{\"mid\":\"m_10\",\"text\":\"hola\"}");
        await().atMost(SOON)
                .until(() ->
                        thread("7002").size() == 2 && thread("7002").getLast().externalId() != null);
        String ourMid = String.valueOf(thread("7002").getLast().externalId());

        echo("7002", ourMid, "re 1");
        echo("7002", "m_phone", "Hola, soy Ana del local");
        await().atMost(SOON).until(() -> thread("7002").size() == 3);
        instagramFrom("7002", "{\"mid\":\"m_11\",\"text\":\"gracias\"}");
        await().atMost(SOON).until(() -> thread("7002").size() == 4);

        assertThat(thread("7002"))
                .extracting(message -> message.content().plainText())
                .containsExactly("hola", "re 1", "Hola, soy Ana del local", "gracias");
        assertThat(conversation("7002").control()).isEqualTo(Control.HUMAN);
        assertThat(platform.callsTo("7002")).hasSize(1);
    }

    @Test
    void whatIsTypedOnThePhoneSilencesTheAssistantOnceThoughItsOwnTakesALaterPlaceAtThatMoment() {
        instagramFrom("7024", "{\"mid\":\"m_60\",\"text\":\"hola\"}");
        await().atMost(SOON)
                .until(() ->
                        thread("7024").size() == 2 && thread("7024").getLast().externalId() != null);
        crm.bean(AfterSaving.class)
                .once(
                        saved -> saved.getSource() instanceof Message message
                                && message.content().plainText().equals("Soy Ana del local"),
                        () -> assistantSays("7024", "otra cosa"));

        echo("7024", "m_phone_24", "Soy Ana del local");
        await().atMost(SOON).until(() -> conversation("7024").control() == Control.HUMAN);
        assertThat(thread("7024"))
                .extracting(message -> message.content().plainText())
                .containsExactly("hola", "re 1", "Soy Ana del local", "otra cosa");

        crm.graphql(
                "mutation { changeControl(input: {conversationId: \"%s\", control: ASSISTANT}) { userErrors { message } } }"
                        .formatted(
                                GlobalId.of("Conversation", conversation("7024").id())));
        echo("7024", "m_phone_24", "Soy Ana del local");
        instagramFrom("7024", "{\"mid\":\"m_61\",\"text\":\"gracias\"}");
        await().atMost(SOON).until(() -> thread("7024").size() == 6);
        assertThat(conversation("7024").control()).isEqualTo(Control.ASSISTANT);
    }

    /** Its reply has its place when this returns. */
    private static void assistantSays(String igsid, String text) {
        String id = conversation(igsid).id();
        long last = conversation(igsid).lastSeq();
        crm.bean(Conversations.class)
                .update(
                        id,
                        conversation -> conversation.answered(
                                conversation.pendingSeq(),
                                List.of(new Draft(
                                        "race/" + id, Author.ASSISTANT, null, new TextContent(text), null, null)),
                                null));
        crm.bean(Entry.class).publish(List.of(Publication.of(new Nudge(id), Duration.ZERO)));
        await().atMost(SOON).until(() -> conversation(igsid).lastSeq() > last);
    }

    @Test
    void anEchoThatIsQuickerThanTheAnswerToOurCallIsOurOwnMessage() {
        platform.answering(call -> {
            if (!call.to().equals("7003") || !call.text().equals("re 1")) {
                return platform.accept(call);
            }
            echo("7003", "m_quick", call.text());
            await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
            return new Platform.Answer(200, "{\"recipient_id\":\"7003\",\"message_id\":\"m_quick\"}");
        });

        instagramFrom("7003", "{\"mid\":\"m_20\",\"text\":\"hola\"}");
        await().atMost(SOON)
                .until(() -> thread("7003").size() == 2
                        && "m_quick".equals(thread("7003").getLast().externalId()));
        echo("7003", "m_quick", "re 1");
        instagramFrom("7003", "{\"mid\":\"m_21\",\"text\":\"gracias\"}");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(thread("7003"))
                        .extracting(message -> message.content().plainText())
                        .containsExactly("hola", "re 1", "gracias", "re 3"));
        assertThat(conversation("7003").control()).isEqualTo(Control.ASSISTANT);
    }

    @Test
    void onInstagramAMessageIsEditedReactedToAndTakenBackWithAllItsPieces() {
        platform.keep("4444", PICTURE);
        instagramFrom("7004", "{\"mid\":\"m_30\",\"text\":\"el azul\"}");
        instagramEvent("7004", "\"message_edit\":{\"mid\":\"m_30\",\"text\":\"el negro\",\"num_edit\":1}");
        instagramEvent("7004", "\"reaction\":{\"mid\":\"m_30\",\"action\":\"react\",\"emoji\":\"🔥\"}");
        String link = platform.link("4444");
        instagramFrom(
                "7004",
                "{\"mid\":\"m_31\",\"text\":\"mirá\",\"attachments\":[{\"type\":\"image\",\"payload\":{\"url\":\""
                        + link + "\"}},{\"type\":\"ig_post\",\"payload\":{\"url\":\"" + link + "\"}}]}");
        instagramFrom("7004", "{\"mid\":\"m_31\",\"is_deleted\":true}");

        await().atMost(SOON)
                .until(() -> inbound("7004").size() == 4
                        && inbound("7004").stream().filter(Message::isDeleted).count() == 3);
        assertThat(inbound("7004").getFirst().content()).isEqualTo(new TextContent("el negro"));
        assertThat(crm.graphql(
                                "{ conversations(first: 100) { nodes { messages(first: 1) { nodes { externalId reactions { emoji } } } } } }")
                        .toString())
                .contains("{\"externalId\":\"m_30\",\"reactions\":[{\"emoji\":\"🔥\"}]}");
    }

    private static List<Message> inbound(String address) {
        return thread(address).stream()
                .filter(message -> message.direction() == Direction.INBOUND)
                .toList();
    }

    @Test
    void whatHasNoFormYetIsShownInWordsAndNeverLost() {
        Customer marta = crm.customer("5491155590103");
        marta.deliver(marta.message(
                "wamid.in." + UUID.randomUUID(), "\"type\":\"poll_creation\",\"poll_creation\":{\"name\":\"¿Cuál?\"}"));
        marta.deliver(marta.message(
                "wamid.in." + UUID.randomUUID(),
                "\"type\":\"unsupported\",\"errors\":[{\"code\":131051,\"title\":\"Message type unknown\"}]"));

        await().atMost(SOON).until(() -> thread("5491155590103").size() == 2);
        assertThat(thread("5491155590103")).allSatisfy(message -> {
            assertThat(message.content()).isInstanceOf(UnsupportedContent.class);
            assertThat(message.content().plainText()).isNotBlank();
        });
        assertThat(platform.callsTo("5491155590103")).isEmpty();
    }

    private static void instagram(String message) {
        instagramFrom("7001", message);
    }

    private static void instagramFrom(String igsid, String message) {
        deliverInstagram(igsid, "17841405822304914", message);
    }

    private static void echo(String igsid, String mid, String text) {
        deliverInstagram(
                "17841405822304914", igsid, "{\"mid\":\"" + mid + "\",\"is_echo\":true,\"text\":\"" + text + "\"}");
    }

    private static void instagramEvent(String igsid, String fields) {
        deliverEvent(igsid, "17841405822304914", fields);
    }

    private static void deliverInstagram(String sender, String recipient, String message) {
        deliverEvent(sender, recipient, "\"message\":" + message);
    }

    private static void deliverEvent(String sender, String recipient, String fields) {
        String body = """
                {"object":"instagram","entry":[{"id":"17841405822304914","time":%d,"messaging":[
                {"sender":{"id":"%s"},"recipient":{"id":"%s"},"timestamp":%d,%s}]}]}""".formatted(
                Instant.now().toEpochMilli(), sender, recipient, Instant.now().toEpochMilli(), fields);
        HttpRequest request = HttpRequest.newBuilder(URI.create(crm.url() + "/webhooks/instagram"))
                .header("X-Hub-Signature-256", Customer.signature(body))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            assertThat(HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<byte[]> get(String url, @org.jspecify.annotations.Nullable String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        try {
            return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Conversation conversation(String address) {
        return crm.conversation(address).orElseThrow();
    }

    private static List<Message> thread(String address) {
        return crm.thread(address);
    }
}
