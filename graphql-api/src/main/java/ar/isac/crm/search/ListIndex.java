package ar.isac.crm.search;

import ar.isac.crm.graphql.IllegalCursor;
import ar.isac.crm.graphql.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * A Lucene index of what lists are made of: ids, sort values and words; the things themselves are read from the database by
 * their ids. Changes are many and searches few, so whoever searches makes the changes visible. Documents lie in the order of
 * the list that is asked for most, so that a page of it costs what its size does, however much a query finds.
 */
public final class ListIndex implements AutoCloseable {

    /** The field that holds the id as a term. */
    public static final String ID = "id";

    private static final double BUFFER_MEGABYTES = 16;

    private static final int SMALLEST_PIECE = 100;
    private static final int LARGEST_PIECE = 500;
    private static final int MOST_SIFTED = 4_000;

    private final IndexWriter writer;
    private final SearcherManager searchers;

    private ListIndex(Directory directory, ListOrder order, OpenMode mode) throws IOException {
        this.writer = new IndexWriter(
                directory,
                new IndexWriterConfig(new WhitespaceAnalyzer())
                        .setOpenMode(mode)
                        .setIndexSort(order.sort())
                        .setRAMBufferSizeMB(BUFFER_MEGABYTES)
                        .setMergePolicy(new TieredMergePolicy().setForceMergeDeletesPctAllowed(0))
                        .setCommitOnClose(false));
        this.searchers = new SearcherManager(writer, new SearcherFactory());
    }

    /**
     * An index that ends with the process.
     *
     * @param order of the list that is asked for most
     */
    public static ListIndex inMemory(ListOrder order) {
        return io(() -> new ListIndex(new ByteBuffersDirectory(), order, OpenMode.CREATE));
    }

    /**
     * An index that stays in a directory, as far as it is committed.
     *
     * @param order of the list that is asked for most
     * @param goesOn whether what was kept with the last commit is of this form; begun anew where it is not
     */
    public static ListIndex in(Path path, ListOrder order, Predicate<Map<String, String>> goesOn) {
        return io(() -> {
            Directory directory = FSDirectory.open(path);
            boolean isOfThisForm = DirectoryReader.indexExists(directory)
                    && goesOn.test(SegmentInfos.readLatestCommit(directory).getUserData());
            return new ListIndex(directory, order, isOfThisForm ? OpenMode.APPEND : OpenMode.CREATE);
        });
    }

    /** Puts a document in the place of the one with this id. The words of its fields are those of {@link SearchWords}. */
    public void put(String id, Document document) {
        document.add(new StringField(ID, id, Field.Store.NO));
        document.add(new SortedDocValuesField(ListOrder.ID, new BytesRef(id)));
        io(() -> writer.updateDocument(new Term(ID, id), document));
    }

    public void remove(Collection<String> ids) {
        Term[] terms = ids.stream().map(id -> new Term(ID, id)).toArray(Term[]::new);
        io(() -> writer.deleteDocuments(terms));
    }

    /** Removes all that a query finds. */
    public void remove(Query query) {
        io(() -> writer.deleteDocuments(query));
    }

    public void removeAll() {
        io(writer::deleteAll);
    }

    /** What was kept with the last commit; empty when there was none. */
    public Map<String, String> committed() {
        Map<String, String> kept = new HashMap<>();
        Iterable<Map.Entry<String, String>> data = writer.getLiveCommitData();
        if (data != null) {
            data.forEach(entry -> kept.put(entry.getKey(), entry.getValue()));
        }
        return kept;
    }

    /** Makes everything up to now stay, and {@code kept} with it. */
    public void commit(Map<String, String> kept) {
        writer.setLiveCommitData(kept.entrySet());
        io(writer::commit);
    }

    /** Commits, and leaves no word of what was removed in any file: its parts are rewritten, however little of them it is. */
    public void commitForgetting(Map<String, String> kept) {
        io(() -> {
            writer.forceMergeDeletes(true);
            return 0L;
        });
        commit(kept);
        io(() -> {
            // Files stay as long as somebody searches in them.
            searchers.maybeRefreshBlocking();
            writer.deleteUnusedFiles();
            return 0L;
        });
    }

    /** One thing's place in a list. */
    private record Hit(String id, String cursor) {}

    /**
     * A page of what a query finds.
     *
     * @param find reads things by their ids, in any order; those that are gone are left out
     * @throws IllegalCursor when {@code after} is no cursor of this order
     */
    public <T> Page<T> page(
            Query query,
            ListOrder order,
            int size,
            @Nullable String after,
            Function<Collection<String>, List<T>> find,
            Function<T, String> id) {
        return page(reading(searcher -> hits(searcher, query, order, size + 1, after)), size, after, find, id);
    }

    /** Says which of some things in a list stay in it, where no query of the list itself tells at little cost. */
    public interface Sieve {
        Set<String> left(List<String> ids, IndexSearcher searcher) throws IOException;
    }

    /**
     * A page of what a query finds and a sieve leaves, sifted in the order of the list until the page is full; empty when so
     * little is left that this would go on for too long.
     *
     * @throws IllegalCursor when {@code after} is no cursor of this order
     */
    public <T> Optional<Page<T>> page(
            Query query,
            Sieve sieve,
            ListOrder order,
            int size,
            @Nullable String after,
            Function<Collection<String>, List<T>> find,
            Function<T, String> id) {
        return reading(searcher -> sifted(searcher, query, sieve, order, size + 1, after))
                .map(hits -> page(hits, size, after, find, id));
    }

    private static Optional<List<Hit>> sifted(
            IndexSearcher searcher, Query query, Sieve sieve, ListOrder order, int most, @Nullable String after)
            throws IOException {
        List<Hit> kept = new ArrayList<>();
        @Nullable String from = after;
        int piece = SMALLEST_PIECE;
        for (int sifted = 0; sifted < MOST_SIFTED; piece = Math.min(2 * piece, LARGEST_PIECE)) {
            List<Hit> hits = hits(searcher, query, order, piece, from);
            Set<String> left = sieve.left(hits.stream().map(Hit::id).toList(), searcher);
            hits.stream().filter(hit -> left.contains(hit.id())).forEach(kept::add);
            if (kept.size() >= most || hits.size() < piece) {
                return Optional.of(kept.subList(0, Math.min(kept.size(), most)));
            }
            from = hits.getLast().cursor();
            sifted += piece;
        }
        return Optional.empty();
    }

    private static <T> Page<T> page(
            List<Hit> hits,
            int size,
            @Nullable String after,
            Function<Collection<String>, List<T>> find,
            Function<T, String> id) {
        Map<String, String> cursors = hits.stream().limit(size).collect(Collectors.toMap(Hit::id, Hit::cursor));
        // What is gone meanwhile leaves its place to go on from.
        @Nullable
        String end = cursors.isEmpty() ? null : hits.get(cursors.size() - 1).cursor();
        Map<String, T> found = cursors.isEmpty()
                ? Map.of()
                : find.apply(cursors.keySet()).stream().collect(Collectors.toMap(id, Function.identity()));
        return Page.upTo(
                end,
                hits.stream()
                        .limit(size)
                        .map(hit -> found.get(hit.id()))
                        .flatMap(Stream::ofNullable)
                        .toList(),
                thing -> Objects.requireNonNull(cursors.get(id.apply(thing))),
                after != null,
                hits.size() > size);
    }

    /** How many documents a query finds. */
    public int count(Query query) {
        return reading(searcher -> searcher.count(query));
    }

    /** The ids of the first so many, in an order. */
    public List<String> ids(Query query, ListOrder order, int most) {
        return reading(searcher -> hits(searcher, query, order, most, null)).stream()
                .map(Hit::id)
                .toList();
    }

    /** The ids of all that a query finds, in no order. */
    public Set<String> ids(Query query) {
        return reading(searcher -> ids(searcher, query));
    }

    /** The same of the index as a searcher sees it. */
    public static Set<String> ids(IndexSearcher searcher, Query query) throws IOException {
        return DistinctValues.all(ListOrder.ID, searcher, query);
    }

    private static List<Hit> hits(
            IndexSearcher searcher, Query query, ListOrder order, int most, @Nullable String after) throws IOException {
        int documents = searcher.getIndexReader().maxDoc();
        @Nullable FieldDoc from = order.after(after, documents);
        if (documents == 0) {
            return List.of();
        }
        List<Hit> hits = new ArrayList<>();
        // Nobody asks how many there are besides: the search ends where the page does.
        TopFieldCollectorManager page = new TopFieldCollectorManager(order.sort(), Math.min(most, documents), from, 1);
        for (ScoreDoc hit : searcher.search(query, page).scoreDocs) {
            ListOrder.Place place = ListOrder.Place.of((FieldDoc) hit);
            hits.add(new Hit(place.id(), place.cursor()));
        }
        return hits;
    }

    /** What is asked of the index as it is at this instant. */
    public interface Reading<T> {
        T from(IndexSearcher searcher) throws IOException;
    }

    /** Asks something of the index, every change of before included. */
    public <T> T reading(Reading<T> question) {
        return io(() -> {
            searchers.maybeRefreshBlocking();
            IndexSearcher searcher = searchers.acquire();
            try {
                return question.from(searcher);
            } finally {
                searchers.release(searcher);
            }
        });
    }

    @Override
    public void close() {
        io(() -> {
            searchers.close();
            writer.close();
            writer.getDirectory().close();
            return writer;
        });
    }

    private interface Work<T extends @Nullable Object> {
        T done() throws IOException;
    }

    private static <T extends @Nullable Object> T io(Work<T> work) {
        try {
            return work.done();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
