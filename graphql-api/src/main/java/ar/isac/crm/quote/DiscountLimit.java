package ar.isac.crm.quote;

import ar.isac.crm.money.Money;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Locale;

/**
 * The most that may be taken off a line.
 *
 * @param basisPoints hundredths of a percent of the line's price
 */
public record DiscountLimit(int basisPoints) {

    /** For whoever may give anything away, and for what the shop's own rules grant. */
    public static final DiscountLimit NONE = new DiscountLimit(Discount.WHOLE);

    private static final int PER_PERCENT = 100;

    public DiscountLimit {
        if (basisPoints < 0 || basisPoints > Discount.WHOLE) {
            throw new IllegalArgumentException("A limit of " + basisPoints + " basis points");
        }
    }

    /** @throws ArithmeticException when it is finer than a hundredth of a percent */
    static DiscountLimit percent(BigDecimal percent) {
        return new DiscountLimit(
                percent.multiply(BigDecimal.valueOf(PER_PERCENT)).intValueExact());
    }

    /** Whether so much may be taken off a line of this price. */
    boolean admits(Discount discount, Money subtotal) {
        return switch (discount) {
            case Discount.Share(int share) -> share <= basisPoints;
            case Discount.Amount(Money amount) -> amount.compareTo(new Discount.Share(basisPoints).of(subtotal)) <= 0;
        };
    }

    /** As people read it: {@code 12,5 %}. */
    String text(Locale locale) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(2);
        return format.format(BigDecimal.valueOf(basisPoints, 2)) + " %";
    }
}
