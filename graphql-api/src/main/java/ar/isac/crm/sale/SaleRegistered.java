package ar.isac.crm.sale;

import ar.isac.crm.money.Money;
import ar.isac.crm.quote.PricedLine;
import ar.isac.crm.quote.Quote;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the shop's own systems are told of a sale, as JSON on {@code crm.sales}. It may come twice after a crash: {@code id}
 * is the same then.
 *
 * @param id unique for the sale and its status
 * @param number what people call the sale
 * @param status PAID, DELIVERED, CANCELLED or REFUNDED
 * @param quote the number of the quote that it came from
 * @param total amounts are exact decimals in units of {@code currency}, tax included
 */
public record SaleRegistered(
        String id,
        String number,
        String status,
        String customerId,
        @Nullable String quote,
        List<Line> lines,
        BigDecimal total,
        String currency,
        @Nullable String paymentMethod,
        Instant at) {

    /** One line. */
    public record Line(
            String sku, String title, int quantity, BigDecimal unitPrice, BigDecimal discount, BigDecimal total) {

        static Line of(PricedLine line) {
            return new Line(
                    line.sku(),
                    line.title(),
                    line.quantity(),
                    line.unitPrice().amount(),
                    line.discount().amount(),
                    line.total().amount());
        }
    }

    static SaleRegistered of(Sale sale) {
        Money total = sale.total();
        Sale.Paid paid = sale.paid();
        return new SaleRegistered(
                sale.number() + "/" + sale.status(),
                sale.number(),
                sale.status().name(),
                sale.customerId(),
                sale.quoteId() == null ? null : Quote.number(sale.quoteId()),
                sale.lines().stream().map(Line::of).toList(),
                total.amount(),
                total.currency(),
                paid == null ? null : paid.method(),
                sale.state().at());
    }
}
