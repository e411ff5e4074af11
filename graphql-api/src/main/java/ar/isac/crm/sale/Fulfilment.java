package ar.isac.crm.sale;

import ar.isac.crm.catalog.Shelf;
import ar.isac.crm.conversation.Posting;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.hub.Queues;
import ar.isac.crm.message.ConversationEvent;
import ar.isac.crm.message.Fact;
import ar.isac.crm.pending.Alarms;
import ar.isac.crm.pending.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/**
 * Brings a sale as far as it can go from where it stands: stock, receipt, the shop's own systems. Each step leaves a state
 * from which the next run goes on, and none does its work twice; so everybody calls this, after every change and after every
 * crash.
 */
@Component
class Fulfilment {

    private static final Duration RECOVERY = Duration.ofSeconds(5);

    private final Sales sales;
    private final Shelf shelf;
    private final Holds holds;
    private final Receipts receipts;
    private final Lessons lessons;
    private final Outbox outbox;
    private final Alarms alarms;
    private final Posting posting;
    private final Clock clock;

    Fulfilment(
            Sales sales,
            Shelf shelf,
            Holds holds,
            Receipts receipts,
            Lessons lessons,
            Outbox outbox,
            Alarms alarms,
            Posting posting,
            Clock clock) {
        this.sales = sales;
        this.shelf = shelf;
        this.holds = holds;
        this.receipts = receipts;
        this.lessons = lessons;
        this.outbox = outbox;
        this.alarms = alarms;
        this.posting = posting;
        this.clock = clock;
    }

    /** Changes a sale and brings it forward from there, also if this process dies in the middle of it. */
    Sale change(Sale sale, String cause, UnaryOperator<Sale> verb) {
        if (verb.apply(sale).equals(sale)) {
            return proceed(sale.id());
        }
        alarms.setUnlessSet(FulfilmentAlarm.KIND, sale.id(), clock.instant().plus(RECOVERY));
        announced(sale, cause, verb);
        return proceed(sale.id());
    }

    Sale proceed(String saleId) {
        Sale sale = sales.find(saleId).orElseThrow();
        return switch (sale.status()) {
            case PENDING -> sale;
            case PAID_AWAITING_STOCK -> taking(sale);
            case PAID, DELIVERED -> completing(sale);
            case CANCELLED, REFUNDED -> undoing(sale);
        };
    }

    private Sale taking(Sale sale) {
        // Set before the first unit leaves the shelf: it also lets the products forget, later.
        alarms.setUnlessSet(SaleWatch.KIND, sale.key(), clock.instant().plus(Holds.TIME));
        List<String> takenNow = new ArrayList<>();
        for (Map.Entry<String, Integer> wanted : sale.units().entrySet()) {
            boolean isTaken = sale.taken().contains(wanted.getKey());
            if (!isTaken && shelf.take(wanted.getKey(), sale.key(), wanted.getValue())) {
                takenNow.add(wanted.getKey());
            }
        }
        Sale next = announced(sale, "taking/" + takenNow.size(), current -> current.took(takenNow, now()));
        return switch (next.status()) {
            case CANCELLED, REFUNDED -> undoing(next);
            case PAID, DELIVERED -> completing(next);
            case PENDING, PAID_AWAITING_STOCK -> {
                receipts.awaitsStock(next);
                yield next;
            }
        };
    }

    private Sale completing(Sale sale) {
        if (sale.receiptMessageId() != null) {
            return registering(sale);
        }
        String messageId = receipts.post(sale);
        lessons.from(sale);
        return registering(sales.update(sale.id(), current -> current.receipted(messageId)));
    }

    /** Also what was taken while somebody undid the sale, and was not on its record yet. */
    private Sale undoing(Sale sale) {
        if (!sale.owesStock()) {
            return registering(sale);
        }
        alarms.setUnlessSet(SaleWatch.KIND, sale.key(), clock.instant().plus(Holds.TIME));
        holds.release(sale.key());
        sale.units().forEach((productId, quantity) -> {
            if (sale.taken().contains(productId)) {
                shelf.giveBack(productId, sale.key(), quantity);
            } else {
                shelf.undo(productId, sale.key());
            }
        });
        return registering(sales.update(sale.id(), current -> current.gaveBack(now())));
    }

    /** The shop's own systems learn of what was sold, and of what was undone after they had learned of it. */
    private Sale registering(Sale sale) {
        boolean isNews = sale.announced() != sale.status() && (sale.isPaid() || sale.announced() != null);
        if (!isNews) {
            return sale;
        }
        return outbox.announcing(
                List.of(new Publication(Queues.SALES, sale.id(), Duration.ZERO, SaleRegistered.of(sale))),
                () -> sales.update(sale.id(), current -> current.announced(sale.status())));
    }

    private Sale announced(Sale sale, String cause, UnaryOperator<Sale> verb) {
        if (verb.apply(sale).equals(sale)) {
            return sale;
        }
        List<Publication> announcements =
                new ArrayList<>(List.of(posting.changed(sale.conversationId(), "sale/" + sale.id() + "/" + cause)));
        SaleStatus next = verb.apply(sale).status();
        if (next != sale.status()) {
            Fact fact = new Fact("sale." + next.name().toLowerCase(Locale.ROOT), sale.key());
            announcements.add(Publication.of(ConversationEvent.of(fact, "", clock.instant())));
        }
        return outbox.announcing(announcements, () -> sales.update(sale.id(), verb));
    }

    /** As the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
