package ar.isac.crm.database;

import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoCollection;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Documents in memory that are never changed once stored: an update replaces a copy. The library's own memory
 * collection changes them in place while answers with the same objects are still being encoded, so that a reader can
 * see half an update; and a snapshot could not be taken without stopping all writers.
 */
final class DurableCollection extends AbstractSynchronizedMongoCollection<Integer> {

    private static final String ID = "_id";
    private static final String ID_INDEX = "_id_";

    private final DurableDatabase owner;
    private final boolean isRecorded;
    private final List<@Nullable Document> documents = new ArrayList<>();
    private final ArrayDeque<Integer> freePositions = new ArrayDeque<>();
    private boolean updating;

    DurableCollection(DurableDatabase owner, String name, CollectionOptions options, CursorRegistry cursors) {
        super(owner, name, options, cursors);
        this.owner = owner;
        this.isRecorded = !DurableDatabase.isSystem(name);
    }

    /** The documents of now; safe to read for as long as one likes. */
    synchronized List<Document> snapshot() {
        List<Document> copy = new ArrayList<>(count());
        for (Document document : documents) {
            if (document != null) {
                copy.add(document);
            }
        }
        return copy;
    }

    /** Puts a document in the place of the one with its {@code _id}, from the log. */
    synchronized void replaceStored(Document document) {
        int position = positionOf(Objects.requireNonNull(document.get(ID)));
        Document old = getDocument(position);
        for (Index<Integer> index : getIndexes()) {
            index.updateInPlace(old, document, position, this);
        }
        documents.set(position, document);
    }

    /** Removes the document with this {@code _id}, from the log. */
    synchronized void removeStored(Document id) {
        removeDocument(getDocument(positionOf(id.get(ID))));
    }

    private int positionOf(@Nullable Object id) {
        Integer position = null;
        for (Index<Integer> index : getIndexes()) {
            if (index.getName().equals(ID_INDEX)) {
                position = index.getPosition(new Document(ID, id));
            }
        }
        if (position == null) {
            throw new IllegalStateException("no document " + id + " in " + getFullName());
        }
        return position;
    }

    @Override
    public synchronized void addDocument(Document document) {
        if (!isRecorded) {
            super.addDocument(document);
            return;
        }
        if (!document.containsKey(ID)) {
            document.put(ID, new ObjectId());
        }
        owner.recordWith(Effects.Kind.INSERT, getFullName(), document, () -> super.addDocument(document));
    }

    @Override
    public synchronized void removeDocument(Document document) {
        super.removeDocument(document);
        if (isRecorded) {
            owner.record(Effects.Kind.REMOVE, getFullName(), new Document(ID, document.get(ID)));
        }
    }

    @Override
    protected void handleUpdate(Integer position, Document oldDocument, Document newDocument) {
        if (isRecorded) {
            try {
                owner.record(Effects.Kind.REPLACE, getFullName(), newDocument);
            } catch (RuntimeException e) {
                for (Index<Integer> index : getIndexes()) {
                    index.updateInPlace(newDocument, oldDocument, position, this);
                }
                throw e;
            }
        }
        documents.set(position, newDocument);
    }

    @Override
    public synchronized Document updateDocuments(
            Document selector,
            Document updateQuery,
            ArrayFilters arrayFilters,
            boolean isMulti,
            boolean isUpsert,
            Oplog oplog) {
        updating = true;
        try {
            return super.updateDocuments(selector, updateQuery, arrayFilters, isMulti, isUpsert, oplog);
        } finally {
            updating = false;
        }
    }

    @Override
    public synchronized Document findAndModify(Document query) {
        updating = true;
        try {
            return super.findAndModify(query);
        } finally {
            updating = false;
        }
    }

    @Override
    protected QueryResult queryDocuments(
            Document query,
            @Nullable Document orderBy,
            int numberToSkip,
            int limit,
            int batchSize,
            @Nullable Document fieldSelector) {
        QueryResult stored = super.queryDocuments(query, orderBy, numberToSkip, limit, batchSize, fieldSelector);
        return updating ? new QueryResult(() -> copies(stored.iterator()), stored.getCursorId()) : stored;
    }

    private static Iterator<Document> copies(Iterator<Document> stored) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return stored.hasNext();
            }

            @Override
            public Document next() {
                return stored.next().cloneDeeply();
            }
        };
    }

    @Override
    protected Integer addDocumentInternal(Document document) {
        Integer free = freePositions.poll();
        if (free != null) {
            documents.set(free, document);
            return free;
        }
        documents.add(document);
        return documents.size() - 1;
    }

    @Override
    protected void removeDocument(Integer position) {
        documents.set(position, null);
        freePositions.add(position);
    }

    @Override
    protected Document getDocument(Integer position) {
        return Objects.requireNonNull(documents.get(position));
    }

    @Override
    protected QueryResult matchDocuments(
            Document query,
            @Nullable Document orderBy,
            int numberToSkip,
            int numberToReturn,
            int batchSize,
            @Nullable Document fieldSelector) {
        int last = documents.size() - 1;
        IntStream positions = IntStream.rangeClosed(0, last);
        if (isNaturalDescending(orderBy)) {
            positions = positions.map(position -> last - position);
        }
        Stream<Document> stored = positions.mapToObj(documents::get).filter(Objects::nonNull);
        return matchDocumentsFromStream(stored, query, orderBy, numberToSkip, numberToReturn, batchSize, fieldSelector);
    }

    @Override
    protected @Nullable Integer findDocumentPosition(Document document) {
        int position = documents.indexOf(document);
        return position < 0 ? null : position;
    }

    @Override
    protected Stream<DocumentWithPosition<Integer>> streamAllDocumentsWithPosition() {
        return IntStream.range(0, documents.size())
                .filter(position -> documents.get(position) != null)
                .mapToObj(position -> new DocumentWithPosition<>(getDocument(position), position));
    }

    @Override
    public synchronized int count() {
        return documents.size() - freePositions.size();
    }

    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    @Override
    protected void updateDataSize(int sizeDelta) {
        throw new UnsupportedOperationException("sizes are not tracked: each would encode the document once more");
    }

    @Override
    protected int getDataSize() {
        return 0;
    }
}
