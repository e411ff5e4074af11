package ar.isac.crm.catalog;

import ar.isac.crm.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** What costs about as much as some products: from 30 % below the cheapest to 30 % above the dearest. */
record PriceBand(PriceList list, Money from, Money to) {
    private static final BigDecimal BELOW = new BigDecimal("0.70");
    private static final BigDecimal ABOVE = new BigDecimal("1.30");

    static PriceBand around(List<Product> products, PriceList list) {
        Money lowest = list.of(products.getFirst());
        Money highest = lowest;
        for (Product product : products) {
            Money price = list.of(product);
            if (price.currency().equals(lowest.currency())) {
                lowest = price.compareTo(lowest) < 0 ? price : lowest;
                highest = price.compareTo(highest) > 0 ? price : highest;
            }
        }
        return new PriceBand(list, lowest.times(BELOW, RoundingMode.FLOOR), highest.times(ABOVE, RoundingMode.CEILING));
    }

    boolean holds(Product product) {
        Money price = list.of(product);
        return price.currency().equals(from.currency()) && price.compareTo(from) >= 0 && price.compareTo(to) <= 0;
    }
}
