package ar.isac.crm.database;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bson.Document;

/** A process that writes until it is killed, and prints the id of each document once the database has answered. */
final class CrashingWriter {

    static final int THREADS = 6;

    private CrashingWriter() {}

    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        String run = arguments[1];
        EmbeddedDatabase database = EmbeddedDatabase.open(directory, Long.parseLong(arguments[2]));
        MongoClient client = MongoClients.create(database.uri());
        MongoCollection<Document> messages = client.getDatabase("crm").getCollection("messages");
        messages.createIndex(Indexes.ascending("key"), new IndexOptions().unique(true));
        PrintStream answered = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        for (int thread = 0; thread < THREADS; thread++) {
            String writer = run + "/" + thread;
            new Thread(() -> write(messages, writer, answered)).start();
        }
    }

    private static void write(MongoCollection<Document> messages, String writer, PrintStream answered) {
        for (int i = 0; ; i++) {
            String id = writer + "/" + i;
            messages.insertOne(document(id));
            answered.println("stored " + id);
            if (i % 3 == 0) {
                messages.updateOne(
                        eq("_id", id), Updates.combine(Updates.set("first", "new"), Updates.set("last", "new")));
                answered.println("updated " + id);
            }
        }
    }

    static Document document(String id) {
        return new Document("_id", id)
                .append("key", "key of " + id)
                .append("first", "old")
                .append("text", id.repeat(20))
                .append("last", "old");
    }
}
