package ar.isac.crm.catalog;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * What sales do to the stock of one product: every act is one guarded update of the product, and harmless when repeated.
 * Fifty buyers of the last unit meet here, and one of them gets it.
 */
@Component
public class Shelf {

    private final Products products;
    private final Clock clock;

    Shelf(Products products, Clock clock) {
        this.products = products;
        this.clock = clock;
    }

    /**
     * Promises units to a sale.
     *
     * @return false when there are too few, and then nothing has changed
     */
    public boolean reserve(String productId, String sale, int quantity) {
        return moves(productId, stock -> stock.reserving(sale, quantity));
    }

    /** Takes back the promise to a sale; without one nothing changes. */
    public void release(String productId, String sale) {
        change(productId, stock -> stock.releasing(sale));
    }

    /**
     * The sale's units leave the shelf: those that are reserved for it, or free ones.
     *
     * @return false when there are too few, and then nothing has changed
     */
    public boolean take(String productId, String sale, int quantity) {
        return moves(productId, stock -> stock.taking(sale, quantity, now()));
    }

    /** The sale's units come back to the shelf. */
    public void giveBack(String productId, String sale, int quantity) {
        change(productId, stock -> stock.givenBack(sale, quantity));
    }

    /** What the sale took and has not put on its record comes back to the shelf. */
    public void undo(String productId, String sale) {
        change(productId, stock -> stock.undone(sale));
    }

    /** The sale has on record what it took or gave back, so the product need not remember. */
    public void forget(String productId, String sale) {
        change(productId, stock -> stock.forgetting(sale));
    }

    /** As the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private void change(String productId, Function<Stock, Stock> act) {
        moves(productId, stock -> Optional.of(act.apply(stock)));
    }

    /** A product that is gone has nothing to promise, to give or to take back. */
    private boolean moves(String productId, Function<Stock, Optional<Stock>> act) {
        if (products.find(productId).isEmpty()) {
            return false;
        }
        AtomicBoolean isPossible = new AtomicBoolean();
        products.update(productId, product -> {
            Optional<Stock> next = act.apply(product.stock());
            isPossible.set(next.isPresent());
            return next.map(product::withStock).orElse(product);
        });
        return isPossible.get();
    }
}
