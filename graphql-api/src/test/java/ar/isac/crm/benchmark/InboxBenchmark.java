package ar.isac.crm.benchmark;

import static org.awaitility.Awaitility.await;

import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.Message;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Lists, threads and searches as the shop grows: every question over HTTP, on the embedded engines. */
class InboxBenchmark {

    private static final int[] SIZES = Arrays.stream(System.getProperty("benchmark.conversations", "1000,10000,100000")
                    .split(",", -1))
            .mapToInt(Integer::parseInt)
            .toArray();
    private static final int EACH = 10;
    private static final int PIECE = 1_000;
    private static final int QUESTIONS = 300;
    private static final int ASKERS = 8;
    private static final List<String> WORDS = List.of(
            "hola",
            "precio",
            "garantía",
            "cargador",
            "envío",
            "zapatillas",
            "negro",
            "talle",
            "mañana",
            "gracias",
            "iphone",
            "auriculares",
            "cuotas",
            "efectivo",
            "retiro",
            "local",
            "rojo",
            "pantalla",
            "funda",
            "cable");

    @Test
    void listsThreadsAndSearches() {
        try (Platform platform = new Platform();
                Crm crm = Crm.start(
                        platform, Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT1H", "crm.graphql.budget", "100000000"))) {
            crm.customer("5491155630000").writes("hola");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> crm.thread("5491155630000").size() == 1);
            MongoTemplate database = crm.bean(MongoTemplate.class);
            Conversation one = crm.conversation("5491155630000").orElseThrow();
            Document conversation = only(database, "conversations");
            Document customer = database.getCollection("customers")
                    .find(new Document("_id", one.customerId()))
                    .first();
            Document message = only(database, "messages");
            int filled = 1;
            for (int size : SIZES) {
                long start = System.nanoTime();
                fill(database, conversation, customer, message, filled, size);
                long filledIn = System.nanoTime() - start;
                filled = size;
                start = System.nanoTime();
                rebuild(crm);
                int messages = size * EACH;
                await().atMost(Duration.ofMinutes(20))
                        .until(() -> count(crm, size) && saying(crm, "ultimo" + (size - 1)));
                say("%d conversations, %d messages: stored in %d s, product started and index built in %d s"
                        .formatted(size, messages, seconds(filledIn), seconds(System.nanoTime() - start)));
                database = crm.bean(MongoTemplate.class);
                measure(crm, size);
            }
        }
    }

    private static void rebuild(Crm crm) {
        java.nio.file.Path index =
                crm.bean(ar.isac.crm.shop.ShopSettings.class).dataDir().resolve("index");
        crm.close();
        try (var files = java.nio.file.Files.walk(index)) {
            for (java.nio.file.Path file :
                    files.filter(java.nio.file.Files::isRegularFile).toList()) {
                java.nio.file.Files.delete(file);
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        crm.restart();
    }

    private static Document only(MongoTemplate database, String collection) {
        return java.util.Objects.requireNonNull(
                database.getCollection(collection).find().first());
    }

    private static void fill(
            MongoTemplate database, Document conversation, Document customer, Document message, int from, int to) {
        Random chance = new Random(from);
        for (int piece = from; piece < to; piece += PIECE) {
            List<Document> conversations = new ArrayList<>();
            List<Document> customers = new ArrayList<>();
            List<Document> messages = new ArrayList<>();
            for (int n = piece; n < Math.min(to, piece + PIECE); n++) {
                String id = conversationId(n);
                Date at = Date.from(Instant.now().minusSeconds(chance.nextInt(90 * 86_400)));
                Document positions =
                        new Document(conversation.get("positions", Document.class)).append("last", (long) EACH);
                conversations.add(new Document(conversation)
                        .append("_id", id)
                        .append("customerId", "bench" + n)
                        .append("positions", positions)
                        .append("lastActivityAt", at));
                customers.add(new Document(customer).append("_id", "bench" + n).append("profileName", "Cliente " + n));
                for (int seq = 1; seq <= EACH; seq++) {
                    String text =
                            chance.ints(8, 0, WORDS.size()).mapToObj(WORDS::get).collect(Collectors.joining(" "))
                                    + (seq == EACH ? " ultimo" + n : "");
                    messages.add(new Document(message)
                            .append("_id", Message.id(id, seq))
                            .append("key", "bench/" + n + "/" + seq)
                            .append(
                                    "content",
                                    new Document(message.get("content", Document.class)).append("text", text))
                            .append("receivedAt", at));
                }
            }
            database.getCollection("conversations").insertMany(conversations);
            database.getCollection("customers").insertMany(customers);
            for (int i = 0; i < messages.size(); i += PIECE) {
                database.getCollection("messages")
                        .insertMany(messages.subList(i, Math.min(messages.size(), i + PIECE)));
            }
        }
    }

    private static String conversationId(int n) {
        return UUID.nameUUIDFromBytes(("bench" + n).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString();
    }

    private static boolean count(Crm crm, int size) {
        int open = 0;
        for (var column : crm.graphql("{ board { columns { count } } }").at("/board/columns")) {
            open += column.path("count").asInt();
        }
        return open == size;
    }

    private static boolean saying(Crm crm, String words) {
        return !crm.graphql("{ searchMessages(search: \"%s\") { nodes { id } } }".formatted(words))
                .at("/searchMessages/nodes")
                .isEmpty();
    }

    private static void measure(Crm crm, int size) {
        Random chance = new Random(size);
        String rows =
                "nodes { id unreadCount account { name } customer { displayName } assignee { name } lastMessage { text } }";
        time("inbox page of 50", n -> "{ conversations(first: 50) { %s } }".formatted(rows), crm);
        time(
                "last page of a thread",
                n -> "{ conversation(id: \"%s\") { messages(last: 50) { nodes { id text status author } } } }"
                        .formatted(GlobalId.of("Conversation", conversationId(1 + chance.nextInt(size - 1)))),
                crm);
        time(
                "messages saying a rare word",
                n -> "{ searchMessages(search: \"ultimo%d\") { nodes { id text } } }"
                        .formatted(1 + chance.nextInt(size - 1)),
                crm);
        time(
                "messages saying two common words",
                n -> "{ searchMessages(search: \"%s %s\") { nodes { id text } } }"
                        .formatted(word(chance), word(chance)),
                crm);
        time(
                "messages by the beginning of a word",
                n -> "{ searchMessages(search: \"%s\") { nodes { id text } } }"
                        .formatted(word(chance).substring(0, 3)),
                crm);
        time(
                "conversations by words",
                n -> "{ conversations(first: 50, filter: {search: \"%s %s\"}) { %s } }"
                        .formatted(word(chance), word(chance), rows),
                crm);
        time(
                "conversations by name",
                n -> "{ conversations(first: 50, filter: {search: \"cliente %d\"}) { %s } }"
                        .formatted(1 + chance.nextInt(size - 1), rows),
                crm);
    }

    private static String word(Random chance) {
        return WORDS.get(chance.nextInt(WORDS.size()));
    }

    private static void time(String what, IntFunction<String> question, Crm crm) {
        IntStream.range(0, QUESTIONS / 3).forEach(n -> crm.graphql(question.apply(n)));
        long[] taken = new long[QUESTIONS];
        for (int n = 0; n < QUESTIONS; n++) {
            String document = question.apply(n);
            long start = System.nanoTime();
            crm.graphql(document);
            taken[n] = System.nanoTime() - start;
        }
        Arrays.sort(taken);
        say("%-36s p50 %6.1f ms   p95 %6.1f ms   %6.0f/s"
                .formatted(
                        what,
                        taken[QUESTIONS / 2] / 1e6,
                        taken[QUESTIONS * 95 / 100] / 1e6,
                        throughput(question, crm)));
    }

    /** Answers a second to as many askers at once as an office has. */
    private static double throughput(IntFunction<String> question, Crm crm) {
        long start = System.nanoTime();
        try (ExecutorService office = Executors.newFixedThreadPool(ASKERS)) {
            IntStream.range(0, QUESTIONS).forEach(n -> office.execute(() -> crm.graphql(question.apply(n))));
        }
        return QUESTIONS * 1e9 / (System.nanoTime() - start);
    }

    private static long seconds(long nanos) {
        return TimeUnit.NANOSECONDS.toSeconds(nanos);
    }

    private static void say(String line) {
        org.slf4j.LoggerFactory.getLogger(InboxBenchmark.class).warn("BENCHMARK {}", line);
    }
}
