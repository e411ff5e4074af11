package ar.isac.crm.sale;

import ar.isac.crm.catalog.Product;
import ar.isac.crm.catalog.Products;
import ar.isac.crm.catalog.Shelf;
import ar.isac.crm.pending.Alarms;
import ar.isac.crm.quote.PricedLine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.stereotype.Component;

/**
 * Stock that is promised for a while to orders that are not paid yet. The promise is on record, with its alarm, before the
 * first product learns of it: whatever a crash leaves reserved is found and released.
 */
@Component
public class Holds {

    private static final Logger log = LoggerFactory.getLogger(Holds.class);

    /** How long a promise lasts. */
    public static final Duration TIME = Duration.ofMinutes(30);

    private final MongoTemplate database;
    private final Shelf shelf;
    private final Products products;
    private final Alarms alarms;
    private final Clock clock;

    Holds(MongoTemplate database, Shelf shelf, Products products, Alarms alarms, Clock clock) {
        this.database = database;
        this.shelf = shelf;
        this.products = products;
        this.alarms = alarms;
        this.clock = clock;
    }

    /**
     * A promise.
     *
     * @param id the order's key
     */
    @Document("holds")
    record Hold(@Id String id, @Version @Nullable Long version, List<String> productIds, Instant until) {}

    /** Whether the stock of an order is promised. */
    public sealed interface Holding {

        /** All of it, until then. */
        record Held(Instant until) implements Holding {}

        /** None of it. */
        record Lacking(List<Shortage> shortages) implements Holding {}
    }

    /** Promises the units of the lines to an order, all or none; once more prolongs the promise. */
    public Holding hold(String orderKey, List<PricedLine> lines) {
        Map<String, Integer> units = Sale.units(lines);
        Instant until = clock.instant().truncatedTo(ChronoUnit.MILLIS).plus(TIME);
        note(orderKey, List.copyOf(units.keySet()), until);
        alarms.setUnlessSet(SaleWatch.KIND, orderKey, until);
        List<Shortage> shortages = new ArrayList<>();
        units.forEach((productId, quantity) -> {
            if (!shelf.reserve(productId, orderKey, quantity)) {
                shortages.add(shortage(orderKey, productId, quantity, lines));
            }
        });
        if (shortages.isEmpty()) {
            return new Holding.Held(until);
        }
        release(orderKey);
        return new Holding.Lacking(List.copyOf(shortages));
    }

    private void note(String orderKey, List<String> productIds, Instant until) {
        while (true) {
            Hold known = database.findById(orderKey, Hold.class);
            try {
                if (known == null) {
                    database.insert(new Hold(orderKey, null, productIds, until));
                } else {
                    known.productIds().stream()
                            .filter(id -> !productIds.contains(id))
                            .forEach(id -> shelf.release(id, orderKey));
                    database.save(new Hold(orderKey, known.version(), productIds, until));
                }
                return;
            } catch (DuplicateKeyException | OptimisticLockingFailureException changedMeanwhile) {
                log.trace("The hold of {} changed meanwhile", orderKey);
            }
        }
    }

    /** What is missing for these lines now; promises nothing. */
    public List<Shortage> shortages(String orderKey, List<PricedLine> lines) {
        return Sale.units(lines).entrySet().stream()
                .map(entry -> shortage(orderKey, entry.getKey(), entry.getValue(), lines))
                .filter(shortage -> shortage.left() < shortage.wanted())
                .toList();
    }

    private Shortage shortage(String orderKey, String productId, int wanted, List<PricedLine> lines) {
        String title = lines.stream()
                .filter(line -> line.productId().equals(productId))
                .map(PricedLine::title)
                .findFirst()
                .orElse(productId);
        int left = products.find(productId)
                .map(Product::stock)
                .map(stock -> stock.sellableTo(orderKey))
                .orElse(0);
        return new Shortage(productId, title, wanted, left);
    }

    /** Until when the order's stock is promised; empty when it is not. */
    public Optional<Instant> until(String orderKey) {
        return Optional.ofNullable(database.findById(orderKey, Hold.class)).map(Hold::until);
    }

    /** Ends the promise. */
    void release(String orderKey) {
        Hold hold = database.findById(orderKey, Hold.class);
        if (hold == null) {
            return;
        }
        hold.productIds().forEach(id -> shelf.release(id, orderKey));
        try {
            database.remove(hold);
        } catch (OptimisticLockingFailureException prolongedMeanwhile) {
            log.trace("The hold of {} was prolonged meanwhile", orderKey);
        }
    }
}
