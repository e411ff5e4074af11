package ar.isac.crm.assistant;

import ar.isac.crm.catalog.Product;
import java.util.List;
import java.util.Map;

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
            implements Subject {}

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

    /** Several things at once. */
    record OfSeveral(List<Subject> parts) implements Subject {}

    /** All there is. */
    record OfEverything(int page) implements Subject {}

    /** Something the shop does not carry. */
    record NotCarried(List<Product> nearest) implements Subject {}

    /** Something that an old button spoke of and that is no more. */
    record Gone() implements Subject {}

    /** Some product, and it does not say which. */
    record Unnamed() implements Subject {}
}
