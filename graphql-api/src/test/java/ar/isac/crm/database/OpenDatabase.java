package ar.isac.crm.database;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bson.Document;

/** An embedded database with a driver on it, as the application has. */
record OpenDatabase(EmbeddedDatabase server, MongoClient client) implements AutoCloseable {

    static OpenDatabase open(Path directory) {
        return open(directory, EmbeddedDatabase.DEFAULT_MINIMUM_LOG_BYTES);
    }

    static OpenDatabase open(Path directory, long minimumLogBytes) {
        EmbeddedDatabase server = EmbeddedDatabase.open(directory, minimumLogBytes);
        return new OpenDatabase(server, MongoClients.create(server.uri()));
    }

    /** What a power cut at this moment would leave: the files without a clean stop. */
    static Path crashImage(Path directory, Path target) {
        try (Stream<Path> files = Files.list(directory)) {
            Files.createDirectories(target);
            for (Path file : files.filter(file -> !file.endsWith("lock")).toList()) {
                Files.copy(file, target.resolve(file.getFileName().toString()));
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    MongoDatabase database() {
        return client.getDatabase("crm");
    }

    MongoCollection<Document> collection(String name) {
        return database().getCollection(name);
    }

    /** Every document and index, in an order that does not depend on where they are stored. */
    Map<String, List<String>> state() {
        Map<String, List<String>> state = new TreeMap<>();
        for (String name : database().listCollectionNames()) {
            List<String> documents = new ArrayList<>();
            collection(name).find().forEach(document -> documents.add(document.toJson()));
            collection(name).listIndexes().forEach(index -> documents.add("index " + index.toJson()));
            documents.sort(null);
            state.put(name, documents);
        }
        return state;
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
