package ar.isac.crm.catalog;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * An attribute by whose values products stand in an order: 43", 128GB, 1.40 m, 3 cuerpos, 140x190, 38, XL.
 *
 * @param amounts how much each value is, the values as the catalogue writes them; at least two of them differ
 */
public record Scale(String attribute, Map<String, BigDecimal> amounts) {

    public Scale {
        amounts = Map.copyOf(amounts);
    }

    /** Where a product stands on it; empty for one that has no such value. */
    public Optional<BigDecimal> of(Product product) {
        return product.attribute(attribute).map(amounts::get);
    }
}
