package ar.isac.crm.database;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prints the figures of docs/benchmarks.md; run by name only. */
class EmbeddedDatabaseBenchmark {

    private static final int DOCUMENTS = 100_000;
    private static final int THREADS = 16;
    private static final int BATCH = 1_000;

    @TempDir
    Path directory;

    @TempDir
    Path elsewhere;

    @Test
    void figures() throws Exception {
        try (OpenDatabase open = OpenDatabase.open(directory)) {
            MongoCollection<Document> messages = open.collection("messages");
            messages.createIndex(Indexes.ascending("key"), new IndexOptions().unique(true));
            singleInserts(messages);
            parallelInserts(messages);
            batches(open);
            OpenDatabase.crashImage(directory, elsewhere);
        }
        report("replay of the log of %,d documents: %,d ms".formatted(DOCUMENTS, reopen()));
        report("reading the snapshot of %,d documents: %,d ms".formatted(DOCUMENTS, reopen()));
    }

    private static void singleInserts(MongoCollection<Document> messages) {
        long[] nanos = new long[3_000];
        for (int i = 0; i < nanos.length; i++) {
            long start = System.nanoTime();
            messages.insertOne(message("single", i));
            nanos[i] = System.nanoTime() - start;
        }
        // The first third warms the JVM up.
        long[] warm = Arrays.copyOfRange(nanos, nanos.length / 3, nanos.length);
        Arrays.sort(warm);
        report("one insert, forced: p50 %.2f ms, p99 %.2f ms"
                .formatted(warm[warm.length / 2] / 1e6, warm[warm.length * 99 / 100] / 1e6));
    }

    private static void parallelInserts(MongoCollection<Document> messages) throws Exception {
        int each = 1_500;
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            long start = System.nanoTime();
            List<Future<?>> writers = IntStream.range(0, THREADS)
                    .<Future<?>>mapToObj(thread -> threads.submit(() -> {
                        for (int i = 0; i < each; i++) {
                            messages.insertOne(message("thread" + thread, i));
                        }
                    }))
                    .toList();
            for (Future<?> writer : writers) {
                writer.get();
            }
            report("inserts from %d threads, each forced: %,.0f/s"
                    .formatted(THREADS, THREADS * each / ((System.nanoTime() - start) / 1e9)));
        }
    }

    private void batches(OpenDatabase open) throws Exception {
        MongoCollection<Document> bulk = open.collection("bulk");
        bulk.createIndex(Indexes.ascending("key"), new IndexOptions().unique(true));
        open.collection("messages").drop();
        long before = bytes(directory);
        long start = System.nanoTime();
        for (int batch = 0; batch < DOCUMENTS / BATCH; batch++) {
            int first = batch * BATCH;
            bulk.insertMany(IntStream.range(first, first + BATCH)
                    .mapToObj(i -> message("bulk", i))
                    .toList());
        }
        report("inserts in batches of %,d: %,.0f/s".formatted(BATCH, DOCUMENTS / ((System.nanoTime() - start) / 1e9)));
        report("log of %,d messages: %.1f MB".formatted(DOCUMENTS, (bytes(directory) - before) / 1e6));
    }

    private long reopen() {
        long start = System.nanoTime();
        try (OpenDatabase open = OpenDatabase.open(elsewhere)) {
            long millis = (System.nanoTime() - start) / 1_000_000;
            if (open.collection("bulk").countDocuments() != DOCUMENTS) {
                throw new IllegalStateException("documents are missing");
            }
            return millis;
        }
    }

    private static Document message(String conversation, int seq) {
        String key = "in/%s/%08d".formatted(conversation, seq);
        return new Document("_id", conversation + "/%08d".formatted(seq))
                .append("key", key)
                .append("direction", "INBOUND")
                .append("text", "Hola, ¿tenés el modelo " + seq + " en azul? ¿Hacen envíos?")
                .append("at", Instant.now())
                .append("status", "RECEIVED");
    }

    private static long bytes(Path directory) throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private static void report(String line) {
        System.out.println("BENCHMARK " + line);
    }
}
