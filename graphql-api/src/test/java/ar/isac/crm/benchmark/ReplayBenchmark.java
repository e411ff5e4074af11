package ar.isac.crm.benchmark;

import static org.awaitility.Awaitility.await;

import ar.isac.crm.hub.Entry;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.hub.Queues;
import ar.isac.crm.message.ParkedLetter;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Parked letters put back on their queue, a thousand at a time, and handled meanwhile. */
class ReplayBenchmark {

    private static final Logger log = LoggerFactory.getLogger(ReplayBenchmark.class);
    private static final int LETTERS = 1_000;
    private static final int ROUNDS = 4;
    private static final int CHATS = 50;
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final String ALL = "mutation { replayDeadLetters(input: {filter: {queue: \"crm.inbound\"}}) {"
            + " deadLetters { id } failures { deadLetterId } hasMore } }";

    @Test
    void lettersReplayedInASecond() {
        try (Platform platform = new Platform();
                Crm crm = Crm.start(platform, Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT1H"))) {
            for (int round = 1; round <= ROUNDS; round++) {
                int first = round * LETTERS;
                park(crm, first);
                long before = messages(crm);
                long start = System.nanoTime();

                boolean hasMore = true;
                while (hasMore) {
                    hasMore = crm.graphql(ALL).at("/replayDeadLetters/hasMore").asBoolean();
                }
                double replayed = seconds(start);
                await().atMost(LONG).until(() -> messages(crm) == before + LETTERS);
                double handled = seconds(start);

                log.warn(
                        "round {}: {} letters/s replayed, {} letters/s handled to their end",
                        round,
                        Math.round(LETTERS / replayed),
                        Math.round(LETTERS / handled));
            }
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static void park(Crm crm, int first) {
        long before = crm.bean(MongoTemplate.class).getCollection("deadLetters").countDocuments();
        crm.bean(Entry.class)
                .publish(IntStream.range(first, first + LETTERS)
                        .mapToObj(n -> Publication.of(new ParkedLetter(
                                "letter-" + n,
                                Queues.INBOUND,
                                "whatsapp:106540352242922/" + waId(n),
                                "intake",
                                "intake-store",
                                "IllegalStateException",
                                "was mended since",
                                update(n),
                                Instant.now())))
                        .toList());
        await().atMost(LONG)
                .until(() -> crm.bean(MongoTemplate.class)
                                .getCollection("deadLetters")
                                .countDocuments()
                        == before + LETTERS);
    }

    private static long messages(Crm crm) {
        return crm.bean(MongoTemplate.class).getCollection("messages").countDocuments();
    }

    private static String waId(int n) {
        return "54911555970%02d".formatted(n % CHATS);
    }

    private static String update(int n) {
        return """
                {"update":"message","account":{"type":"WHATSAPP","platformId":"106540352242922"},"externalId":"replayed-%d",\
                "customer":{"handles":[{"kind":"WA_ID","address":"%s"}],"profileName":"Ana"},\
                "content":{"type":"text","text":"hola"},"isEcho":false,"occurredAt":"%s"}""".formatted(n, waId(n), Instant.now());
    }
}
