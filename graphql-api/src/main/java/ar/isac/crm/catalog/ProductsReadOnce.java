package ar.isac.crm.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stored products as one decision sees them: each is read when it is first asked for, and then does not change. */
final class ProductsReadOnce implements StoredProducts {

    private final StoredProducts stored;
    private final Map<String, Optional<Product>> read = new HashMap<>();

    ProductsReadOnce(StoredProducts stored) {
        this.stored = stored;
    }

    @Override
    public List<Product> current(List<Product> known) {
        List<Product> unread = new ArrayList<>();
        for (Product product : known) {
            if (read.putIfAbsent(product.id(), Optional.empty()) == null) {
                unread.add(product);
            }
        }
        if (!unread.isEmpty()) {
            stored.current(unread).forEach(product -> read.put(product.id(), Optional.of(product)));
        }
        return known.stream()
                .flatMap(product -> read.getOrDefault(product.id(), Optional.empty()).stream())
                .toList();
    }

    @Override
    public List<Product> findAll(Collection<String> skus) {
        List<String> unread = skus.stream()
                .map(Product::idOf)
                .distinct()
                .filter(id -> read.putIfAbsent(id, Optional.empty()) == null)
                .toList();
        if (!unread.isEmpty()) {
            stored.findAll(unread).forEach(product -> read.put(product.id(), Optional.of(product)));
        }
        return skus.stream()
                .map(Product::idOf)
                .distinct()
                .flatMap(id -> read.getOrDefault(id, Optional.empty()).stream())
                .toList();
    }
}
