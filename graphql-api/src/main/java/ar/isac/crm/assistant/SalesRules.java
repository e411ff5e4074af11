package ar.isac.crm.assistant;

import ar.isac.crm.assistant.Selling.Discount;
import ar.isac.crm.customer.PurchaseHistory.Purchases;
import ar.isac.crm.shop.Rules;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How far the assistant may go with a customer. Amounts are in whole units of the shop's currency.
 *
 * @param highValue an order from here on is a person's; 0 for never
 * @param valuedCustomer who has spent this much is attended to before others; 0 for never
 * @param wholesaleUnits from so many units of a product on, a retail customer's order is a person's; 0 for never
 * @param maxDiscount the highest percentage that any rule may grant
 * @param discounts what loyal customers are granted; the best that applies, never the sum
 */
@ConfigurationProperties("crm.sales")
record SalesRules(
        @DefaultValue("10000000") BigDecimal highValue,
        @DefaultValue("5000000") BigDecimal valuedCustomer,
        @DefaultValue("10") int wholesaleUnits,
        @DefaultValue("10") BigDecimal maxDiscount,
        @DefaultValue List<Loyalty> discounts)
        implements Rules {

    static final SalesRules STANDARD =
            new SalesRules(new BigDecimal(10_000_000), new BigDecimal(5_000_000), 10, BigDecimal.TEN, List.of());

    SalesRules {
        if (maxDiscount.signum() < 0 || maxDiscount.compareTo(new BigDecimal(100)) >= 0) {
            throw new IllegalArgumentException("crm.sales.max-discount must be at least 0 and below 100");
        }
        discounts = List.copyOf(discounts);
    }

    /**
     * A discount by history: for whoever has bought so often, or spent so much.
     *
     * @param purchases from so many purchases on; null where they do not matter
     * @param spent from this amount on; null where it does not matter
     */
    record Loyalty(@Nullable Integer purchases, @Nullable BigDecimal spent, BigDecimal percent) {

        boolean isEarnedBy(Purchases history) {
            boolean isOften = purchases != null && history.count() >= purchases;
            boolean isMuch = spent != null
                    && history.spent() != null
                    && history.spent().amount().compareTo(spent) >= 0;
            return isOften || isMuch;
        }

        String rule() {
            return "loyalty %s purchases or %s spent".formatted(purchases, spent);
        }
    }

    @Override
    public List<Rule> rules() {
        return List.of(
                new Rule("assistant-max-discount", maxDiscount.toPlainString(), "CRM_SALES_MAX_DISCOUNT"),
                new Rule("high-value", highValue.toPlainString(), "CRM_SALES_HIGH_VALUE"),
                new Rule("wholesale-units", Integer.toString(wholesaleUnits), "CRM_SALES_WHOLESALE_UNITS"));
    }

    /** The best that the customer has earned, within the limit. */
    Optional<Discount> discountFor(Purchases history) {
        return discounts.stream()
                .filter(loyalty -> loyalty.isEarnedBy(history))
                .max(Comparator.comparing(Loyalty::percent))
                .map(loyalty -> new Discount(loyalty.percent().min(maxDiscount), loyalty.rule()))
                .filter(discount -> discount.percent().signum() > 0);
    }

    /** The nearest discount that some more purchases would earn. */
    Optional<Loyalty> nextFor(Purchases history) {
        return discounts.stream()
                .filter(loyalty -> loyalty.purchases() != null && loyalty.purchases() > history.count())
                .filter(loyalty -> loyalty.percent().compareTo(maxDiscount) <= 0)
                .min(Comparator.comparing(
                        loyalty -> loyalty.purchases() == null ? Integer.MAX_VALUE : loyalty.purchases()));
    }

    boolean isHighValue(BigDecimal total) {
        return highValue.signum() > 0 && total.compareTo(highValue) >= 0;
    }

    boolean isValued(Purchases history) {
        return valuedCustomer.signum() > 0
                && history.spent() != null
                && history.spent().amount().compareTo(valuedCustomer) >= 0;
    }

    boolean isWholesale(int units) {
        return wholesaleUnits > 0 && units >= wholesaleUnits;
    }
}
