package ar.isac.crm.assistant;

import ar.isac.crm.catalog.Attribute;
import ar.isac.crm.catalog.AttributeResolver;
import ar.isac.crm.catalog.Product;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What of the shop a turn is about. */
sealed interface Subject {

    /**
     * One family.
     *
     * @param variants all of it, sold out ones too
     * @param chosen values chosen in this turn and before
     * @param lacksOption whether something was asked for that no variant has
     */
    record OfFamily(String family, List<Product> variants, Map<String, String> chosen, boolean lacksOption)
            implements Subject {

        /** «iPhone 15 Pro 256GB»: the family and what has been chosen, in the catalogue's order; the title where it is one. */
        String name() {
            List<Product> matching = AttributeResolver.matching(variants, chosen);
            if (matching.size() == 1) {
                return matching.getFirst().title();
            }
            Set<String> names = variants.stream()
                    .flatMap(variant -> variant.attributes().stream())
                    .map(Attribute::name)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            return Stream.concat(
                            Stream.of(family),
                            names.stream().filter(chosen::containsKey).map(chosen::get))
                    .collect(Collectors.joining(" "));
        }

        /** What can be sold of the family, the most of the chosen values first. */
        List<Product> nearest() {
            return variants.stream()
                    .filter(Product::inStock)
                    .sorted(Comparator.comparingLong(product -> -shared(product)))
                    .toList();
        }

        private long shared(Product product) {
            return chosen.entrySet().stream()
                    .filter(value -> product.attribute(value.getKey())
                            .filter(value.getValue()::equals)
                            .isPresent())
                    .count();
        }

        /** What can be sold of it as it is chosen so far. */
        List<Product> sellable() {
            return AttributeResolver.matching(variants, chosen).stream()
                    .filter(Product::inStock)
                    .toList();
        }
    }

    /**
     * Several families of one kind.
     *
     * @param chosen values that all the products have
     * @param lacking the names of those that were spoken of too and have not these values in stock
     */
    record OfCategory(
            String category, List<Product> products, Map<String, String> chosen, List<String> lacking, int page)
            implements Subject {

        OfCategory(String category, List<Product> products, int page) {
            this(category, products, Map.of(), List.of(), page);
        }
    }

    /**
     * Several things at once.
     *
     * @param units how many of each, where that was read with them; else empty
     */
    record OfSeveral(List<Subject> parts, List<Integer> units) implements Subject {

        OfSeveral(List<Subject> parts) {
            this(parts, List.of());
        }
    }

    /** All there is. */
    record OfEverything(int page) implements Subject {}

    /** Something the shop does not carry. */
    record NotCarried(List<Product> nearest) implements Subject {}

    /** Something that an old button spoke of and that is no more. */
    record Gone() implements Subject {}

    /** Some product, and it does not say which. */
    record Unnamed() implements Subject {}
}
