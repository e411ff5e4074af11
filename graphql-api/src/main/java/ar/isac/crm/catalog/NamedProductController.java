package ar.isac.crm.catalog;

import ar.isac.crm.message.MessageContent.OrderContent;
import ar.isac.crm.message.MessageContext.ReferredProduct;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.stereotype.Controller;

/** The shop's own products behind the SKUs that customers' carts and messages name, with today's price and stock. */
@Controller
class NamedProductController {

    private final Products products;

    NamedProductController(Products products) {
        this.products = products;
    }

    @BatchMapping(typeName = "OrderLine", field = "product")
    Map<OrderContent.Line, Product> ordered(List<OrderContent.Line> lines) {
        return bySku(lines, OrderContent.Line::sku);
    }

    @BatchMapping(typeName = "ReferredProduct", field = "product")
    Map<ReferredProduct, Product> referred(List<ReferredProduct> named) {
        return bySku(named, ReferredProduct::sku);
    }

    private <T> Map<T, Product> bySku(Collection<T> named, Function<T, String> sku) {
        Map<String, Product> found = products
                .findAll(named.stream().map(sku).distinct().toList())
                .stream()
                .collect(Collectors.toMap(Product::id, Function.identity()));
        Map<T, Product> byName = new HashMap<>();
        for (T one : named) {
            Product product = found.get(Product.idOf(sku.apply(one)));
            if (product != null) {
                byName.put(one, product);
            }
        }
        return byName;
    }
}
