package ar.isac.crm.catalog;

import ar.isac.crm.graphql.NotFound;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.mongodb.core.BulkOperations;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Repository;

/**
 * The stored products. Every write is guarded by the version that was read, and announced to every node as
 * {@link ProductsChanged}.
 */
@Repository
public class Products implements StoredProducts {
    private static final int ATTEMPTS = 200;
    private static final int PAGE = 1_000;

    private final MongoOperations mongo;
    private final CatalogChanges changes;

    Products(MongoOperations mongo, CatalogChanges changes) {
        this.mongo = mongo;
        this.changes = changes;
    }

    public Optional<Product> find(String sku) {
        return Optional.ofNullable(mongo.findById(Product.idOf(sku), Product.class));
    }

    /** The products of these skus in their order, without those that do not exist. */
    @Override
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
     * Only versions are asked for, and whole products where they differ: what this node knows is seldom outdated, and reading
     * hundreds anew for each message would be slow.
     */
    @Override
    public List<Product> current(List<Product> known) {
        if (known.isEmpty()) {
            return List.of();
        }
        Map<String, Long> versions = new HashMap<>();
        List<String> ids = new ArrayList<>(known.size());
        known.forEach(product -> ids.add(product.id()));
        for (Document stored : mongo.getCollection(mongo.getCollectionName(Product.class))
                .find(Filters.in("_id", ids))
                .projection(Projections.include("version"))) {
            versions.put(stored.getString("_id"), stored.getLong("version"));
        }
        List<String> outdated = new ArrayList<>();
        for (Product product : known) {
            Long version = versions.get(product.id());
            if (version != null && !version.equals(product.version())) {
                outdated.add(product.id());
            }
        }
        Map<String, Product> anew = new HashMap<>();
        findAll(outdated).forEach(product -> anew.put(product.id(), product));
        List<Product> current = new ArrayList<>(known.size());
        for (Product product : known) {
            if (versions.containsKey(product.id())) {
                current.add(anew.getOrDefault(product.id(), product));
            }
        }
        return List.copyOf(current);
    }

    /**
     * Applies a change to the product as it is now, again if somebody else wrote in between.
     *
     * @return the product as stored
     * @throws NotFound when there is none
     */
    public Product update(String sku, UnaryOperator<Product> change) {
        Product now = find(sku).orElseThrow(() -> new NotFound("Product"));
        return change.apply(now).equals(now)
                ? now
                : changes.ofProducts(Set.of(now.id()), () -> updateQuietly(sku, change));
    }

    private Product updateQuietly(String sku, UnaryOperator<Product> change) {
        for (int attempt = 1; ; attempt++) {
            Product now = find(sku).orElseThrow(() -> new NotFound("Product"));
            Product next = change.apply(now);
            if (next.equals(now)) {
                return now;
            }
            try {
                return mongo.save(next.withVersion(now.version()));
            } catch (OptimisticLockingFailureException lostRace) {
                if (attempt == ATTEMPTS) {
                    throw lostRace;
                }
            }
        }
    }

    /** Stores a new product, or throws {@link DuplicateKeyException} when its sku is taken. */
    public Product insert(Product product) {
        return changes.ofProducts(Set.of(product.id()), () -> mongo.insert(product.withVersion(null)));
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

    /** Stores many at once, all or what comes before a failure; each under its guard. */
    Stored upsertAll(List<? extends Upsert> upserts) {
        Map<String, Product> stored = new HashMap<>();
        findAll(upserts.stream().map(Upsert::sku).toList()).forEach(product -> stored.put(product.id(), product));
        List<Upsert> fresh = new ArrayList<>();
        List<Upsert> changed = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Upsert upsert : upserts) {
            String id = Product.idOf(upsert.sku());
            Product now = stored.get(id);
            if (now == null) {
                fresh.add(upsert);
                ids.add(id);
            } else if (!upsert.onto(Optional.of(now)).equals(now)) {
                changed.add(upsert);
                ids.add(id);
            }
        }
        if (!ids.isEmpty()) {
            changes.ofProducts(ids, () -> {
                insertAll(fresh);
                replaceAll(changed, stored);
                return ids;
            });
        }
        return new Stored(fresh.size(), changed.size(), upserts.size() - ids.size());
    }

    private void insertAll(List<Upsert> fresh) {
        if (fresh.isEmpty()) {
            return;
        }
        try {
            mongo.insert(
                    fresh.stream().map(upsert -> upsert.onto(Optional.empty())).toList(), Product.class);
        } catch (DuplicateKeyException concurrentImport) {
            fresh.forEach(this::insertOrUpdate);
        }
    }

    private void insertOrUpdate(Upsert upsert) {
        try {
            mongo.insert(upsert.onto(Optional.empty()));
        } catch (DuplicateKeyException taken) {
            updateQuietly(upsert.sku(), product -> upsert.onto(Optional.of(product)));
        }
    }

    private void replaceAll(List<Upsert> changed, Map<String, Product> stored) {
        if (changed.isEmpty()) {
            return;
        }
        BulkOperations replacements = mongo.bulkOps(BulkOperations.BulkMode.UNORDERED, Product.class);
        for (Upsert upsert : changed) {
            Product now = Objects.requireNonNull(stored.get(Product.idOf(upsert.sku())));
            long version = Objects.requireNonNull(now.version());
            replacements.replaceOne(
                    Query.query(
                            Criteria.where("_id").is(now.id()).and("version").is(version)),
                    upsert.onto(Optional.of(now)).withVersion(version + 1));
        }
        if (replacements.execute().getMatchedCount() < changed.size()) {
            // Somebody else wrote some of them meanwhile; those that are as they should be stay as they are.
            changed.forEach(upsert -> updateQuietly(upsert.sku(), product -> upsert.onto(Optional.of(product))));
        }
    }
}
