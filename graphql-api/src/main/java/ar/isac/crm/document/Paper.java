package ar.isac.crm.document;

import ar.isac.crm.money.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands on a quote or a receipt. Amounts are final: nothing is computed on paper.
 *
 * @param number as people say it, such as {@code C-000123}
 * @param version of a quote that was revised; 1 for the first
 * @param validUntil until when a quote's prices hold; null on a receipt
 * @param subtotal before discounts
 * @param discount on the whole, all lines' discounts included; zero for none
 * @param paymentLink where the customer can pay; printed with a QR code
 * @param paidWith how it was paid, in words; null on a quote
 * @param reference what it belongs to, such as the quote of a sale
 */
public record Paper(
        Kind kind,
        String number,
        int version,
        Instant issuedAt,
        @Nullable Instant validUntil,
        String customerName,
        List<Row> rows,
        Money subtotal,
        Money discount,
        Money total,
        @Nullable String paymentLink,
        @Nullable String paidWith,
        @Nullable String reference) {

    public Paper {
        rows = List.copyOf(rows);
    }

    /** What it is. */
    public enum Kind {
        QUOTE,
        RECEIPT
    }

    /**
     * A line.
     *
     * @param discount on the line; zero for none
     * @param total of the line, discount taken off
     */
    public record Row(String sku, String title, int quantity, Money unitPrice, Money discount, Money total) {}
}
