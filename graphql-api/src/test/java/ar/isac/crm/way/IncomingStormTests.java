package ar.isac.crm.way;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.channel.Channel;
import ar.isac.crm.channel.WebhookBatch;
import ar.isac.crm.channel.instagram.InstagramChannel;
import ar.isac.crm.channel.whatsapp.WhatsAppChannel;
import ar.isac.crm.message.InboundUpdate.InboundMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Bodies as nobody should send them, through everything: what comes in is stored or parked, and never an error. */
class IncomingStormTests {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int BODIES = 1_000;

    /** The same piece is one letter, wherever in a body it stood. */
    private static final String PLACE = "\\[\\d+]";

    private static final JsonMapper JSON = JsonMapper.builder().build();
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
            assertThat(stored(IntStream.range(0, 1_000)
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
        List<Sample> samples = samples();
        Set<String> keys = new HashSet<>();
        Set<String> parked = new HashSet<>();
        for (int n = 0; n < BODIES; n++) {
            Sample sample = samples.get(n % samples.size());
            byte[] body = mutated(sample.unique(n), random);
            int status = deliver(sample.channel(), body);
            assertThat(status).as(() -> new String(body, UTF_8)).isIn(200, 400);
            if (status == 200) {
                WebhookBatch batch = sample.parser().parse(body);
                batch.updates().stream()
                        .filter(InboundMessage.class::isInstance)
                        .map(InboundMessage.class::cast)
                        .filter(message -> !message.isEcho())
                        .forEach(message -> keys.add("in/" + message.account().id() + "/" + message.externalId()));
                batch.unintelligible()
                        .forEach(piece -> parked.add("webhook-" + sample.channel() + ": "
                                + piece.reason().replaceAll(PLACE, "[]")));
            }
        }
        assertThat(keys).hasSizeGreaterThan(BODIES / 4);

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(stored(keys)).as("messages that are nowhere").isEmpty();
            assertThat(letters()).containsAll(parked);
        });
        assertThat(letters())
                .as("nothing fails but what nobody can read")
                .allMatch(letter -> letter.startsWith("webhook-"));
        assertThat(crm.customer("5491155799999").writes("hola")).isEqualTo(200);
    }

    /** Those of the keys that are not stored. */
    private static List<String> stored(Iterable<String> keys) {
        MongoTemplate database = crm.bean(MongoTemplate.class);
        List<String> missing = new ArrayList<>();
        for (String key : keys) {
            if (!database.exists(Query.query(Criteria.where("key").is(key)), "messages")) {
                missing.add(key);
            }
        }
        return missing;
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

    /** A body of a channel, of those that its parser is tested with. */
    private record Sample(String channel, String body) {

        Channel parser() {
            return channel.equals("whatsapp") ? new WhatsAppChannel() : new InstagramChannel();
        }

        /** With ids of its own, so that it is no repeated delivery. */
        byte[] unique(int n) {
            return body.replace("wamid.", "wamid.f" + n + ".")
                    .replace("aWd", "aWd" + n)
                    .replace("5491123456789", "54911%08d".formatted(n))
                    .getBytes(UTF_8);
        }
    }

    private static List<Sample> samples() throws IOException {
        List<Sample> samples = new ArrayList<>();
        for (String channel : List.of("whatsapp", "instagram")) {
            Path folder = Path.of("../integration-routes/src/test/resources", channel, "in");
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(file -> !file.toString().endsWith(".expected.json"))
                        .sorted()
                        .toList()) {
                    samples.add(new Sample(channel, Files.readString(file)));
                }
            }
        }
        return samples;
    }

    private static byte[] mutated(byte[] body, Random random) {
        if (random.nextInt(10) == 0) {
            byte[] changed = body.clone();
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            return changed;
        }
        JsonNode json = JSON.readTree(body);
        List<JsonNode> containers = new ArrayList<>();
        collect(json, containers);
        JsonNode container = containers.get(random.nextInt(containers.size()));
        if (container instanceof ObjectNode object && !object.isEmpty()) {
            String name = List.copyOf(object.propertyNames()).get(random.nextInt(object.size()));
            if (random.nextBoolean()) {
                object.remove(name);
            } else {
                object.set(name, odd(random));
            }
        } else if (container instanceof ArrayNode array) {
            array.insert(random.nextInt(array.size() + 1), odd(random));
        }
        return JSON.writeValueAsString(json).getBytes(UTF_8);
    }

    private static JsonNode odd(Random random) {
        List<String> odd = List.of(
                "null",
                "\"\"",
                "\"\\ud83d\"",
                "\"-1\"",
                "\"a/b#c\"",
                "\"$where\"",
                "9223372036854775807",
                "0.1",
                "true",
                "[]",
                "[1,\"a\",null,{}]",
                "{}",
                "{\"id\":{}}",
                "\"" + "x".repeat(3_000) + "\"");
        return JSON.readTree(odd.get(random.nextInt(odd.size())));
    }

    private static void collect(JsonNode json, List<JsonNode> containers) {
        if (json.isContainer()) {
            containers.add(json);
            json.values().forEach(child -> collect(child, containers));
        }
    }
}
