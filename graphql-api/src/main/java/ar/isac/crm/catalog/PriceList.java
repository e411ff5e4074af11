package ar.isac.crm.catalog;

import ar.isac.crm.money.Money;
import java.util.Objects;

/** The prices that a customer buys by. */
public enum PriceList {
    RETAIL,
    WHOLESALE;

    /** What a product costs by this list: the retail price, where there is no other. */
    Money of(Product product) {
        return switch (this) {
            case RETAIL -> product.retailPrice();
            case WHOLESALE -> Objects.requireNonNullElse(product.wholesalePrice(), product.retailPrice());
        };
    }

    /** How far apart two prices are, in minor units; nothing is farther than another currency. */
    long distance(Product one, Product other) {
        Money price = of(one);
        Money others = of(other);
        return price.currency().equals(others.currency())
                ? Math.abs(price.minorUnits() - others.minorUnits())
                : Long.MAX_VALUE;
    }
}
