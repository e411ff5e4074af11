package ar.isac.crm.assistant;

import ar.isac.crm.assistant.DialogueState.OpenQuestion.Kind;
import ar.isac.crm.assistant.DialogueState.Wish;
import ar.isac.crm.assistant.Subject.Gone;
import ar.isac.crm.assistant.Subject.OfCategory;
import ar.isac.crm.assistant.Subject.OfEverything;
import ar.isac.crm.assistant.Subject.OfFamily;
import ar.isac.crm.assistant.Subject.Unnamed;
import ar.isac.crm.catalog.AttributeResolver;
import ar.isac.crm.catalog.Product;
import ar.isac.crm.catalog.Resolution;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks up what there really is: behind a button or row of ours, of a family with what was chosen of it, of several
 * products by the kind they share, and of the kind that is spoken of.
 */
final class SubjectLookup {

    private final Situation situation;
    private final DialogueState state;
    private final ShopFacts facts;

    SubjectLookup(Situation situation) {
        this.situation = situation;
        this.state = situation.state();
        this.facts = situation.facts();
    }

    /** What a button or row of ours speaks of, as it is now; empty when it is of no product. */
    Optional<Subject> pressed(Action action) {
        return switch (action) {
            case Action.ShowCategories all -> Optional.of(new OfEverything(all.page()));
            case Action.ShowCategory category -> {
                List<Product> products = facts.inCategory(category.category());
                yield Optional.of(
                        products.isEmpty()
                                ? new Gone()
                                : new OfCategory(category.category(), products, category.page()));
            }
            case Action.ShowFamily family -> Optional.of(whole(family.family()));
            case Action.ShowProduct product ->
                Optional.of(facts.product(product.sku())
                        .filter(Product::isActive)
                        .<Subject>map(this::variant)
                        .orElseGet(Gone::new));
            case Action.Choose choice -> Optional.of(chosen(choice));
            case Action.AskPrice price -> Optional.of(new Unnamed());
            case Action.AskPerson person -> Optional.empty();
            case Action.AcceptQuote accept -> Optional.empty();
            case Action.RejectQuote reject -> Optional.empty();
            case Action.Unknown unknown -> Optional.empty();
        };
    }

    /** A late press chooses for its own family; what was chosen for another is forgotten. */
    private Subject chosen(Action.Choose choice) {
        List<Product> variants = facts.variantsOf(choice.family());
        boolean isOffered = variants.stream()
                .anyMatch(variant -> variant.attribute(choice.attribute())
                        .filter(choice.value()::equals)
                        .isPresent());
        if (!isOffered) {
            return new Gone();
        }
        return family(choice.family(), Map.of(choice.attribute(), choice.value()));
    }

    /** A family with values of it, and with those chosen before where they hold still. */
    Subject family(String name, Map<String, String> chosen) {
        List<Product> variants = facts.variantsOf(name);
        return variants.isEmpty()
                ? new Gone()
                : new OfFamily(variants.getFirst().family(), variants, merged(name, variants, chosen), false);
    }

    /** Chosen anew from a list: earlier values are forgotten. */
    private Subject whole(String name) {
        List<Product> variants = facts.variantsOf(name);
        return variants.isEmpty()
                ? new Gone()
                : new OfFamily(variants.getFirst().family(), variants, Map.of(), false);
    }

    /** One product: its family with all that tells it apart. */
    OfFamily variant(Product product) {
        Map<String, String> values = new LinkedHashMap<>();
        product.attributes().forEach(attribute -> values.put(attribute.name(), attribute.value()));
        return new OfFamily(product.family(), facts.variantsOf(product.family()), values, false);
    }

    /** What was chosen before stays, unless the talk moves on to it as to something new or the values exclude each other. */
    Map<String, String> merged(String family, List<Product> variants, Map<String, String> chosen) {
        boolean isSame = family.equals(state.family());
        boolean isAnew = chosen.isEmpty() && situation.wish() == Wish.LEARN && !state.asks(Kind.QUOTE);
        if (!isSame || isAnew) {
            return chosen;
        }
        Map<String, String> both = new HashMap<>(state.chosen());
        both.putAll(chosen);
        return AttributeResolver.matching(variants, both).isEmpty() ? chosen : both;
    }

    /** Products of one family are that family; else they are several of one kind, or of what was said. */
    Subject narrowed(String category, List<Product> products, Map<String, String> chosen) {
        Set<String> families =
                products.stream().map(Product::family).collect(Collectors.toCollection(LinkedHashSet::new));
        return families.size() == 1
                ? family(families.iterator().next(), chosen)
                : new OfCategory(nameOf(category, products), products, 0);
    }

    private static String nameOf(String said, List<Product> products) {
        Set<String> names = products.stream()
                .map(product -> product.category() == null ? "" : product.category())
                .collect(Collectors.toSet());
        String only = names.iterator().next();
        return names.size() == 1 && !only.isEmpty() ? only : said;
    }

    /** The same, with values that were said of it unless it has its own. */
    static Subject withValues(Subject subject, Map<String, String> chosen, List<String> lacking) {
        if (subject instanceof OfCategory category) {
            return new OfCategory(category.category(), category.products(), chosen, lacking, category.page());
        }
        return subject instanceof OfFamily family && family.chosen().isEmpty()
                ? new OfFamily(family.family(), family.variants(), chosen, false)
                : subject;
    }

    /** The category that is spoken of: of the list, of what was offered, or of the family in focus. */
    @Nullable
    String kind() {
        if (state.category() != null) {
            return state.category();
        }
        Optional<String> offered = Ground.offered(situation).flatMap(Ground::category);
        if (offered.isPresent()) {
            return offered.get();
        }
        String family = state.family();
        return family == null
                ? null
                : facts.variantsOf(family).stream()
                        .map(Product::category)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }

    /** The one family that a name means; none where it means several or nothing. */
    static Stream<String> familyOf(Resolution resolution) {
        return switch (resolution) {
            case Resolution.Variant variant -> Stream.of(variant.product().family());
            case Resolution.Family family -> Stream.of(family.family());
            case Resolution.Category category -> Stream.empty();
            case Resolution.Nothing nothing -> Stream.empty();
        };
    }

    static List<Product> productsOf(Resolution resolution) {
        return switch (resolution) {
            case Resolution.Variant variant -> List.of(variant.product());
            case Resolution.Family family -> family.variants();
            case Resolution.Category category -> category.products();
            case Resolution.Nothing nothing -> List.of();
        };
    }
}
