package ar.isac.crm.database;

import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bson.Document;
import org.bson.json.JsonParseException;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;

/**
 * The collections and indexes that {@code mongo-init/collections/*.json} declares: the same files that prepare the
 * MongoDB container. Each is {@code {"collection": …, "indexes": [{"name": …, "keys": {…}, "unique": true}]}}; further
 * fields of an index go to the engine as they are.
 */
record DeclaredCollections(List<Declaration> declarations) {

    static final String LOCATION = "classpath*:mongo-init/collections/*.json";

    record Declaration(String collection, List<Document> indexes) {

        static Declaration parse(String fileName, String json) {
            try {
                Document file = Document.parse(json);
                String collection = file.getString("collection");
                if (collection == null || collection.isBlank()) {
                    throw new DatabaseStartException("mongo-init/collections/" + fileName + " names no collection.");
                }
                List<Document> indexes = new ArrayList<>();
                for (Document declared : file.getList("indexes", Document.class, List.of())) {
                    indexes.add(index(fileName, declared));
                }
                return new Declaration(collection, indexes);
            } catch (JsonParseException | ClassCastException e) {
                throw new DatabaseStartException(
                        "mongo-init/collections/" + fileName + " cannot be read: " + e.getMessage(), e);
            }
        }

        private static Document index(String fileName, Document declared) {
            if (!(declared.get("keys") instanceof Document keys) || declared.getString("name") == null) {
                throw new DatabaseStartException(
                        "mongo-init/collections/" + fileName + " has an index without name or keys.");
            }
            Document index = new Document(declared);
            index.remove("keys");
            return index.append("key", keys);
        }
    }

    static DeclaredCollections onClasspath(ResourcePatternResolver resources) {
        try {
            return new DeclaredCollections(Arrays.stream(resources.getResources(LOCATION))
                    .sorted(Comparator.comparing(DeclaredCollections::name))
                    .map(file -> Declaration.parse(name(file), content(file)))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Resource file) {
        return String.valueOf(file.getFilename());
    }

    private static String content(Resource file) {
        try {
            return file.getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates what is not there yet, over documents of earlier versions too; harmless when repeated. */
    void prepare(MongoDatabase database) {
        EarlierVersions.bring(database);
        Set<String> existing = database.listCollectionNames().into(new TreeSet<>());
        for (Declaration declaration : declarations) {
            if (existing.add(declaration.collection())) {
                database.createCollection(declaration.collection());
            }
            if (!declaration.indexes().isEmpty()) {
                database.runCommand(new Document("createIndexes", declaration.collection())
                        .append("indexes", declaration.indexes()));
            }
        }
    }
}
