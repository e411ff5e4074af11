package ar.isac.crm.sale;

import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.Conversations;
import ar.isac.crm.conversation.Message;
import ar.isac.crm.conversation.Posting;
import ar.isac.crm.customer.Customer;
import ar.isac.crm.customer.Customers;
import ar.isac.crm.customer.Segment;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.message.ConversationEvent;
import ar.isac.crm.message.Fact;
import ar.isac.crm.pending.Outbox;
import ar.isac.crm.quote.PricedLine;
import ar.isac.crm.quote.Pricing;
import ar.isac.crm.quote.Quote;
import ar.isac.crm.quote.Quote.Decision;
import ar.isac.crm.quote.QuoteDesk;
import ar.isac.crm.quote.QuoteStatus;
import ar.isac.crm.sale.SaleDesk.PaidOutcome.Surplus.Why;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is done with sales, by the assistant, by an advisor, by a payment. Every act is harmless when repeated. */
@Component
public class SaleDesk {

    private final Sales sales;
    private final Holds holds;
    private final Fulfilment fulfilment;
    private final Receipts receipts;
    private final QuoteDesk quotes;
    private final Pricing pricing;
    private final Conversations conversations;
    private final Customers customers;
    private final Outbox outbox;
    private final Posting posting;
    private final Clock clock;

    SaleDesk(
            Sales sales,
            Holds holds,
            Fulfilment fulfilment,
            Receipts receipts,
            QuoteDesk quotes,
            Pricing pricing,
            Conversations conversations,
            Customers customers,
            Outbox outbox,
            Posting posting,
            Clock clock) {
        this.sales = sales;
        this.holds = holds;
        this.fulfilment = fulfilment;
        this.receipts = receipts;
        this.quotes = quotes;
        this.pricing = pricing;
        this.conversations = conversations;
        this.customers = customers;
        this.outbox = outbox;
        this.posting = posting;
        this.clock = clock;
    }

    /**
     * Accepts a quote and makes its sale, to be paid: the stock is promised first, so that nobody accepts what cannot be had.
     *
     * @throws NotFound when there is no such quote
     */
    public SaleOutcome acceptQuote(String quoteId, Decision.By by, @Nullable String advisorId) {
        String key = Sale.keyOf(quoteId);
        Optional<Sale> known = sales.findByKey(key);
        if (known.isPresent()) {
            return new SaleOutcome.Made(known.get());
        }
        Quote quote = quotes.find(quoteId);
        QuoteStatus status = quote.statusAt(clock.instant());
        if (status == QuoteStatus.EXPIRED || status == QuoteStatus.REJECTED) {
            return new SaleOutcome.Refused(quotes.accept(quoteId, by, advisorId).errors());
        }
        return switch (holds.hold(key, quote.lines())) {
            case Holds.Holding.Lacking(List<Shortage> shortages) -> new SaleOutcome.OutOfStock(shortages);
            case Holds.Holding.Held held ->
                switch (quotes.accept(quoteId, by, advisorId)) {
                    case Result.Refused<Quote>(List<UserError> errors) -> {
                        holds.release(key);
                        yield new SaleOutcome.Refused(errors);
                    }
                    case Result.Done<Quote>(Quote accepted) -> new SaleOutcome.Made(opened(accepted, advisorId));
                };
        };
    }

    private Sale opened(Quote quote, @Nullable String advisorId) {
        return open(
                Sale.keyOf(quote.id()),
                quote.conversationId(),
                quote.customerId(),
                quote,
                quote.revision(),
                advisorId,
                quote.priceList(),
                quote.lines());
    }

    /**
     * Sells products without a quote, to be paid.
     *
     * @throws NotFound when there is no such conversation
     */
    public SaleOutcome sell(NewSale wanted) {
        String key = "direct/" + wanted.key();
        Optional<Sale> known = sales.findByKey(key);
        if (known.isPresent()) {
            return new SaleOutcome.Made(known.get());
        }
        Conversation conversation =
                conversations.find(wanted.conversationId()).orElseThrow(() -> new NotFound("Conversation"));
        Segment priceList = wanted.priceList() == null
                ? customers
                        .find(conversation.customerId())
                        .map(Customer::segment)
                        .orElse(Segment.RETAIL)
                : wanted.priceList();
        return switch (pricing.price(wanted.selections(), priceList, wanted.limit())) {
            case Result.Refused<List<PricedLine>>(List<UserError> errors) -> new SaleOutcome.Refused(errors);
            case Result.Done<List<PricedLine>>(List<PricedLine> lines) ->
                switch (holds.hold(key, lines)) {
                    case Holds.Holding.Lacking(List<Shortage> shortages) -> new SaleOutcome.OutOfStock(shortages);
                    case Holds.Holding.Held held ->
                        new SaleOutcome.Made(open(
                                key,
                                conversation.id(),
                                conversation.customerId(),
                                null,
                                0,
                                wanted.advisorId(),
                                priceList,
                                lines));
                };
        };
    }

    private Sale open(
            String key,
            String conversationId,
            String customerId,
            @Nullable Quote quote,
            int revision,
            @Nullable String advisorId,
            Segment priceList,
            List<PricedLine> lines) {
        Instant now = now();
        return outbox.announcing(
                List.of(
                        posting.changed(conversationId, "sale/" + key),
                        Publication.of(ConversationEvent.of(new Fact("sale.created", key), "", now))),
                () -> sales.insert(
                        key,
                        id -> new Sale(
                                id,
                                null,
                                key,
                                conversationId,
                                customerId,
                                quote == null ? null : quote.id(),
                                revision,
                                advisorId,
                                priceList,
                                lines,
                                new Sale.State(SaleStatus.PENDING, null, true, null, now),
                                List.of(),
                                null,
                                null,
                                null,
                                now)));
    }

    /** What came of a payment. */
    public sealed interface PaidOutcome {

        /** It paid for this sale. */
        record Settled(Sale sale) implements PaidOutcome {}

        /** It pays for nothing. */
        record Surplus(Sale sale, Why why) implements PaidOutcome {

            /** Why it pays for nothing. */
            public enum Why {
                PAID_ALREADY,
                UNDONE,
                OTHER_AMOUNT,
                CHANGED_MEANWHILE
            }
        }
    }

    /**
     * A payment came for an order: the sale is made if there is none yet, and goes as far as the stock lets it.
     *
     * @param orderKey the sale's key; what was not accepted in words is accepted by being paid
     * @param quoteId null for a sale without a quote, which exists already
     * @param revision the version of the quote that was paid
     */
    public PaidOutcome paid(String orderKey, @Nullable String quoteId, int revision, Sale.Paid paid) {
        Sale sale = sales.findByKey(orderKey).orElseGet(() -> {
            if (quoteId == null) {
                throw new NotFound("Sale");
            }
            Quote quote = quotes.paid(quoteId);
            return open(
                    orderKey,
                    quote.conversationId(),
                    quote.customerId(),
                    quote,
                    revision,
                    quote.advisorId(),
                    quote.priceList(),
                    quote.linesOf(revision).orElse(quote.lines()));
        });
        Sale.Paid before = sale.paid();
        if (before != null && !before.paymentId().equals(paid.paymentId())) {
            return new PaidOutcome.Surplus(sale, Why.PAID_ALREADY);
        }
        if (before == null && sale.isUndone()) {
            return new PaidOutcome.Surplus(sale, Why.UNDONE);
        }
        if (!paid.amount().equals(sale.total())) {
            return new PaidOutcome.Surplus(sale, Why.OTHER_AMOUNT);
        }
        Sale settled = fulfilment.change(sale, "paid/" + paid.paymentId(), current -> current.paidBy(paid));
        Sale.Paid by = settled.paid();
        return by != null && by.paymentId().equals(paid.paymentId())
                ? new PaidOutcome.Settled(settled)
                : new PaidOutcome.Surplus(settled, Why.CHANGED_MEANWHILE);
    }

    /** The money of a payment went back. */
    public Sale refunded(Sale sale) {
        return fulfilment.change(sale, "refunded", current -> current.refunded(now()));
    }

    /**
     * Cancels a sale; what it took goes back to the shelf.
     *
     * @param returnsStock null for yes unless the customer has the goods
     */
    public Result<Sale> cancel(String saleId, @Nullable String reason, @Nullable Boolean returnsStock) {
        Sale sale = find(saleId);
        if (sale.status() == SaleStatus.REFUNDED) {
            return Result.refused(UserError.at(
                    "saleId", UserError.Code.NOT_ALLOWED, "Esta venta ya fue devuelta: no hay nada que cancelar."));
        }
        Sale cancelled = fulfilment.change(sale, "cancelled", current -> {
            boolean isStockReturned = returnsStock == null ? current.status() != SaleStatus.DELIVERED : returnsStock;
            return current.cancelled(reason, isStockReturned, now());
        });
        return Result.done(cancelled);
    }

    /** The customer has the goods. */
    public Result<Sale> deliver(String saleId) {
        Sale delivered = fulfilment.change(find(saleId), "delivered", current -> current.delivered(now()));
        return delivered.status() == SaleStatus.DELIVERED
                ? Result.done(delivered)
                : Result.refused(UserError.at(
                        "saleId", UserError.Code.NOT_ALLOWED, "Solo se entrega lo que está pago y con stock."));
    }

    /** Sends the receipt once more. */
    Result<Message> sendReceipt(String saleId, @Nullable String advisorId, String cause) {
        Sale sale = find(saleId);
        return sale.isPaid()
                ? Result.done(receipts.again(sale, advisorId, cause))
                : Result.refused(UserError.at(
                        "saleId", UserError.Code.NOT_ALLOWED, "El comprobante sale cuando la venta está paga."));
    }

    /**
     * The sale with this id.
     *
     * @throws NotFound when there is no such sale
     */
    public Sale find(String saleId) {
        return sales.find(saleId).orElseThrow(() -> new NotFound("Sale"));
    }

    /** As the database keeps it, so that what was stored equals what is read. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
