package ar.isac.crm.customer;

import ar.isac.crm.database.DatabaseCapabilities;
import ar.isac.crm.graphql.IllegalCursor;
import ar.isac.crm.graphql.Page;
import ar.isac.crm.message.Handle;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.WildcardQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The customers in memory, for lists: ids and sort values stand here, documents are read by id. Read from the collection at
 * start; every change on this node is seen by the next search. The embedded database has one node; on any other the changes of
 * other nodes are read every second.
 */
@Component
class CustomerIndex implements SmartInitializingSingleton {

    private static final Sort NEWEST_FIRST = new Sort(
            new SortField("createdAt", SortField.Type.LONG, true), new SortField("idOrder", SortField.Type.STRING));
    private static final Logger log = LoggerFactory.getLogger(CustomerIndex.class);
    private static final Duration OVERLAP = Duration.ofSeconds(30);
    private static final int MOST_WORDS = 8;
    private static final int MOST_ALIKE = 10;
    static final String PHONE = "phone:";
    static final String EMAIL = "email:";
    private static final int LEAST_DIGITS = 4;

    private final Customers customers;
    private final DatabaseCapabilities capabilities;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final Clock clock;
    private Instant caughtUp;

    CustomerIndex(Customers customers, DatabaseCapabilities capabilities, Clock clock) {
        this.customers = customers;
        this.capabilities = capabilities;
        this.clock = clock;
        this.caughtUp = clock.instant();
        try {
            this.writer = new IndexWriter(
                    new ByteBuffersDirectory(), new IndexWriterConfig(new WhitespaceAnalyzer()).setRAMBufferSizeMB(16));
            this.searchers = new SearcherManager(writer, new SearcherFactory());
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }

    @Override
    public void afterSingletonsInstantiated() {
        readAll();
    }

    /** Reading and taking are one step, so that of two changes the later one stays. */
    @EventListener
    synchronized void on(CustomersChanged change) {
        take(customers.find(change.ids()).stream(), customers.merged(change.ids()));
    }

    /** What other nodes have changed: they share the database and nothing else. */
    @Scheduled(fixedDelay = 1_000)
    void catchUp() {
        if (capabilities.isEmbedded()) {
            return;
        }
        try {
            readSince(clock.instant());
        } catch (DataAccessException e) {
            log.warn("Changes of customers cannot be read now: {}", e.getClass().getSimpleName());
        }
    }

    /** Clocks differ and writes take time, so a piece that was read before is read again. */
    private synchronized void readSince(Instant now) {
        take(customers.changedSince(caughtUp.minus(OVERLAP)).stream(), allMerged());
        caughtUp = now;
    }

    private synchronized void readAll() {
        try (Stream<Customer> all = customers.all()) {
            take(all, allMerged());
        }
    }

    private Set<String> allMerged() {
        return customers.merges().stream()
                .filter(merge -> !merge.isUndone())
                .map(CustomerMerge::id)
                .collect(Collectors.toSet());
    }

    /** Who was merged into another is listed no more. */
    private void take(Stream<Customer> changed, Set<String> merged) {
        try {
            for (Customer customer : (Iterable<Customer>) changed::iterator) {
                Term id = new Term("id", customer.id());
                if (merged.contains(customer.id())) {
                    writer.deleteDocuments(id);
                } else {
                    writer.updateDocument(id, document(customer));
                }
            }
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }

    /** What narrows a list; null means any. */
    record Filter(
            @Nullable String search,
            @Nullable Segment segment,
            @Nullable String tagId) {}

    /** The newest first. */
    Page<Customer> page(Filter filter, int size, @Nullable String after) {
        List<Hit> hits = hits(query(filter), size + 1, after == null ? null : place(after));
        List<Hit> shown = hits.subList(0, Math.min(size, hits.size()));
        Map<String, Customer> stored = new HashMap<>();
        customers.find(shown.stream().map(Hit::id).toList()).forEach(customer -> stored.put(customer.id(), customer));
        Map<String, String> cursors = new HashMap<>();
        shown.forEach(hit -> cursors.put(hit.id(), hit.cursor()));
        return Page.of(
                shown.stream()
                        .map(hit -> stored.get(hit.id()))
                        .flatMap(Stream::ofNullable)
                        .toList(),
                customer -> Objects.requireNonNull(cursors.get(customer.id())),
                after != null,
                hits.size() > size);
    }

    /** One customer's place in the order. */
    private record Hit(String id, long createdAt) {

        String cursor() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((createdAt + " " + id).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Hit place(String cursor) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(" ", 2);
            return new Hit(parts[1], Long.parseLong(parts[0]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException foreign) {
            throw new IllegalCursor(cursor, foreign);
        }
    }

    private List<Hit> hits(Query query, int most, @Nullable Hit after) {
        try {
            // Changes are many and searches few, so whoever searches makes the changes visible.
            searchers.maybeRefreshBlocking();
            IndexSearcher searcher = searchers.acquire();
            try {
                return hits(searcher, query, most, after);
            } finally {
                searchers.release(searcher);
            }
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }

    private static List<Hit> hits(IndexSearcher searcher, Query query, int most, @Nullable Hit after)
            throws IOException {
        int count = searcher.getIndexReader().maxDoc();
        if (count == 0) {
            return List.of();
        }
        ScoreDoc from = after == null
                ? null
                : new FieldDoc(count - 1, Float.NaN, new Object[] {after.createdAt(), new BytesRef(after.id())});
        TopDocs found = searcher.searchAfter(from, query, most, NEWEST_FIRST);
        List<Hit> hits = new ArrayList<>();
        for (ScoreDoc hit : found.scoreDocs) {
            String id = Objects.requireNonNull(
                    searcher.storedFields().document(hit.doc).get("id"));
            hits.add(new Hit(id, (Long) ((FieldDoc) hit).fields[0]));
        }
        return hits;
    }

    /** Every word begins one of a customer's; digits may also stand within a number. */
    private static Query query(Filter filter) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        all.add(new MatchAllDocsQuery(), Occur.FILTER);
        if (filter.segment() != null) {
            all.add(new TermQuery(new Term("segment", filter.segment().name())), Occur.FILTER);
        }
        if (filter.tagId() != null) {
            all.add(new TermQuery(new Term("tag", filter.tagId())), Occur.FILTER);
        }
        words(filter.search() == null ? "" : filter.search())
                .limit(MOST_WORDS)
                .map(CustomerIndex::word)
                .forEach(word -> all.add(word, Occur.FILTER));
        return all.build();
    }

    private static Query word(String word) {
        boolean isPartOfNumber = word.length() >= LEAST_DIGITS && word.chars().allMatch(Character::isDigit);
        return isPartOfNumber
                ? new WildcardQuery(new Term("words", "*" + word + "*"))
                : new PrefixQuery(new Term("words", word));
    }

    private static Document document(Customer customer) {
        Document document = new Document();
        document.add(new StringField("id", customer.id(), Field.Store.YES));
        document.add(new SortedDocValuesField("idOrder", new BytesRef(customer.id())));
        document.add(new NumericDocValuesField("createdAt", customer.createdAt().toEpochMilli()));
        document.add(new StringField("segment", customer.segment().name(), Field.Store.NO));
        customer.tags().forEach(tag -> document.add(new StringField("tag", tag, Field.Store.NO)));
        matchKeys(customer).forEach(key -> document.add(new StringField("match", key, Field.Store.NO)));
        document.add(new TextField("words", String.join(" ", searched(customer)), Field.Store.NO));
        return document;
    }

    /** What two records of one person have in common, however they write. */
    static Set<String> matchKeys(Customer customer) {
        Set<String> keys = new HashSet<>();
        for (Customer.KnownHandle handle : customer.handles()) {
            if (handle.kind() == Handle.Kind.WA_ID || handle.kind() == Handle.Kind.PHONE) {
                PhoneNumber.international(handle.address()).ifPresent(number -> keys.add(PHONE + number.matchKey()));
            }
        }
        Detail email = customer.detail(Detail.Field.EMAIL);
        if (email != null) {
            keys.add(EMAIL + email.value().strip().toLowerCase(Locale.ROOT));
        }
        return keys;
    }

    /** Who else may be this person, by phone or e-mail. */
    List<Customer> alike(Customer customer) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        Set<String> keys = matchKeys(customer);
        if (keys.isEmpty()) {
            return List.of();
        }
        keys.forEach(key -> any.add(new TermQuery(new Term("match", key)), Occur.SHOULD));
        List<String> ids = hits(any.build(), MOST_ALIKE + 1, null).stream()
                .map(Hit::id)
                .filter(id -> !id.equals(customer.id()))
                .toList();
        return customers.find(ids);
    }

    private static Collection<String> searched(Customer customer) {
        Stream<String> handles = customer.handles().stream().map(Customer.KnownHandle::address);
        Stream<String> details = customer.details().stream().map(Detail::value);
        Stream<String> texts = Stream.of(
                        Stream.of(customer.displayName()), Stream.ofNullable(customer.profileName()), handles, details)
                .flatMap(part -> part);
        return texts.flatMap(text -> Stream.concat(words(text), joined(text)))
                .distinct()
                .toList();
    }

    /** A number as one word: «20-12345678-6» is also found as 20123456786. */
    private static Stream<String> joined(String text) {
        String digits = text.replaceAll("[\\s.+()-]", "");
        return digits.matches("\\d{4,}") ? Stream.of(digits) : Stream.empty();
    }

    private static Stream<String> words(String text) {
        String plain = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "");
        return Arrays.stream(plain.split("[^\\p{L}\\p{N}@._]+", -1)).filter(word -> !word.isBlank());
    }

    @PreDestroy
    void close() throws IOException {
        searchers.close();
        writer.close();
    }
}
