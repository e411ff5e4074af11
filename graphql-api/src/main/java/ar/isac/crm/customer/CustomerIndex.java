package ar.isac.crm.customer;

import ar.isac.crm.database.DatabaseCapabilities;
import ar.isac.crm.graphql.Page;
import ar.isac.crm.message.Handle;
import ar.isac.crm.search.ListIndex;
import ar.isac.crm.search.ListOrder;
import ar.isac.crm.search.SearchWords;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
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

    private static final Logger log = LoggerFactory.getLogger(CustomerIndex.class);
    private static final String CREATED_AT = "createdAt";
    private static final ListOrder NEWEST_FIRST = ListOrder.by(new ListOrder.Key(CREATED_AT, true));
    private static final Duration OVERLAP = Duration.ofSeconds(30);
    private static final int MOST_ALIKE = 10;
    static final String PHONE = "phone:";
    static final String EMAIL = "email:";

    private final Customers customers;
    private final DatabaseCapabilities capabilities;
    private final ListIndex index = ListIndex.inMemory(NEWEST_FIRST);
    private final Clock clock;
    private Instant caughtUp;

    CustomerIndex(Customers customers, DatabaseCapabilities capabilities, Clock clock) {
        this.customers = customers;
        this.capabilities = capabilities;
        this.clock = clock;
        this.caughtUp = clock.instant();
    }

    @Override
    public void afterSingletonsInstantiated() {
        readAll();
    }

    /** Reading and taking are one step, so that of two changes the later one stays. */
    @EventListener
    synchronized void on(CustomersChanged change) {
        List<Customer> found = customers.find(change.ids());
        Set<String> gone = new HashSet<>(change.ids());
        found.forEach(customer -> gone.remove(customer.id()));
        gone.addAll(customers.merged(change.ids()));
        take(found.stream(), gone);
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

    /** Who was merged into another, or erased, is listed no more. */
    private void take(Stream<Customer> changed, Set<String> left) {
        changed.filter(customer -> !left.contains(customer.id()))
                .forEach(customer -> index.put(customer.id(), document(customer)));
        if (!left.isEmpty()) {
            index.remove(left);
        }
    }

    /** What narrows a list; null means any. */
    record Filter(
            @Nullable String search,
            @Nullable Segment segment,
            @Nullable String tagId) {}

    /** The newest first. */
    Page<Customer> page(Filter filter, int size, @Nullable String after) {
        return index.page(query(filter), NEWEST_FIRST, size, after, customers::find, Customer::id);
    }

    private static Query query(Filter filter) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        all.add(new MatchAllDocsQuery(), Occur.FILTER);
        if (filter.segment() != null) {
            all.add(new TermQuery(new Term("segment", filter.segment().name())), Occur.FILTER);
        }
        if (filter.tagId() != null) {
            all.add(new TermQuery(new Term("tag", filter.tagId())), Occur.FILTER);
        }
        if (filter.search() != null && SearchWords.areIn(filter.search())) {
            all.add(SearchWords.query("words", filter.search()), Occur.FILTER);
        }
        return all.build();
    }

    private static Document document(Customer customer) {
        Document document = new Document();
        document.add(new LongField(CREATED_AT, customer.createdAt().toEpochMilli(), Field.Store.NO));
        document.add(new StringField("segment", customer.segment().name(), Field.Store.NO));
        customer.tags().forEach(tag -> document.add(new StringField("tag", tag, Field.Store.NO)));
        matchKeys(customer).forEach(key -> document.add(new StringField("match", key, Field.Store.NO)));
        document.add(new TextField("words", SearchWords.indexed(customer.names()), Field.Store.NO));
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

    /** Who else may be each of these people, by phone or e-mail. */
    Map<Customer, List<Customer>> alike(Collection<Customer> people) {
        Map<Customer, List<String>> ids = new HashMap<>();
        people.forEach(customer -> ids.put(customer, idsAlike(customer)));
        List<String> all =
                ids.values().stream().flatMap(List::stream).distinct().toList();
        Map<String, Customer> found = all.isEmpty()
                ? Map.of()
                : customers.find(all).stream().collect(Collectors.toMap(Customer::id, Function.identity()));
        Map<Customer, List<Customer>> alike = new HashMap<>();
        ids.forEach((customer, others) -> alike.put(
                customer,
                others.stream().map(found::get).flatMap(Stream::ofNullable).toList()));
        return alike;
    }

    private List<String> idsAlike(Customer customer) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        Set<String> keys = matchKeys(customer);
        if (keys.isEmpty()) {
            return List.of();
        }
        keys.forEach(key -> any.add(new TermQuery(new Term("match", key)), Occur.SHOULD));
        return index.ids(any.build(), NEWEST_FIRST, MOST_ALIKE + 1).stream()
                .filter(id -> !id.equals(customer.id()))
                .toList();
    }

    @PreDestroy
    void close() {
        index.close();
    }
}
