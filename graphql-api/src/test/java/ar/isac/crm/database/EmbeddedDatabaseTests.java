package ar.isac.crm.database;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.DuplicateKeyException;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoNamespace;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTests {

    @TempDir
    Path directory;

    @TempDir
    Path elsewhere;

    @Test
    void everyKindOfWriteIsThereAgainAfterACrash() {
        try (OpenDatabase open = OpenDatabase.open(directory)) {
            MongoCollection<Document> products = open.collection("products");
            products.createIndex(Indexes.ascending("sku"), new IndexOptions().unique(true));
            products.createIndex(Indexes.ascending("title"));
            products.insertMany(IntStream.range(0, 20)
                    .mapToObj(
                            i -> new Document("sku", "S" + i).append("stock", i).append("tags", List.of("a", i)))
                    .toList());
            products.updateMany(gte("stock", 10), Updates.combine(Updates.inc("stock", 5), Updates.currentDate("at")));
            products.updateOne(eq("sku", "S99"), Updates.set("stock", 1), new UpdateOptions().upsert(true));
            products.updateOne(eq("tags", 3), Updates.set("tags.$", 33));
            products.replaceOne(eq("sku", "S1"), new Document("sku", "S1b"));
            products.deleteMany(eq("stock", 2));
            products.findOneAndDelete(eq("sku", "S4"));
            products.aggregate(List.of(Aggregates.match(gte("stock", 12)), Aggregates.out("wellStocked")))
                    .toCollection();
            open.database().createCollection("empty");
            open.collection("gone").insertOne(new Document());
            open.collection("gone").drop();
            open.collection("old").insertOne(new Document("_id", "x"));
            open.collection("old").renameCollection(new MongoNamespace("crm", "renamed"));
            open.collection("indexed").createIndex(Indexes.ascending("a"), new IndexOptions().unique(true));
            open.collection("indexed").dropIndex("a_1");
            open.client().getDatabase("other").getCollection("c").insertOne(new Document());
            open.client().getDatabase("other").drop();

            try (OpenDatabase again = OpenDatabase.open(OpenDatabase.crashImage(directory, elsewhere))) {
                assertThat(again.state()).isEqualTo(open.state());
                assertThat(again.client().getDatabase("other").listCollectionNames())
                        .isEmpty();
            }
        }
    }

    @Test
    void generatedIdsAndSortedChoicesAreTheSameAfterACrash() {
        try (OpenDatabase open = OpenDatabase.open(directory)) {
            MongoCollection<Document> due = open.collection("due");
            due.insertMany(IntStream.range(0, 50)
                    .mapToObj(i -> new Document("rank", i % 5))
                    .toList());
            for (int i = 0; i < 20; i++) {
                Document claimed = due.findOneAndUpdate(
                        eq("claimed", null),
                        Updates.set("claimed", i),
                        new FindOneAndUpdateOptions()
                                .sort(Sorts.ascending("rank"))
                                .returnDocument(ReturnDocument.AFTER));
                assertThat(claimed).containsEntry("claimed", i);
            }
            due.findOneAndUpdate(eq("rank", 77), Updates.currentDate("at"), new FindOneAndUpdateOptions().upsert(true));

            try (OpenDatabase again = OpenDatabase.open(OpenDatabase.crashImage(directory, elsewhere))) {
                assertThat(again.state()).isEqualTo(open.state());
            }
        }
    }

    @Test
    void refusedWritesLeaveTheSameStateAfterACrash() {
        try (OpenDatabase open = OpenDatabase.open(directory)) {
            MongoCollection<Document> messages = open.collection("messages");
            messages.createIndex(Indexes.ascending("key"), new IndexOptions().unique(true));
            messages.insertOne(new Document("_id", 1).append("key", "a"));
            List<Document> batch =
                    List.of(new Document("key", "b"), new Document("key", "a"), new Document("key", "c"));

            assertThatThrownBy(() -> messages.insertOne(new Document("_id", 2).append("key", "a")))
                    .isInstanceOf(MongoWriteException.class);
            assertThatThrownBy(() -> messages.insertMany(batch)).isInstanceOf(MongoBulkWriteException.class);
            assertThatThrownBy(() -> messages.insertMany(
                            List.of(new Document("key", "a"), new Document("key", "d")),
                            new InsertManyOptions().ordered(false)))
                    .isInstanceOf(MongoBulkWriteException.class);
            assertThatThrownBy(() -> messages.updateMany(new Document(), Updates.set("key", "same")))
                    .isInstanceOf(MongoWriteException.class);
            assertThatThrownBy(() -> messages.findOneAndUpdate(eq("key", "d"), Updates.set("key", "b")))
                    .isInstanceOf(MongoCommandException.class)
                    .extracting(e -> ((MongoCommandException) e).getErrorCode())
                    .isEqualTo(11000);
            assertThatThrownBy(() -> open.collection("messages")
                            .createIndex(Indexes.ascending("missing"), new IndexOptions().unique(true)))
                    .isInstanceOf(DuplicateKeyException.class);

            assertThat(messages.distinct("key", String.class)).containsExactlyInAnyOrder("same", "b", "d");
            try (OpenDatabase again = OpenDatabase.open(OpenDatabase.crashImage(directory, elsewhere))) {
                assertThat(again.state()).isEqualTo(open.state());
                again.collection("messages").insertOne(new Document("key", "a"));
            }
        }
    }

    @Test
    void aDocumentThatGrowsPastTheProtocolsLimitIsRefusedAndStaysAsItWas() {
        try (OpenDatabase open = OpenDatabase.open(directory)) {
            MongoCollection<Document> notes = open.collection("notes");
            notes.createIndex(Indexes.ascending("key"), new IndexOptions().unique(true));
            notes.insertOne(new Document("_id", 1).append("key", "k").append("text", "x".repeat(9 << 20)));

            assertThatThrownBy(() -> notes.updateOne(
                            eq("_id", 1),
                            Updates.combine(Updates.set("key", "l"), Updates.set("more", "y".repeat(9 << 20)))))
                    .hasMessageContaining("16 MB");

            assertThat(notes.find(eq("key", "l")).first()).isNull();
            assertThat(notes.find(eq("key", "k")).first()).doesNotContainKey("more");
            try (OpenDatabase again = OpenDatabase.open(OpenDatabase.crashImage(directory, elsewhere))) {
                assertThat(again.collection("notes").find(eq("key", "k")).first())
                        .doesNotContainKey("more");
            }
        }
    }

    @Test
    void aWriteThatThePowerCutShortIsCutOffWhereverItHappened() throws IOException {
        long before;
        try (OpenDatabase open = OpenDatabase.open(directory)) {
            open.collection("c").insertOne(new Document("_id", 1));
            before = Files.size(directory.resolve("00000001.log"));
            open.collection("c").insertOne(new Document("_id", 2));
            OpenDatabase.crashImage(directory, elsewhere.resolve("whole"));
        }
        long whole = Files.size(elsewhere.resolve("whole/00000001.log"));

        for (long length = before;
                length <= whole;
                length = length == whole ? whole + 1 : Math.min(whole, length + 7)) {
            Path torn = OpenDatabase.crashImage(elsewhere.resolve("whole"), elsewhere.resolve("torn" + length));
            Path log = torn.resolve("00000001.log");
            truncate(log, length);

            try (OpenDatabase again = OpenDatabase.open(torn)) {
                assertThat(again.collection("c").countDocuments()).isEqualTo(length == whole ? 2 : 1);
                again.collection("c").insertOne(new Document("_id", 3));
                Path next = OpenDatabase.crashImage(torn, elsewhere.resolve("next" + length));
                try (OpenDatabase third = OpenDatabase.open(next)) {
                    assertThat(third.collection("c").find(eq("_id", 3)).first()).isNotNull();
                }
            }
        }
    }

    @Test
    void aTailOfZerosIsATornWrite() throws IOException {
        try (OpenDatabase open = OpenDatabase.open(directory)) {
            open.collection("c").insertOne(new Document("_id", 1));
            OpenDatabase.crashImage(directory, elsewhere);
        }
        Files.write(elsewhere.resolve("00000001.log"), new byte[5000], StandardOpenOption.APPEND);

        try (OpenDatabase again = OpenDatabase.open(elsewhere)) {
            assertThat(again.collection("c").countDocuments()).isEqualTo(1);
        }
    }

    @Test
    void damageInTheMiddleStopsTheStartWithOneLineThatNamesFileAndOffset() throws IOException {
        long offset;
        try (OpenDatabase open = OpenDatabase.open(directory)) {
            open.collection("c").insertOne(new Document("_id", 1));
            offset = Files.size(directory.resolve("00000001.log"));
            open.collection("c").insertOne(new Document("_id", 2));
            open.collection("c").insertOne(new Document("_id", 3));
            OpenDatabase.crashImage(directory, elsewhere);
        }
        Path log = elsewhere.resolve("00000001.log");
        flipByte(log, offset + 20);
        byte[] damaged = Files.readAllBytes(log);

        assertThatThrownBy(() -> OpenDatabase.open(elsewhere))
                .isInstanceOf(DatabaseStartException.class)
                .hasMessageContaining(log.toString())
                .hasMessageContaining("byte " + offset)
                .message()
                .doesNotContain("\n");
        assertThat(log).hasBinaryContent(damaged);
    }

    @Test
    void aDamagedSnapshotStopsTheStart() throws IOException {
        try (OpenDatabase open = OpenDatabase.open(directory)) {
            open.collection("c").insertOne(new Document("_id", 1));
        }
        Path snapshot = directory.resolve("00000002.snapshot");
        byte[] whole = Files.readAllBytes(snapshot);

        for (int length = whole.length - 1; length > 0; length -= 7) {
            truncate(snapshot, length);
            assertThatThrownBy(() -> OpenDatabase.open(directory)).hasMessageContaining("damaged at byte");
        }
        Files.write(snapshot, whole);
        OpenDatabase.open(directory).close();
    }

    @Test
    void aMissingLogStopsTheStart() throws IOException {
        try (OpenDatabase open = OpenDatabase.open(directory)) {
            open.collection("c").insertOne(new Document("_id", 1));
        }
        Files.move(directory.resolve("00000002.log"), directory.resolve("00000003.log"));

        assertThatThrownBy(() -> OpenDatabase.open(directory)).hasMessageContaining("00000002.log is missing");
    }

    @Test
    void aCleanStopLeavesOneSnapshotAndAnEmptyLog() throws IOException {
        Map<String, List<String>> state;
        try (OpenDatabase open = OpenDatabase.open(directory)) {
            open.collection("c").createIndex(Indexes.ascending("k"), new IndexOptions().unique(true));
            open.collection("c").insertMany(List.of(new Document("k", 1), new Document("k", 2)));
            state = open.state();
        }

        try (var files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("lock", "00000002.log", "00000002.snapshot");
        }
        try (OpenDatabase again = OpenDatabase.open(directory)) {
            assertThat(again.state()).isEqualTo(state);
            assertThatThrownBy(() -> again.collection("c").insertOne(new Document("k", 1)))
                    .isInstanceOf(MongoWriteException.class);
        }
        assertThat(directory.resolve("00000002.snapshot")).exists();
    }

    @Test
    void writersGoOnWhileSnapshotsAreTakenAndNothingIsLost() throws Exception {
        try (OpenDatabase open = OpenDatabase.open(directory, 20_000);
                ExecutorService writers = Executors.newFixedThreadPool(4)) {
            List<Future<?>> running = IntStream.range(0, 4)
                    .<Future<?>>mapToObj(writer -> writers.submit(() -> {
                        for (int i = 0; i < 400; i++) {
                            String id = writer + "/" + i;
                            open.collection("c").insertOne(new Document("_id", id).append("text", "x".repeat(200)));
                            open.collection("c").updateOne(eq("_id", id), Updates.set("done", true));
                        }
                    }))
                    .toList();
            for (Future<?> writer : running) {
                writer.get();
            }

            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(directory.resolve("00000001.log")).doesNotExist());
            Awaitility.await().until(() -> !Files.exists(directory.resolve("00000002.log")));
            try (OpenDatabase again = OpenDatabase.open(OpenDatabase.crashImage(directory, elsewhere))) {
                assertThat(again.collection("c").countDocuments(eq("done", true)))
                        .isEqualTo(1600);
                assertThat(again.state()).isEqualTo(open.state());
            }
        }
    }

    @Test
    void aSnapshotThatWasBegunButNotFinishedIsIgnored() throws IOException {
        try (OpenDatabase open = OpenDatabase.open(directory)) {
            open.collection("c").insertOne(new Document("_id", 1));
            OpenDatabase.crashImage(directory, elsewhere);
        }
        LogFile.create(elsewhere.resolve("00000002.log")).close();
        Files.write(elsewhere.resolve("00000002.tmp"), new byte[] {1, 2, 3});
        try (OpenDatabase again = OpenDatabase.open(elsewhere)) {
            assertThat(again.collection("c").countDocuments()).isEqualTo(1);
        }

        Files.write(elsewhere.resolve("00000004.log"), new byte[7]);
        try (OpenDatabase again = OpenDatabase.open(elsewhere)) {
            assertThat(again.collection("c").countDocuments()).isEqualTo(1);
        }
    }

    @Test
    void aSecondProcessIsToldThatTheDirectoryIsInUse() {
        try (OpenDatabase open = OpenDatabase.open(directory)) {
            assertThatThrownBy(() -> OpenDatabase.open(directory))
                    .isInstanceOf(DatabaseStartException.class)
                    .hasMessageContaining("is in use by another process")
                    .hasMessageContaining(directory.toString());
            assertThat(open.collection("c").countDocuments()).isZero();
        }
        OpenDatabase.open(directory).close();
    }

    @Test
    void aReaderNeverSeesHalfAnUpdate() throws Exception {
        try (OpenDatabase open = OpenDatabase.open(directory);
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            MongoCollection<Document> c = open.collection("c");
            c.insertOne(new Document("_id", 1)
                    .append("a", 0)
                    .append("filler", "x".repeat(20_000))
                    .append("z", 0));
            AtomicBoolean done = new AtomicBoolean();
            Future<?> writer = threads.submit(() -> {
                for (int i = 1; i <= 250; i++) {
                    c.updateOne(eq("_id", 1), Updates.combine(Updates.set("a", i), Updates.set("z", i)));
                }
                done.set(true);
            });

            while (!done.get() && !writer.isDone()) {
                Document seen = c.find(eq("_id", 1)).first();
                assertThat(seen).isNotNull();
                assertThat(seen.getInteger("a")).isEqualTo(seen.getInteger("z"));
            }
            writer.get();
        }
    }

    private static void truncate(Path file, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }

    private static void flipByte(Path file, long offset) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, offset);
            one.put(0, (byte) ~one.get(0)).rewind();
            channel.write(one, offset);
        }
    }
}
