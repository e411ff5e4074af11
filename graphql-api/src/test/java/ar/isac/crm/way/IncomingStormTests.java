package ar.isac.crm.way;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.channel.WebhookBatch;
import ar.isac.crm.message.InboundUpdate.InboundChange;
import ar.isac.crm.message.InboundUpdate.InboundIdentity;
import ar.isac.crm.message.InboundUpdate.InboundMessage;
import ar.isac.crm.message.InboundUpdate.InboundNotice;
import ar.isac.crm.message.InboundUpdate.InboundPreference;
import ar.isac.crm.message.InboundUpdate.InboundStatus;
import jakarta.jms.Message;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.apache.activemq.artemis.api.jms.management.JMSManagementHelper;
import org.apache.activemq.artemis.jms.client.ActiveMQQueue;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.jms.core.JmsTemplate;

/** Bodies as nobody should send them, through everything: what comes in is stored or parked, and never an error. */
class IncomingStormTests {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int BODIES = 1_000;

    /** The same piece is one letter, wherever in a body it stood. */
    private static final String PLACE = "\\[\\d+]";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static Platform platform;
    private static Crm crm;

    @BeforeAll
    static void start() {
        platform = new Platform();
        crm = Crm.start(platform, Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT1H"), ScriptedAssistant.class);
    }

    @AfterAll
    static void stop() {
        crm.close();
        platform.close();
    }

    @Test
    void aThousandMixedUpdatesOfOneBodyAreHandledThoughOneInTheMiddleIsBad() throws Exception {
        Customer any = crm.customer("5491155700000");
        String messages =
                IntStream.range(0, 1_000).mapToObj(IncomingStormTests::mixed).collect(Collectors.joining(","));
        String body = any.text("wamid.none", "x").replaceFirst("(?s)\"messages\":\\[.*", "") + "\"messages\":["
                + messages + "]}}]}]}";

        Instant start = Instant.now();
        assertThat(any.deliver(body)).isEqualTo(200);
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(missing(
                            "messages",
                            IntStream.range(0, 1_000)
                                    .filter(n -> n != 500 && n % 4 < 2)
                                    .mapToObj(n -> key("wamid.b" + n))
                                    .toList()))
                    .isEmpty();
            assertThat(crm.thread(phone(0)).getFirst().content().plainText()).isEqualTo("editado 0");
            assertThat(crm.thread(phone(996)).getFirst().content().plainText()).isEqualTo("editado 996");
        });
        assertThat(letters()).anySatisfy(reason -> assertThat(reason).contains("messages[].text is missing"));
    }

    /** Of four: a text, a picture without bytes, a reaction to the text and an edit of it. */
    private static String mixed(int n) {
        int first = n - n % 4;
        String fields =
                switch (n % 4) {
                    case 0 ->
                        n == 500 ? "\"type\":\"text\"" : "\"type\":\"text\",\"text\":{\"body\":\"texto " + n + "\"}";
                    case 1 -> "\"type\":\"location\",\"location\":{\"latitude\":-34.6,\"longitude\":-58.4}";
                    case 2 ->
                        "\"type\":\"reaction\",\"reaction\":{\"message_id\":\"wamid.b" + first + "\",\"emoji\":\"👍\"}";
                    default ->
                        "\"type\":\"edit\",\"edit\":{\"original_message_id\":\"wamid.b" + first
                                + "\",\"message\":{\"type\":\"text\",\"text\":{\"body\":\"editado " + first + "\"}}}";
                };
        return "{\"from\":\"" + phone(n) + "\",\"id\":\"wamid.b" + n + "\",\"timestamp\":\""
                + Instant.now().getEpochSecond() + "\"," + fields + "}";
    }

    private static String phone(int n) {
        return "54911558%05d".formatted(n / 4);
    }

    @Test
    void mutatedBodiesAreStoredOrParkedAndNeverAnError() throws Exception {
        Random random = new Random(20260102);
        List<WebhookSample> samples = WebhookSample.all();
        Set<String> messages = new HashSet<>();
        Set<String> notices = new HashSet<>();
        Set<String> unreadable = new HashSet<>();
        long updates = 0;
        long handledBefore = handled();
        for (int n = 0; n < BODIES; n++) {
            WebhookSample sample = samples.get(n % samples.size()).unique(n);
            byte[] body = sample.mutated(random);
            int status = deliver(sample.channel(), body);
            assertThat(status).as(() -> new String(body, UTF_8)).isIn(200, 400);
            if (status == 200) {
                WebhookBatch batch = sample.parser().parse(body);
                updates += batch.updates().size();
                batch.updates().forEach(update -> {
                    switch (update) {
                        case InboundMessage message ->
                            messages.add("in/" + message.account().id() + "/" + message.externalId());
                        case InboundNotice notice ->
                            notices.add(notice.account().id() + "/" + notice.externalId());
                        case InboundStatus ignored -> {}
                        case InboundChange ignored -> {}
                        case InboundIdentity ignored -> {}
                        case InboundPreference ignored -> {}
                    }
                });
                batch.unintelligible().forEach(piece -> unreadable.add(letterId(piece.raw())));
            }
        }
        assertThat(messages).hasSizeGreaterThan(BODIES / 4);
        assertThat(unreadable).hasSizeGreaterThan(BODIES / 20);

        long expected = handledBefore + updates;
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(handled()).as("updates handled to their end").isGreaterThanOrEqualTo(expected);
            assertThat(missing("messages", messages))
                    .as("messages that are nowhere")
                    .isEmpty();
            assertThat(missing("channelEvents", notices))
                    .as("notices that are nowhere")
                    .isEmpty();
            assertThat(missing("deadLetters", unreadable))
                    .as("pieces that are nowhere")
                    .isEmpty();
        });
        assertThat(letters())
                .as("nothing fails but what nobody can read")
                .allMatch(letter -> letter.startsWith("webhook-"));
        assertThat(crm.customer("5491155799999").writes("hola")).isEqualTo(200);
    }

    /** The same piece is one letter, however often it comes. */
    private static String letterId(String raw) {
        return UUID.nameUUIDFromBytes(raw.getBytes(UTF_8)).toString();
    }

    /** How many updates the intake has taken off its queue for good. */
    private static long handled() throws Exception {
        Message answer = Objects.requireNonNull(crm.bean("entryTemplate", JmsTemplate.class)
                .sendAndReceive(new ActiveMQQueue("activemq.management"), session -> {
                    Message question = session.createMessage();
                    JMSManagementHelper.putAttribute(
                            question, ResourceNames.QUEUE + "crm.inbound", "messagesAcknowledged");
                    return question;
                }));
        return ((Number) JMSManagementHelper.getResult(answer)).longValue();
    }

    /** Those of the keys that are not stored. */
    private static List<String> missing(String collection, Collection<String> keys) {
        MongoTemplate database = crm.bean(MongoTemplate.class);
        return keys.stream()
                .filter(key ->
                        !database.exists(Query.query(Criteria.where("key").is(key)), collection))
                .toList();
    }

    private static String key(String externalId) {
        return "in/whatsapp:" + Customer.PHONE_NUMBER_ID + "/" + externalId;
    }

    /** What was parked: where, and why. */
    private static Set<String> letters() {
        return crm.bean(MongoTemplate.class).getCollection("deadLetters").find().into(new ArrayList<>()).stream()
                .map(kept -> kept.get("letter", Document.class))
                .map(letter -> letter.getString("route") + ": "
                        + letter.getString("reason").replaceAll(PLACE, "[]"))
                .collect(Collectors.toSet());
    }

    private static int deliver(String channel, byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(crm.url() + "/webhooks/" + channel))
                .header("X-Hub-Signature-256", Customer.signature(body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
