package ar.isac.crm.way;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.hub.Entry;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.hub.Queues;
import ar.isac.crm.message.ParkedLetter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Many parked letters are replayed, quickly and each with its effect once, whenever the product dies. */
class BulkReplayKillTests {

    private static final int LETTERS = 1_000;
    private static final int CHATS = 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String ALL = "mutation { replayDeadLetters(input: {filter: {queue: \"crm.inbound\"}}) {"
            + " deadLetters { id } failures { deadLetterId } hasMore } }";

    @Test
    void eachHasItsEffectOnceThoughTheProductIsKilledInTheMiddle() throws Exception {
        Path data = Files.createTempDirectory("crm-replay");
        try (Platform platform = new Platform()) {
            try (Crm crm = Crm.startOn(data, platform, settings())) {
                park(crm);
            }
            int port = ProductProcess.freePort();
            ProductProcess doomed = ProductProcess.start(data, port, platform, settings());
            Thread replay = Thread.ofVirtual().start(() -> replayAll(port));
            doomed.killAfter(700);
            replay.join(LONG);

            try (Crm survivor = Crm.startOn(data, platform, settings())) {
                survivor.graphql(ALL);
                await().atMost(LONG).until(() -> stored(survivor) == LETTERS);
                await().atMost(LONG)
                        .until(() ->
                                survivor.graphql("{ deadLetters(first: 1, filter: {status: PARKED}) { nodes { id } } }")
                                                .at("/deadLetters/nodes")
                                                .size()
                                        == 0);
                assertThat(stored(survivor)).isEqualTo(LETTERS);
            }
        }
    }

    private static Map<String, String> settings() {
        // Nobody answers, so that what counts is what came in.
        return Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT30M");
    }

    private static void park(Crm crm) {
        crm.bean(Entry.class)
                .publish(IntStream.range(0, LETTERS)
                        .mapToObj(n -> Publication.of(new ParkedLetter(
                                "letter-" + n,
                                Queues.INBOUND,
                                "whatsapp:106540352242922/" + waId(n % CHATS),
                                "intake",
                                "intake-store",
                                "IllegalStateException",
                                "was mended since",
                                update(n),
                                Instant.now())))
                        .toList());
        await().atMost(LONG).until(() -> parked(crm) == LETTERS);
    }

    private static long parked(Crm crm) {
        return crm.bean(MongoTemplate.class).getCollection("deadLetters").countDocuments();
    }

    private static long stored(Crm crm) {
        return IntStream.range(0, CHATS)
                .mapToLong(chat -> crm.thread(waId(chat)).stream()
                        .filter(message -> String.valueOf(message.externalId()).startsWith("replayed-"))
                        .count())
                .sum();
    }

    private static String waId(int chat) {
        return "54911555970%02d".formatted(chat);
    }

    private static String update(int n) {
        return """
                {"update":"message","account":{"type":"WHATSAPP","platformId":"106540352242922"},"externalId":"replayed-%d",\
                "customer":{"handles":[{"kind":"WA_ID","address":"%s"}],"profileName":"Ana"},\
                "content":{"type":"text","text":"hola"},"isEcho":false,"occurredAt":"%s"}""".formatted(n, waId(n % CHATS), Instant.now());
    }

    private static void replayAll(int port) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/graphql"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer test-admin-token")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(Map.of("query", ALL))))
                .build();
        try {
            HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
        } catch (IOException killed) {
            // That is what this is about.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
