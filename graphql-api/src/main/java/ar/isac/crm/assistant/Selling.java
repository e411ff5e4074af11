package ar.isac.crm.assistant;

import ar.isac.crm.conversation.ReplyEvidence;
import ar.isac.crm.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the assistant asks of the features that quote, take payments and sell. Verbs are called outside its pure decision
 * and again after a lost race or a redelivery: the same {@link Cause#key} does its work once and is answered alike.
 * Prices and stock are those of the inventory at that instant, never the assistant's.
 */
interface Selling {

    /** Makes a quote and its document. */
    Outcome quote(Cause cause, Order order);

    /** The customer takes a quote: from here on its stock is held and it can be paid. */
    Outcome accept(Cause cause, String quoteId);

    /** The customer does not want a quote. */
    Outcome reject(Cause cause, String quoteId);

    /** The newest quote of a conversation, whatever has become of it. */
    Optional<Quote> quoteOf(String conversationId);

    /** The customer's last sales, the newest first. */
    List<Sale> salesOf(String customerId, int most);

    /**
     * Why a verb is called.
     *
     * @param key conversation and the number of the last message it answers; unique for each verb
     * @param seq the number of the message that asked for it: a quote leads back to it
     */
    record Cause(String key, String conversationId, String customerId, long seq) {}

    /** So many units of one product. */
    record Line(String sku, int quantity) {}

    /**
     * What is to be quoted, by the price list of the customer's segment.
     *
     * @param discount what a rule of the shop grants this customer
     */
    record Order(List<Line> lines, @Nullable Discount discount) {
        public Order {
            lines = List.copyOf(lines);
        }
    }

    /**
     * A part of the price that is not asked for.
     *
     * @param percent more than 0 and within the shop's limit
     * @param rule what grants it, for the record
     */
    record Discount(BigDecimal percent, String rule) {}

    /**
     * A quote as it stands.
     *
     * @param number what people call it by
     * @param total to be paid, discount included
     * @param document its PDF, once there is one
     */
    record Quote(
            String id,
            String number,
            Quote.Status status,
            List<Line> lines,
            Money total,
            Instant validUntil,
            @Nullable Document document) {

        /** What has become of it. */
        enum Status {
            PENDING,
            ACCEPTED,
            REJECTED,
            EXPIRED
        }

        boolean isOpen(Instant now) {
            return status == Quote.Status.PENDING && now.isBefore(validUntil);
        }
    }

    /** A stored file: {@code mediaId} as {@link ar.isac.crm.media.Media} keeps it. */
    record Document(String mediaId, String mimeType, String fileName) {}

    /**
     * A sale as the customer may be told of it.
     *
     * @param paymentLink where it can be paid; null when it is paid or there is no such way
     */
    record Sale(
            String number,
            Sale.Status status,
            Money total,
            Instant at,
            @Nullable String paymentLink) {

        /** Where it stands. */
        enum Status {
            PENDING,
            PAID_AWAITING_STOCK,
            PAID,
            DELIVERED,
            CANCELLED,
            REFUNDED
        }
    }

    /** What came of a verb. */
    sealed interface Outcome {

        /** The quote is made. {@code read} is every product of it with the price and stock it was made from. */
        record Quoted(Quote quote, @Nullable String paymentLink, List<ReplyEvidence.ProductReading> read)
                implements Outcome {}

        /** The quote is accepted; the stock is held until {@code heldUntil} if it is not paid. */
        record Accepted(Quote quote, Sale sale, @Nullable Instant heldUntil) implements Outcome {}

        /** The quote is rejected. */
        record Rejected(Quote quote) implements Outcome {}

        /** Its time is over; nothing was changed. */
        record Expired(Quote quote) implements Outcome {}

        /** There are not so many units (any more) of these; nothing was changed. */
        record OutOfStock(List<Shortage> shortages) implements Outcome {}

        /**
         * It cannot be done, and a person has to look.
         *
         * @param reason for the advisor, never told to the customer
         */
        record Refused(String reason) implements Outcome {}
    }

    /** Too few of one product: {@code left} can be sold now. */
    record Shortage(String sku, int left) {}
}
