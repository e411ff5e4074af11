package ar.isac.crm.catalog;

import ar.isac.crm.graphql.IllegalCursor;
import ar.isac.crm.graphql.Page;
import ar.isac.crm.graphql.PageSize;
import ar.isac.crm.money.Money;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The families and categories that the offered products form, counted as of the last change that this node has seen. */
@Service
class CatalogLists {
    private final CatalogIndex index;

    CatalogLists(CatalogIndex index) {
        this.index = index;
    }

    /** A family in numbers; prices are those of what is in stock, or of all when nothing is. */
    record ProductFamily(
            String name,
            @Nullable String brand,
            @Nullable String category,
            int productCount,
            int inStockCount,
            Money lowestPrice,
            Money highestPrice) {

        static ProductFamily of(List<Product> variants) {
            Product first = variants.getFirst();
            List<Product> inStock = variants.stream().filter(Product::inStock).toList();
            List<Money> prices = (inStock.isEmpty() ? variants : inStock)
                    .stream()
                            .map(Product::retailPrice)
                            .filter(price ->
                                    price.currency().equals(first.retailPrice().currency()))
                            .sorted()
                            .toList();
            return new ProductFamily(
                    first.family(),
                    first.brand(),
                    first.category(),
                    variants.size(),
                    inStock.size(),
                    prices.isEmpty() ? first.retailPrice() : prices.getFirst(),
                    prices.isEmpty() ? first.retailPrice() : prices.getLast());
        }
    }

    /** A category in numbers. */
    record ProductCategory(String name, int familyCount, int productCount, int inStockCount) {

        static ProductCategory of(List<Product> members) {
            Set<String> families = members.stream()
                    .map(product -> Words.folded(product.family()))
                    .collect(Collectors.toSet());
            return new ProductCategory(
                    Objects.requireNonNull(members.getFirst().category()), families.size(), members.size(), (int)
                            members.stream().filter(Product::inStock).count());
        }
    }

    /** In alphabetical order. */
    List<ProductCategory> categories() {
        return index.categories()
                .map(CatalogLists::offered)
                .filter(members -> !members.isEmpty())
                .map(ProductCategory::of)
                .sorted(Comparator.comparing(category -> Words.folded(category.name())))
                .toList();
    }

    /** In alphabetical order, of one category or of all. */
    Page<ProductFamily> families(
            @Nullable String category, @Nullable Boolean inStock, @Nullable Integer first, @Nullable String after) {
        int size = PageSize.of(first);
        List<ProductFamily> found = names(category, after)
                .map(index::variants)
                .map(CatalogLists::offered)
                .filter(variants -> !variants.isEmpty())
                .filter(variants -> inStock == null || variants.stream().anyMatch(Product::inStock) == inStock)
                .limit(size + 1L)
                .map(ProductFamily::of)
                .toList();
        return Page.of(
                found.stream().limit(size).toList(),
                family -> cursor(Words.folded(family.name())),
                after != null,
                found.size() > size);
    }

    private Stream<String> names(@Nullable String category, @Nullable String after) {
        Collection<String> names = category == null
                ? index.familyNames()
                : index.inCategory(category).stream()
                        .map(product -> Words.folded(product.family()))
                        .collect(Collectors.toCollection(java.util.TreeSet::new));
        String from = after == null ? "" : place(after);
        return names.stream().filter(name -> after == null || name.compareTo(from) > 0);
    }

    private static List<Product> offered(Collection<Product> products) {
        return products.stream().filter(Product::isActive).toList();
    }

    private static String cursor(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    private static String place(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalCursor(cursor, notBase64);
        }
    }
}
