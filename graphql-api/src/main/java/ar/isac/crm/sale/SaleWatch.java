package ar.isac.crm.sale;

import ar.isac.crm.catalog.Shelf;
import ar.isac.crm.pending.Alarm;
import ar.isac.crm.pending.AlarmHandler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Looks after an order's stock: ends promises that nobody paid for, tries again where a paid sale awaits stock, and lets the
 * products forget what the sale has on record.
 */
@Component
class SaleWatch implements AlarmHandler {

    static final String KIND = "order";

    private static final Duration NEXT_TRY = Duration.ofMinutes(5);

    private final Holds holds;
    private final Sales sales;
    private final Fulfilment fulfilment;
    private final Shelf shelf;
    private final Clock clock;

    SaleWatch(Holds holds, Sales sales, Fulfilment fulfilment, Shelf shelf, Clock clock) {
        this.holds = holds;
        this.sales = sales;
        this.fulfilment = fulfilment;
        this.shelf = shelf;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public @Nullable Instant ring(Alarm alarm) {
        String key = alarm.subject();
        Instant now = clock.instant();
        Optional<Sale> sale = sales.findByKey(key);
        if (sale.isEmpty() || sale.get().status() == SaleStatus.PENDING) {
            return endHold(key, now);
        }
        return lookAfter(fulfilment.proceed(sale.get().id()), now);
    }

    private @Nullable Instant endHold(String key, Instant now) {
        Optional<Instant> until = holds.until(key);
        if (until.isPresent() && until.get().isAfter(now)) {
            return until.get();
        }
        holds.release(key);
        return null;
    }

    private @Nullable Instant lookAfter(Sale sale, Instant now) {
        if (sale.status() == SaleStatus.PAID_AWAITING_STOCK) {
            return now.plus(NEXT_TRY);
        }
        Instant moved = sale.stockMovedAt();
        // Whoever still works on an older state of the sale must find the products' memory.
        if (moved != null && moved.plus(Holds.TIME).isAfter(now)) {
            return moved.plus(Holds.TIME);
        }
        holds.release(sale.key());
        sale.units().keySet().forEach(productId -> shelf.forget(productId, sale.key()));
        return null;
    }
}
