package ar.isac.crm.catalog;

import java.util.List;
import java.util.Map;

/** What of the catalogue some words of a customer mean. Products are as stored at that instant, sold out ones too. */
public sealed interface Resolution {

    /** The words that name it, as written; empty when there are none. */
    String mention();

    /** Exactly one product. */
    record Variant(String mention, Product product) implements Resolution {}

    /**
     * One family.
     *
     * @param variants all of the family
     * @param chosenAttributes the values the words choose, by attribute, as the catalogue writes them
     * @param notOffered values the words ask for that no variant has, as written («1 tb»)
     */
    record Family(
            String mention,
            String family,
            List<Product> variants,
            Map<String, String> chosenAttributes,
            List<String> notOffered)
            implements Resolution {

        /** The variants that have every chosen value: none, when the values exist but not together. */
        public List<Product> matching() {
            return AttributeResolver.matching(variants, chosenAttributes);
        }
    }

    /**
     * Several families: a category, a brand, a line («iPhone»).
     *
     * @param category the category they share, else the words that name them
     * @param products those with the chosen values, at most {@value CatalogSearch#MAX_PRODUCTS}
     * @param chosenAttributes as in {@link Family}
     * @param notOffered as in {@link Family}
     */
    record Category(
            String mention,
            String category,
            List<Product> products,
            Map<String, String> chosenAttributes,
            List<String> notOffered)
            implements Resolution {

        public Category {
            products = List.copyOf(products);
        }

        /** The families listed, in the catalogue's order. */
        public List<String> families() {
            return products.stream().map(Product::family).distinct().toList();
        }
    }

    /**
     * The shop does not carry it, or the words name nothing.
     *
     * @param nearest what comes nearest to what was named; may be offered, never as the thing asked for
     */
    record Nothing(String mention, List<Product> nearest) implements Resolution {}
}
