package ar.isac.crm.assistant;

import ar.isac.crm.catalog.Product;
import ar.isac.crm.customer.Segment;
import ar.isac.crm.money.Money;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;

/** What a product costs a customer of a segment. */
final class Prices {

    private Prices() {}

    static Money of(Product product, Segment segment) {
        Money wholesale = product.wholesalePrice();
        return switch (segment) {
            case RETAIL -> product.retailPrice();
            case WHOLESALE -> Objects.requireNonNullElse(wholesale, product.retailPrice());
        };
    }

    /** What a cart comes to; products that are no more cost nothing. */
    static Money total(Cart cart, Collection<Product> products, Segment segment) {
        return cart.lines().stream()
                .flatMap(line -> products.stream()
                        .filter(product -> product.sku().equals(line.sku()))
                        .map(product -> of(product, segment).times(line.quantity())))
                .reduce(Money::plus)
                .orElseThrow();
    }

    static boolean areEqual(Collection<Product> products, Segment segment) {
        return products.stream().map(product -> of(product, segment)).distinct().count() == 1;
    }

    static Product cheapest(Collection<Product> products, Segment segment) {
        return products.stream().min(byPrice(segment)).orElseThrow();
    }

    static Product dearest(Collection<Product> products, Segment segment) {
        return products.stream().max(byPrice(segment)).orElseThrow();
    }

    private static Comparator<Product> byPrice(Segment segment) {
        return Comparator.comparingLong(product -> of(product, segment).minorUnits());
    }
}
