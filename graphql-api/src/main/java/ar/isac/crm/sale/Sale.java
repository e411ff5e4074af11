package ar.isac.crm.sale;

import ar.isac.crm.conversation.OfConversation;
import ar.isac.crm.customer.Segment;
import ar.isac.crm.money.Money;
import ar.isac.crm.person.Person;
import ar.isac.crm.quote.PricedLine;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What a customer buys. Immutable; each verb returns the next state, or the same one where it does not apply.
 *
 * @param id the number in decimal
 * @param key unique, derived from the sale's cause; stock is reserved under it before there is a sale
 * @param quoteRevision which version of the quote; 0 without a quote
 * @param taken the products whose units have left the shelf for it
 * @param announced what the shop's own systems know of it
 */
@Document("sales")
public record Sale(
        @Id String id,
        @Version @Nullable Long version,
        String key,
        String conversationId,
        String customerId,
        @Nullable String quoteId,
        int quoteRevision,
        @Nullable String advisorId,
        Segment priceList,
        List<PricedLine> lines,
        State state,
        List<String> taken,
        @Nullable Instant stockMovedAt,
        @Nullable SaleStatus announced,
        @Nullable String receiptMessageId,
        Instant createdAt)
        implements OfConversation {

    /** How a sale was paid. {@code method} is a word for people, such as «Mercado Pago». */
    public record Paid(String paymentId, String method, Money amount, Instant at) {}

    /**
     * How far a sale has come.
     *
     * @param paid null while it is not
     * @param returnsStock whether what was taken goes back to the shelf, once the sale is undone
     * @param reason why it was cancelled, for the shop
     */
    public record State(
            SaleStatus status,
            @Nullable Paid paid,
            boolean returnsStock,
            @Nullable String reason,
            Instant at) {

        State as(SaleStatus next, Instant now) {
            return new State(next, paid, returnsStock, reason, now);
        }

        State undoneAs(SaleStatus next, boolean isStockReturned, Instant now) {
            return new State(next, paid, isStockReturned, reason, now);
        }
    }

    public Sale {
        lines = List.copyOf(lines);
        taken = List.copyOf(taken);
    }

    /** The key of the sale that a quote becomes. */
    public static String keyOf(String quoteId) {
        return "quote/" + quoteId;
    }

    /** As people read it: {@code V-000045}. */
    public String number() {
        return "V-" + "0".repeat(Math.max(0, 6 - id.length())) + id;
    }

    /** The id of the sale with this number, however many of its zeros are there. */
    static Optional<String> idOf(String number) {
        String digits = number.strip().replaceFirst("(?i)^V-?", "").replaceFirst("^0+(?=\\d)", "");
        return digits.matches("\\d{1,18}") ? Optional.of(digits) : Optional.empty();
    }

    public SaleStatus status() {
        return state.status();
    }

    /** The entry in the books alone: who bought is erased, and so are the words that somebody wrote about it. */
    Sale withoutPerson() {
        return new Sale(
                id,
                version,
                key.contains(conversationId) || key.contains(customerId) ? Person.ERASED + "/" + id : key,
                Person.ERASED,
                Person.ERASED,
                quoteId,
                quoteRevision,
                advisorId,
                priceList,
                lines,
                new State(state.status(), state.paid(), state.returnsStock(), null, state.at()),
                taken,
                stockMovedAt,
                announced,
                null,
                createdAt);
    }

    /** How it was paid; null while it is not. */
    public @Nullable Paid paid() {
        return state.paid();
    }

    public Money total() {
        return PricedLine.total(lines);
    }

    public Money discount() {
        return PricedLine.discount(lines);
    }

    /** How many of each product, by its id. */
    public Map<String, Integer> units() {
        return units(lines);
    }

    static Map<String, Integer> units(List<PricedLine> lines) {
        Map<String, Integer> units = new LinkedHashMap<>();
        lines.forEach(line -> units.merge(line.productId(), line.quantity(), Integer::sum));
        return units;
    }

    /** Whether it has been paid and not been undone. */
    public boolean isPaid() {
        return switch (status()) {
            case PAID, DELIVERED, PAID_AWAITING_STOCK -> true;
            case PENDING, CANCELLED, REFUNDED -> false;
        };
    }

    boolean isUndone() {
        return switch (status()) {
            case CANCELLED, REFUNDED -> true;
            case PENDING, PAID, DELIVERED, PAID_AWAITING_STOCK -> false;
        };
    }

    /** Its units may still have to go back to the shelf. */
    boolean owesStock() {
        return isUndone() && state.returnsStock();
    }

    Sale paidBy(Paid how) {
        return status() == SaleStatus.PENDING
                ? with(new State(SaleStatus.PAID_AWAITING_STOCK, how, true, null, how.at()))
                : this;
    }

    /** These products' units have left the shelf for it; with the last of them it is complete. */
    Sale took(List<String> productIds, Instant now) {
        if (status() != SaleStatus.PAID_AWAITING_STOCK) {
            return this;
        }
        List<String> all =
                Stream.concat(taken.stream(), productIds.stream()).distinct().toList();
        boolean isComplete = all.containsAll(units().keySet());
        if (productIds.isEmpty() && !isComplete) {
            return this;
        }
        return copy(isComplete ? state.as(SaleStatus.PAID, now) : state, all, now, announced, receiptMessageId);
    }

    Sale delivered(Instant now) {
        return status() == SaleStatus.PAID ? with(state.as(SaleStatus.DELIVERED, now)) : this;
    }

    Sale cancelled(@Nullable String reason, boolean isStockReturned, Instant now) {
        return isUndone() ? this : with(new State(SaleStatus.CANCELLED, paid(), isStockReturned, reason, now));
    }

    /** The money went back. What the customer already has does not come back by itself. */
    Sale refunded(Instant now) {
        return switch (status()) {
            case REFUNDED, PENDING -> this;
            case CANCELLED -> with(state.as(SaleStatus.REFUNDED, now));
            case DELIVERED -> with(state.undoneAs(SaleStatus.REFUNDED, false, now));
            case PAID, PAID_AWAITING_STOCK -> with(state.undoneAs(SaleStatus.REFUNDED, true, now));
        };
    }

    /** All that it had taken is on the shelf again. */
    Sale gaveBack(Instant now) {
        return owesStock() && !taken.isEmpty() ? copy(state, List.of(), now, announced, receiptMessageId) : this;
    }

    Sale announced(SaleStatus known) {
        return copy(state, taken, stockMovedAt, known, receiptMessageId);
    }

    Sale receipted(String messageId) {
        return copy(state, taken, stockMovedAt, announced, messageId);
    }

    private Sale with(State next) {
        return copy(next, taken, stockMovedAt, announced, receiptMessageId);
    }

    Sale belongingTo(String customer) {
        return customer.equals(customerId)
                ? this
                : new Sale(
                        id,
                        version,
                        key,
                        conversationId,
                        customer,
                        quoteId,
                        quoteRevision,
                        advisorId,
                        priceList,
                        lines,
                        state,
                        taken,
                        stockMovedAt,
                        announced,
                        receiptMessageId,
                        createdAt);
    }

    private Sale copy(
            State nextState,
            List<String> nextTaken,
            @Nullable Instant nextStockMovedAt,
            @Nullable SaleStatus nextAnnounced,
            @Nullable String nextReceipt) {
        return new Sale(
                id,
                version,
                key,
                conversationId,
                customerId,
                quoteId,
                quoteRevision,
                advisorId,
                priceList,
                lines,
                nextState,
                nextTaken,
                nextStockMovedAt,
                nextAnnounced,
                nextReceipt,
                createdAt);
    }
}
