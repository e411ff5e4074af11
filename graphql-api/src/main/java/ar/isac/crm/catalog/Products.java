package ar.isac.crm.catalog;

import ar.isac.crm.graphql.NotFound;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Repository;

/**
 * The stored products. Every write is guarded by the version that was read and announced as {@link ProductsChanged}.
 */
@Repository
public class Products {
    private static final int ATTEMPTS = 200;
    private static final int PAGE = 1_000;

    private final MongoOperations mongo;
    private final ApplicationEventPublisher events;

    Products(MongoOperations mongo, ApplicationEventPublisher events) {
        this.mongo = mongo;
        this.events = events;
    }

    public Optional<Product> find(String sku) {
        return Optional.ofNullable(mongo.findById(Product.idOf(sku), Product.class));
    }

    /** The products of these skus in their order, without those that do not exist. */
    public List<Product> findAll(Collection<String> skus) {
        Set<String> ids = new LinkedHashSet<>();
        skus.forEach(sku -> ids.add(Product.idOf(sku)));
        Map<String, Product> found = new HashMap<>();
        List<String> all = new ArrayList<>(ids);
        for (int from = 0; from < all.size(); from += PAGE) {
            List<String> page = all.subList(from, Math.min(all.size(), from + PAGE));
            mongo.find(Query.query(Criteria.where("_id").in(page)), Product.class)
                    .forEach(product -> found.put(product.id(), product));
        }
        return all.stream().map(found::get).flatMap(Stream::ofNullable).toList();
    }

    /**
     * Applies a change to the product as it is now, again if somebody else wrote in between.
     *
     * @return the product as stored
     * @throws NotFound when there is none
     */
    public Product update(String sku, UnaryOperator<Product> change) {
        for (int attempt = 1; ; attempt++) {
            Product now = find(sku).orElseThrow(() -> new NotFound("Product"));
            Product next = change.apply(now);
            if (next.equals(now)) {
                return now;
            }
            try {
                Product stored = mongo.save(next.withVersion(now.version()));
                events.publishEvent(new ProductsChanged(Set.of(stored.id())));
                return stored;
            } catch (OptimisticLockingFailureException lostRace) {
                if (attempt == ATTEMPTS) {
                    throw lostRace;
                }
            }
        }
    }

    /** Stores a new product, or throws {@link DuplicateKeyException} when its sku is taken. */
    public Product insert(Product product) {
        Product stored = mongo.insert(product.withVersion(null));
        events.publishEvent(new ProductsChanged(Set.of(stored.id())));
        return stored;
    }

    boolean isEmpty() {
        return mongo.estimatedCount(Product.class) == 0;
    }

    /** Every product; the stream reads on as it is consumed and must be closed. */
    Stream<Product> all() {
        return mongo.stream(new Query(), Product.class);
    }

    /** What storing many products did to each. */
    record Stored(int created, int updated, int unchanged) {
        static final Stored NOTHING = new Stored(0, 0, 0);

        Stored plus(Stored other) {
            return new Stored(created + other.created, updated + other.updated, unchanged + other.unchanged);
        }
    }

    /** Makes a product from the one that is stored, if there is one. */
    interface Upsert {
        String sku();

        Product onto(Optional<Product> stored);
    }

    /** Stores many at once; what is new goes in one batch, what changed one by one under its guard. */
    Stored upsertAll(List<? extends Upsert> upserts) {
        Map<String, Product> stored = new HashMap<>();
        findAll(upserts.stream().map(Upsert::sku).toList()).forEach(product -> stored.put(product.id(), product));
        List<Upsert> fresh = new ArrayList<>();
        Set<String> changed = new HashSet<>();
        int unchanged = 0;
        for (Upsert upsert : upserts) {
            Product now = stored.get(Product.idOf(upsert.sku()));
            if (now == null) {
                fresh.add(upsert);
            } else if (upsert.onto(Optional.of(now)).equals(now)) {
                unchanged++;
            } else {
                update(upsert.sku(), product -> upsert.onto(Optional.of(product)));
                changed.add(now.id());
            }
        }
        insertAll(fresh);
        return new Stored(fresh.size(), changed.size(), unchanged);
    }

    private void insertAll(List<Upsert> fresh) {
        if (fresh.isEmpty()) {
            return;
        }
        List<Product> products =
                fresh.stream().map(upsert -> upsert.onto(Optional.empty())).toList();
        try {
            mongo.insert(products, Product.class);
        } catch (DuplicateKeyException concurrentImport) {
            fresh.forEach(this::insertOrUpdate);
        }
        Set<String> ids = new HashSet<>();
        products.forEach(product -> ids.add(product.id()));
        events.publishEvent(new ProductsChanged(ids));
    }

    private void insertOrUpdate(Upsert upsert) {
        try {
            mongo.insert(upsert.onto(Optional.empty()));
        } catch (DuplicateKeyException taken) {
            update(upsert.sku(), product -> upsert.onto(Optional.of(product)));
        }
    }
}
