package ar.isac.crm.assistant;

import ar.isac.crm.assistant.Subject.NotCarried;
import ar.isac.crm.assistant.Subject.OfCategory;
import ar.isac.crm.assistant.Subject.OfFamily;
import ar.isac.crm.assistant.Subject.OfSeveral;
import ar.isac.crm.catalog.AttributeResolver;
import ar.isac.crm.catalog.Product;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What words like «otro», «más barato», «cuál» are said of.
 *
 * @param family the one family that is spoken of; empty when it is several things
 * @param products what is spoken of, sold out ones too
 * @param category the category to look around in; empty when there is no single one
 */
record Ground(Optional<OfFamily> family, List<Product> products, Optional<String> category) {

    /** What the turn names, else what was browsed, offered or spoken of last. */
    static Optional<Ground> of(Situation situation, Optional<Subject> named) {
        return named.flatMap(Ground::of)
                .or(() -> browsed(situation))
                .or(() -> offered(situation))
                .or(() -> focused(situation));
    }

    /** What the turn names, else what was asked for last, whatever was offered instead of it. */
    static Optional<Ground> spokenOf(Situation situation, Optional<Subject> named) {
        return named.flatMap(Ground::of).or(() -> focused(situation));
    }

    private static Optional<Ground> of(Subject subject) {
        return switch (subject) {
            case OfFamily family -> Optional.of(of(family));
            case OfCategory category -> Optional.of(of(category.products()));
            case OfSeveral several ->
                Optional.of(of(several.parts().stream()
                        .flatMap(part -> of(part).stream())
                        .flatMap(ground -> ground.products().stream())
                        .toList()));
            case NotCarried none -> Optional.empty();
            case Subject.OfEverything everything -> Optional.empty();
            case Subject.Gone gone -> Optional.empty();
            case Subject.Unnamed unnamed -> Optional.empty();
        };
    }

    private static Ground of(OfFamily family) {
        List<Product> matching = AttributeResolver.matching(family.variants(), family.chosen());
        List<Product> products = matching.isEmpty() ? family.variants() : matching;
        return new Ground(Optional.of(family), products, category(products));
    }

    private static Ground of(List<Product> products) {
        return new Ground(Optional.empty(), products, category(products));
    }

    private static Optional<String> category(List<Product> products) {
        Set<String> categories = new LinkedHashSet<>();
        products.forEach(product -> categories.add(product.category() == null ? "" : product.category()));
        return categories.size() == 1
                ? categories.stream().filter(name -> !name.isEmpty()).findFirst()
                : Optional.empty();
    }

    private static Optional<Ground> browsed(Situation situation) {
        String category = situation.state().category();
        List<Product> products =
                category == null ? List.of() : situation.facts().inCategory(category);
        return products.isEmpty() ? Optional.empty() : Optional.of(of(products));
    }

    /** What was offered last, while that is open. */
    static Optional<Ground> offered(Situation situation) {
        if (!situation.state().asks(DialogueState.OpenQuestion.Kind.WHICH_OFFER)) {
            return Optional.empty();
        }
        List<Product> products = situation.state().offers().stream()
                .map(Action::parse)
                .flatMap(action -> SubjectReading.ofAction(situation, action).stream())
                .flatMap(subject -> of(subject).stream())
                .flatMap(ground -> ground.products().stream())
                .toList();
        return products.isEmpty() ? Optional.empty() : Optional.of(of(products));
    }

    private static Optional<Ground> focused(Situation situation) {
        String name = situation.state().family();
        List<Product> variants = name == null ? List.of() : situation.facts().variantsOf(name);
        return name == null || variants.isEmpty()
                ? Optional.empty()
                : Optional.of(of(new OfFamily(name, variants, situation.state().chosen(), false)));
    }

    /** What of the category may stand for what is spoken of. */
    List<Product> around(Situation situation) {
        List<Product> all = category.map(situation.facts()::inCategory).orElse(List.of());
        return family.isPresent() || situation.state().category() == null
                ? Kinds.alike(products.getFirst(), all, all)
                : all;
    }

    /** Whether the turn speaks of an attribute of it, or of a value. */
    boolean isChosenBy(Situation situation) {
        var chosen = situation.facts().choose(products, situation.words());
        return !chosen.values().isEmpty()
                || !chosen.notOffered().isEmpty()
                || !situation
                        .facts()
                        .attributesNamed(products, situation.words())
                        .isEmpty();
    }

    List<Product> inStock() {
        return products.stream().filter(Product::inStock).toList();
    }

    /** The first few families of products in an order of their own. */
    static Map<String, List<Product>> few(List<Product> sorted) {
        Map<String, List<Product>> few = new LinkedHashMap<>();
        byFamily(sorted).forEach((name, products) -> {
            if (few.size() < BrowsingTalk.FEW) {
                few.put(name, products);
            }
        });
        return few;
    }

    /** What is in stock, by family, in the catalogue's order. */
    static Map<String, List<Product>> byFamily(List<Product> products) {
        Map<String, List<Product>> families = new LinkedHashMap<>();
        products.stream()
                .filter(Product::inStock)
                .forEach(product -> families.computeIfAbsent(product.family(), any -> new java.util.ArrayList<>())
                        .add(product));
        return families;
    }
}
