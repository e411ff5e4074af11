package ar.isac.crm.catalog;

import ar.isac.crm.search.SpanishWords;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The catalogue in memory, for finding: a Lucene index for people who search and the {@link Vocabulary} for the
 * assistant. Read from the collection at start; {@link #refresh} brings it up to what is stored.
 */
@Component
public class CatalogIndex implements SmartInitializingSingleton {
    private static final int MAX_TEXT = 4_000;

    private final Products products;
    private final CatalogChanges changes;
    private final ApplicationEventPublisher events;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final Map<String, Product> known = new ConcurrentHashMap<>();
    private final NavigableMap<String, NavigableMap<String, Product>> families = new ConcurrentSkipListMap<>();
    private final Map<String, NavigableMap<String, Product>> categories = new ConcurrentHashMap<>();
    private final Vocabulary vocabulary;

    CatalogIndex(Products products, CatalogChanges changes, Language language, ApplicationEventPublisher events) {
        this.products = products;
        this.changes = changes;
        this.events = events;
        this.vocabulary = new Vocabulary(language);
        try {
            this.writer = new IndexWriter(
                    new ByteBuffersDirectory(), new IndexWriterConfig(new SpanishWords()).setRAMBufferSizeMB(16));
            this.searchers = new SearcherManager(writer, new SearcherFactory());
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }

    @Override
    public void afterSingletonsInstantiated() {
        changes.begin();
        readAll();
    }

    @EventListener(CatalogMissed.class)
    void readAll() {
        try (Stream<Product> all = products.all()) {
            List<Product> stored = all.toList();
            Set<String> gone = new HashSet<>(known.keySet());
            stored.forEach(product -> gone.remove(product.id()));
            take(stored, List.copyOf(gone));
        }
    }

    @EventListener
    void on(ProductsChanged change) {
        refresh(change.ids());
    }

    /** Reads these products again; when it returns, every search sees them as they are stored. */
    public void refresh(Collection<String> skus) {
        List<Product> stored = products.findAll(skus);
        Set<String> found = stored.stream().map(Product::id).collect(Collectors.toSet());
        take(
                stored,
                skus.stream()
                        .map(Product::idOf)
                        .filter(id -> !found.contains(id))
                        .toList());
    }

    private synchronized void take(List<Product> changed, List<String> gone) {
        Set<String> renamed = new LinkedHashSet<>();
        try {
            boolean isChanged = false;
            for (Product product : changed) {
                Product before = known.get(product.id());
                if (before == null || isNewer(product, before)) {
                    renamed.addAll(replace(before, product));
                    writer.updateDocument(new Term("id", product.id()), document(product));
                    isChanged = true;
                }
            }
            for (String id : gone) {
                Product before = known.get(id);
                if (before != null) {
                    renamed.addAll(replace(before, null));
                    writer.deleteDocuments(new Term("id", id));
                    isChanged = true;
                }
            }
            if (isChanged) {
                searchers.maybeRefreshBlocking();
            }
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        renamed.forEach(family -> vocabulary.put(
                family, variants(family).stream().filter(Product::isActive).toList()));
        if (!renamed.isEmpty()) {
            events.publishEvent(new CatalogNamesChanged());
        }
    }

    /** Words mean something else now: what was remembered of them is read anew. */
    void reworded() {
        vocabulary.forgetMeanings();
        events.publishEvent(new CatalogNamesChanged());
    }

    /** A read that began before a later one may end after it. */
    private static boolean isNewer(Product product, Product known) {
        Long version = product.version();
        Long knownVersion = known.version();
        return version == null || knownVersion == null || version > knownVersion;
    }

    /** Puts a product in the place of what was there; returns the families that are called otherwise now. */
    private Set<String> replace(@Nullable Product before, @Nullable Product after) {
        Set<String> renamed = new LinkedHashSet<>();
        if (before != null) {
            known.remove(before.id());
            take(families, Words.folded(before.family()), before);
            take(categories, categoryOf(before), before);
            renamed.add(Words.folded(before.family()));
        }
        if (after != null) {
            known.put(after.id(), after);
            put(families, Words.folded(after.family()), after);
            put(categories, categoryOf(after), after);
            renamed.add(Words.folded(after.family()));
        }
        boolean isSameName = before != null && after != null && namesOf(before).equals(namesOf(after));
        return isSameName ? Set.of() : renamed;
    }

    private static void put(Map<String, NavigableMap<String, Product>> groups, String group, Product product) {
        groups.computeIfAbsent(group, any -> new ConcurrentSkipListMap<>()).put(product.id(), product);
    }

    private static void take(Map<String, NavigableMap<String, Product>> groups, String group, Product product) {
        NavigableMap<String, Product> members = groups.get(group);
        if (members != null) {
            members.remove(product.id());
            if (members.isEmpty()) {
                groups.remove(group);
            }
        }
    }

    private static String categoryOf(Product product) {
        String category = product.category();
        return category == null ? "" : Words.folded(category);
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    /** The products of a family, in the catalogue's order. */
    Collection<Product> variants(String family) {
        NavigableMap<String, Product> variants = families.get(Words.folded(family));
        return variants == null ? List.of() : variants.values();
    }

    /** The products of a category, in the catalogue's order. */
    Collection<Product> inCategory(String category) {
        NavigableMap<String, Product> members = categories.get(Words.folded(category));
        return members == null || category.isBlank() ? List.of() : members.values();
    }

    /** The names of all families, folded, in alphabetical order. */
    Collection<String> familyNames() {
        return families.keySet();
    }

    /** The products of each category, without those that have none. */
    Stream<Collection<Product>> categories() {
        return categories.entrySet().stream()
                .filter(group -> !group.getKey().isEmpty())
                .map(group -> group.getValue().values());
    }

    /** Products as of the last refresh, to choose which to read from the collection. */
    Collection<Product> known() {
        return known.values();
    }

    @Nullable
    Product known(String id) {
        return known.get(id);
    }

    /** One page of ids. */
    record Page(List<Hit> hits, boolean hasMore) {}

    /** One id with its place in the order: the values that the results are sorted by. */
    record Hit(String id, List<Object> place) {}

    Page page(Query query, Sort sort, int size, @Nullable List<Object> after) {
        try {
            IndexSearcher searcher = searchers.acquire();
            try {
                return page(searcher, query, sort, size, after);
            } finally {
                searchers.release(searcher);
            }
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }

    private static Page page(IndexSearcher searcher, Query query, Sort sort, int size, @Nullable List<Object> after)
            throws IOException {
        int count = searcher.getIndexReader().maxDoc();
        if (count == 0) {
            return new Page(List.of(), false);
        }
        ScoreDoc from = after == null ? null : new FieldDoc(count - 1, Float.NaN, after.toArray());
        TopDocs found = searcher.searchAfter(from, query, size + 1, sort);
        List<Hit> hits = new ArrayList<>();
        for (ScoreDoc hit : found.scoreDocs) {
            if (hits.size() < size) {
                String id = Objects.requireNonNull(
                        searcher.storedFields().document(hit.doc).get("id"));
                hits.add(new Hit(id, List.of(((FieldDoc) hit).fields)));
            }
        }
        return new Page(hits, found.scoreDocs.length > size);
    }

    private static Document document(Product product) {
        Document document = new Document();
        document.add(new StringField("id", product.id(), Field.Store.YES));
        document.add(new SortedDocValuesField("idOrder", new BytesRef(product.id())));
        document.add(new SortedDocValuesField("titleOrder", new BytesRef(Words.folded(product.title()))));
        document.add(new StringField("isActive", Boolean.toString(product.isActive()), Field.Store.NO));
        document.add(new StringField("inStock", Boolean.toString(product.sellable() > 0), Field.Store.NO));
        addExact(document, "family", product.family());
        addExact(document, "brand", product.brand());
        addExact(document, "category", product.category());
        product.tags().forEach(tag -> addExact(document, "tag", tag));
        String names = String.join(
                " ",
                Stream.of(
                                Stream.of(product.title(), product.family(), product.sku()),
                                Stream.of(product.brand(), product.category()).flatMap(Stream::ofNullable),
                                product.tags().stream(),
                                product.attributes().stream().map(Attribute::value))
                        .flatMap(part -> part)
                        .map(Words::folded)
                        .toList());
        document.add(new TextField("names", names, Field.Store.NO));
        String description = product.description();
        if (description != null) {
            String start = description.substring(0, Math.min(description.length(), MAX_TEXT));
            document.add(new TextField("description", Words.folded(start), Field.Store.NO));
        }
        return document;
    }

    private static void addExact(Document document, String field, @Nullable String value) {
        if (value != null) {
            document.add(new StringField(field, Words.folded(value), Field.Store.NO));
        }
    }

    /** Everything of a product that it can be called by. */
    private static Map<String, Object> namesOf(Product product) {
        Map<String, Object> names = new LinkedHashMap<>();
        names.put("family", product.family());
        names.put("brand", String.valueOf(product.brand()));
        names.put("category", String.valueOf(product.category()));
        names.put("tags", product.tags());
        names.put("attributes", product.attributes());
        names.put("isActive", product.isActive());
        return names;
    }

    @PreDestroy
    void close() throws IOException {
        searchers.close();
        writer.close();
    }
}
