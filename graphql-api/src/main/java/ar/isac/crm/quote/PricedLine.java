package ar.isac.crm.quote;

import ar.isac.crm.catalog.Product;
import ar.isac.crm.money.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * So many of one product, at the price and the discount of the moment in which the line was made. Prices include tax.
 *
 * @param discountBasisPoints the share that was taken off; null when a fixed amount was
 * @param discount what was taken off the line
 * @param total price times quantity less discount
 */
public record PricedLine(
        String sku,
        String title,
        int quantity,
        Money unitPrice,
        @Nullable Integer discountBasisPoints,
        Money discount,
        Money total) {

    /**
     * A line at the price of now.
     *
     * @throws IllegalArgumentException when the discount is more than the line
     */
    public static PricedLine of(String sku, String title, int quantity, Money unitPrice, Discount off) {
        Money subtotal = unitPrice.times(quantity);
        Money discount = off.of(subtotal);
        if (discount.compareTo(subtotal) > 0) {
            throw new IllegalArgumentException("A discount above the line's price");
        }
        Integer basisPoints = off instanceof Discount.Share(int share) ? share : null;
        return new PricedLine(sku, title, quantity, unitPrice, basisPoints, discount, subtotal.minus(discount));
    }

    /** Before the discount. */
    public Money subtotal() {
        return total.plus(discount);
    }

    /** The product's id, by which stock is kept. */
    public String productId() {
        return Product.idOf(sku);
    }

    /** The sum of the lines' totals. */
    public static Money total(List<PricedLine> lines) {
        return lines.stream().map(PricedLine::total).reduce(Money::plus).orElseThrow();
    }

    /** The sum of what was taken off. */
    public static Money discount(List<PricedLine> lines) {
        return lines.stream().map(PricedLine::discount).reduce(Money::plus).orElseThrow();
    }
}
