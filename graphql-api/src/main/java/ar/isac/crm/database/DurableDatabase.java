package ar.isac.crm.database;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.memory.index.MemoryUniqueIndex;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One database of the embedded server: records what happens to its collections and applies it again from the log. */
final class DurableDatabase extends AbstractSynchronizedMongoDatabase<Integer> {

    private static final String NAMESPACES = "system.namespaces";
    private static final String INDEXES = "system.indexes";
    private static final int ILLEGAL_OPERATION = 20;
    private static final int INDEX_NOT_FOUND = 27;

    private final DurableBackend backend;

    DurableDatabase(DurableBackend backend, String name, CursorRegistry cursors) {
        super(name, cursors);
        this.backend = backend;
        initializeNamespacesAndIndexes();
    }

    static boolean isSystem(String collection) {
        return collection.startsWith("system.");
    }

    void record(Effects.Kind kind, String namespace, Document document) {
        backend.record(kind, namespace, document);
    }

    void recordWith(Effects.Kind kind, String namespace, Document document, Runnable change) {
        backend.recordWith(kind, namespace, document, change);
    }

    /** Names of the collections that hold data, in the order of their creation. */
    List<String> collectionNames() {
        List<String> names = new ArrayList<>();
        for (Document namespace : collection(NAMESPACES).snapshot()) {
            String name = text(namespace, "name").substring(databaseName.length() + 1);
            if (!isSystem(name)) {
                names.add(name);
            }
        }
        return names;
    }

    DurableCollection collection(String name) {
        return (DurableCollection) resolveCollection(name, true);
    }

    /** Descriptions of a collection's indexes, that of {@code _id} excepted. */
    List<Document> indexDescriptions(String collection) {
        List<Document> descriptions = new ArrayList<>();
        for (Document description : collection(INDEXES).snapshot()) {
            if (getFullCollectionNamespace(collection).equals(description.get("ns"))
                    && !isPrimaryKeyIndex((Document) description.get("key"))) {
                descriptions.add(description);
            }
        }
        return descriptions;
    }

    /** Does again what the log says was done. */
    void apply(Effects.Kind kind, String collection, Document document) {
        switch (kind) {
            case CREATE -> createCollectionOrThrowIfExists(collection, CollectionOptions.withDefaults());
            case DROP -> dropCollection(collection, backend.noOplog());
            case RENAME -> moveCollection(this, collection(collection), text(document, "to"));
            case INDEX -> addIndex(document);
            case DROP_INDEX -> dropNamedIndex(collection(collection), text(document, "name"));
            case INSERT -> collection(collection).addDocument(document);
            case REPLACE -> collection(collection).replaceStored(document);
            case REMOVE -> collection(collection).removeStored(document);
            case END_OF_SNAPSHOT -> throw new IllegalStateException("the end of a snapshot within " + collection);
        }
    }

    @Override
    protected MongoCollection<Integer> openOrCreateCollection(String collectionName, CollectionOptions options) {
        DurableCollection collection = new DurableCollection(this, collectionName, options, cursorRegistry);
        if (!isSystem(collectionName)) {
            record(Effects.Kind.CREATE, getFullCollectionNamespace(collectionName), new Document());
        }
        return collection;
    }

    @Override
    protected Index<Integer> openOrCreateUniqueIndex(
            String collectionName, String indexName, List<IndexKey> keys, boolean sparse) {
        return new MemoryUniqueIndex(indexName, keys, sparse);
    }

    @Override
    protected synchronized void addIndex(Document indexDescription) {
        String namespace = text(indexDescription, "ns");
        String collection = namespace.substring(databaseName.length() + 1);
        int before = indexCount(collection);
        super.addIndex(indexDescription);
        if (indexCount(collection) > before && !isPrimaryKeyIndex((Document) indexDescription.get("key"))) {
            record(Effects.Kind.INDEX, namespace, indexDescription);
        }
    }

    private int indexCount(String collection) {
        MongoCollection<Integer> existing = resolveCollection(collection, false);
        // A new collection gets its _id index in the same breath.
        return existing == null ? 1 : existing.getNumIndexes();
    }

    @Override
    public void dropCollection(String collectionName, Oplog oplog) {
        super.dropCollection(collectionName, oplog);
        if (!isSystem(collectionName)) {
            record(Effects.Kind.DROP, getFullCollectionNamespace(collectionName), new Document());
        }
    }

    @Override
    public void moveCollection(MongoDatabase oldDatabase, MongoCollection<?> collection, String newCollectionName) {
        if (oldDatabase != this) {
            throw new MongoServerError(
                    ILLEGAL_OPERATION, "IllegalOperation", "a collection cannot be moved to another database");
        }
        String oldNamespace = collection.getFullName();
        super.moveCollection(oldDatabase, collection, newCollectionName);
        record(Effects.Kind.RENAME, oldNamespace, new Document("to", newCollectionName));
    }

    @Override
    public Document handleCommand(
            Channel channel, String command, Document query, DatabaseResolver databaseResolver, Oplog oplog) {
        // The library's own forgets the indexes of that name in all other collections too.
        if (command.equalsIgnoreCase("dropIndexes")) {
            return dropIndexes(text(query, command), query.get("index"));
        }
        return super.handleCommand(channel, command, query, databaseResolver, oplog);
    }

    private synchronized Document dropIndexes(String collectionName, @Nullable Object index) {
        MongoCollection<Integer> collection = resolveCollection(collectionName, false);
        if (collection != null) {
            List<String> names = namesOfIndexes(collectionName, index);
            if (names.isEmpty() && !"*".equals(index)) {
                throw new MongoServerError(INDEX_NOT_FOUND, "IndexNotFound", "index not found: " + index);
            }
            names.forEach(name -> dropNamedIndex((DurableCollection) collection, name));
        }
        return new Document("ok", 1.0);
    }

    private List<String> namesOfIndexes(String collectionName, @Nullable Object index) {
        List<String> names = new ArrayList<>();
        for (Document description : indexDescriptions(collectionName)) {
            String name = text(description, "name");
            boolean isNamed = index instanceof Collection<?> several ? several.contains(name) : name.equals(index);
            if ("*".equals(index) || isNamed || Objects.equals(description.get("key"), index)) {
                names.add(name);
            }
        }
        return names;
    }

    private void dropNamedIndex(DurableCollection collection, String name) {
        collection.dropIndex(name);
        collection(INDEXES).deleteDocuments(new Document("ns", collection.getFullName()).append("name", name), 0);
        record(Effects.Kind.DROP_INDEX, collection.getFullName(), new Document("name", name));
    }

    private static String text(Document document, String field) {
        return String.valueOf(document.get(field));
    }

    @Override
    protected long getFileSize() {
        return backend.bytesOnDisk();
    }

    @Override
    protected long getStorageSize() {
        return backend.bytesOnDisk();
    }
}
