package ar.isac.crm.sale;

import ar.isac.crm.catalog.Attribute;
import ar.isac.crm.catalog.Product;
import ar.isac.crm.catalog.Products;
import ar.isac.crm.customer.Ask;
import ar.isac.crm.customer.Customers;
import ar.isac.crm.quote.PricedLine;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * What a paid sale teaches: what its customer likes, and what goes with what. Taught again it teaches nothing new, and what
 * fails holds no sale up.
 */
@Component
class Lessons {

    private static final Logger log = LoggerFactory.getLogger(Lessons.class);

    /** So many earlier sales of the customer belong together with this one. */
    private static final int EARLIER = 5;

    private final Customers customers;
    private final Products products;
    private final Sales sales;
    private final JointPurchases together;

    Lessons(Customers customers, Products products, Sales sales, JointPurchases together) {
        this.customers = customers;
        this.products = products;
        this.sales = sales;
        this.together = together;
    }

    void from(Sale sale) {
        try {
            Map<String, Product> bought = products(List.of(sale));
            Sale.Paid paid = sale.paid();
            Instant at = paid == null ? sale.createdAt() : paid.at();
            sale.lines().stream()
                    .forEach(line -> Optional.ofNullable(bought.get(line.productId()))
                            .ifPresent(product -> customers.learn(sale.customerId(), ask(sale, line, product, at))));
            together.count(sale.id(), families(bought), families(products(earlier(sale))), at);
        } catch (DataAccessException failure) {
            log.warn(
                    "Nothing is learnt from sale {} now: {}",
                    sale.id(),
                    failure.getClass().getSimpleName());
        }
    }

    private static Ask ask(Sale sale, PricedLine line, Product product, Instant at) {
        Map<String, String> attributes = new HashMap<>();
        product.attributes().forEach((Attribute attribute) -> attributes.put(attribute.name(), attribute.value()));
        return new Ask(
                "sale/" + sale.id() + "/" + line.productId(),
                Ask.Kind.BOUGHT,
                product.family(),
                product.brand(),
                product.category(),
                attributes,
                line.unitPrice(),
                at);
    }

    private List<Sale> earlier(Sale sale) {
        return sales.of(sale.customerId()).stream()
                .filter(other -> other.isPaid() && other.createdAt().isBefore(sale.createdAt()))
                .limit(EARLIER)
                .toList();
    }

    private Map<String, Product> products(List<Sale> of) {
        Set<String> skus = of.stream()
                .flatMap(sale -> sale.lines().stream())
                .map(PricedLine::sku)
                .collect(Collectors.toSet());
        return skus.isEmpty()
                ? Map.of()
                : products.findAll(skus).stream().collect(Collectors.toMap(Product::id, product -> product));
    }

    private static Set<String> families(Map<String, Product> products) {
        return products.values().stream().map(Product::family).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
