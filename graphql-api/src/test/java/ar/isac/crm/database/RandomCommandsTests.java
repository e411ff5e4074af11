package ar.isac.crm.database;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomCommandsTests {

    private static final int ROUNDS = 4;
    private static final int COMMANDS = 160;

    @TempDir
    Path directory;

    @TempDir
    Path images;

    /** Crashes and clean stops alternate, so that logs on top of snapshots on top of logs are replayed too. */
    @ParameterizedTest
    @ValueSource(longs = {1, 20260103, 424242})
    void thousandsOfCommandsLeaveTheSameStateBeforeAndAfterReopening(long seed) {
        Random random = new Random(seed);
        Path current = directory;
        int refused = 0;

        for (int round = 0; round < ROUNDS; round++) {
            try (OpenDatabase open = OpenDatabase.open(current, 30_000)) {
                for (int i = 0; i < COMMANDS; i++) {
                    try {
                        command(open, random);
                    } catch (MongoException e) {
                        refused++;
                    }
                }
                Path next = OpenDatabase.crashImage(current, images.resolve(seed + "-" + round));
                try (OpenDatabase again = OpenDatabase.open(next)) {
                    assertThat(again.state())
                            .as("seed %d, round %d", seed, round)
                            .isEqualTo(open.state());
                }
                // The image was closed cleanly above: the next round begins on its snapshot, every other one on a log.
                current = round % 2 == 0 ? next : current;
            }
        }

        assertThat(refused).as("some commands must collide").isPositive();
    }

    private static void command(OpenDatabase open, Random random) {
        MongoCollection<Document> c = open.collection("c" + random.nextInt(3));
        Bson some = random.nextBoolean() ? eq("_id", random.nextInt(60)) : eq("group", random.nextInt(6));
        Bson change =
                switch (random.nextInt(8)) {
                    case 0 -> Updates.inc("n", random.nextInt(5));
                    case 1 -> Updates.set("key", "k" + random.nextInt(80));
                    case 2 -> Updates.push("list", random.nextInt(100));
                    case 3 -> Updates.currentDate("at");
                    case 4 -> Updates.unset("n");
                    case 5 ->
                        Updates.combine(Updates.min("low", random.nextInt()), Updates.set("sub.a", value(random)));
                    case 6 -> Updates.addToSet("set", random.nextInt(4));
                    default -> Updates.setOnInsert("born", value(random));
                };
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3 -> c.insertOne(document(random));
            case 4 ->
                c.insertMany(
                        IntStream.range(0, 6).mapToObj(i -> document(random)).toList());
            case 5 ->
                c.insertMany(
                        IntStream.range(0, 6).mapToObj(i -> document(random)).toList(),
                        new InsertManyOptions().ordered(false));
            case 6, 7, 8 -> c.updateOne(some, change);
            case 9 -> c.updateOne(some, change, new UpdateOptions().upsert(true));
            case 10 -> c.updateMany(some, change);
            case 11 -> c.findOneAndUpdate(some, change, new FindOneAndUpdateOptions().sort(Sorts.descending("n")));
            case 12 -> c.findOneAndUpdate(some, change, new FindOneAndUpdateOptions().upsert(true));
            case 13 -> c.findOneAndReplace(some, new Document("key", "k" + random.nextInt(80)));
            case 14 -> c.deleteOne(some);
            case 15 -> c.findOneAndDelete(some);
            case 16 ->
                c.bulkWrite(
                        List.of(
                                new InsertOneModel<>(document(random)),
                                new UpdateOneModel<>(some, change),
                                new InsertOneModel<>(document(random))),
                        new BulkWriteOptions().ordered(random.nextBoolean()));
            case 17 ->
                c.createIndex(
                        Indexes.ascending("key"),
                        new IndexOptions().unique(true).sparse(true));
            case 18 ->
                c.aggregate(List.of(Aggregates.match(some), Aggregates.out("out" + random.nextInt(2))))
                        .toCollection();
            default -> {
                switch (random.nextInt(12)) {
                    case 0 -> c.drop();
                    case 1 -> c.deleteMany(eq("group", random.nextInt(6)));
                    case 2 -> c.dropIndex("key_1");
                    case 3 -> open.database().createCollection("c" + random.nextInt(4));
                    default ->
                        c.aggregate(List.of(Aggregates.match(some), Aggregates.merge("merged")))
                                .toCollection();
                }
            }
        }
    }

    private static Document document(Random random) {
        Document document = new Document("group", random.nextInt(6)).append("value", value(random));
        if (random.nextInt(4) > 0) {
            document.append("_id", random.nextInt(60));
        }
        if (random.nextInt(5) > 0) {
            document.append("key", "k" + random.nextInt(80));
        }
        return document;
    }

    private static Object value(Random random) {
        return switch (random.nextInt(9)) {
            case 0 -> random.nextLong();
            case 1 -> random.nextDouble();
            case 2 -> "año ñandú " + random.nextInt();
            case 3 -> Date.from(Instant.ofEpochMilli(random.nextInt()));
            case 4 -> new Binary(new byte[] {1, 2, (byte) random.nextInt()});
            case 5 -> new ObjectId();
            case 6 -> new Decimal128(random.nextInt());
            case 7 -> List.of(1, new Document("deep", List.of(random.nextBoolean())));
            default -> new UUID(random.nextLong(), random.nextLong()).toString();
        };
    }
}
