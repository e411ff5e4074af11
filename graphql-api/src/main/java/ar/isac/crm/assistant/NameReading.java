package ar.isac.crm.assistant;

import ar.isac.crm.assistant.DialogueState.Wish;
import ar.isac.crm.assistant.Subject.NotCarried;
import ar.isac.crm.assistant.Subject.OfFamily;
import ar.isac.crm.assistant.Subject.OfSeveral;
import ar.isac.crm.catalog.Product;
import ar.isac.crm.catalog.Resolution;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a name of the catalogue means in this talk: one of the things offered, one spoken of before, the family in
 * focus, or a category narrowed to its kind.
 */
final class NameReading {

    private static final Set<String> ONE_THAT_IS_KNOWN = Set.of("el", "la", "ese", "esa", "del", "al");

    private static final int MANY = 4;

    /** How much of a word tells it, whatever its ending. */
    static final int STEM = 5;

    private final Situation situation;
    private final DialogueState state;
    private final ShopFacts facts;
    private final SubjectLookup lookup;
    private final ValueReading valueReading;
    private final OfferReading offerReading;

    NameReading(Situation situation) {
        this.situation = situation;
        this.state = situation.state();
        this.facts = situation.facts();
        this.lookup = new SubjectLookup(situation);
        this.valueReading = new ValueReading(situation);
        this.offerReading = new OfferReading(situation);
    }

    /** Each of the names for itself; several that mean the same are one thing. */
    Subject several(List<Resolution> carried) {
        List<Subject> parts = carried.stream().map(this::carried).distinct().toList();
        return parts.size() == 1 ? parts.getFirst() : new OfSeveral(parts);
    }

    /** The thing, or the things, that a name means. */
    Subject carried(Resolution resolution) {
        return switch (resolution) {
            case Resolution.Variant variant -> valueReading.lackingSize(lookup.variant(variant.product()));
            case Resolution.Family family -> family(family);
            case Resolution.Category category -> category(category);
            case Resolution.Nothing nothing -> new NotCarried(nothing.nearest());
        };
    }

    private Subject family(Resolution.Family family) {
        Optional<? extends Subject> offered = offerReading.offeredAs(family);
        return offered.isPresent()
                ? offered.get()
                : new OfFamily(
                        family.family(),
                        family.variants(),
                        lookup.merged(family.family(), family.variants(), family.chosenAttributes()),
                        !family.notOffered().isEmpty());
    }

    /** «el xiaomi», after three chargers were offered, is one of the three; «ese iphone» is the one in focus. */
    private Subject category(Resolution.Category category) {
        // «celulares de hasta 1 palo», after headphones were offered, picks none of them.
        // «algo parecido pero samsung» picks none of them either.
        boolean isOfMore = state.category() != null && isOfSeveralOf(category, state.category());
        Optional<Subject> offered = situation.says(Cue.SIMILAR) || isOfMore
                ? Optional.empty()
                : offerReading.offered().filter(one -> !isOfAnotherKind(one, category));
        if (offered.isPresent()) {
            return offered.get();
        }
        List<Subject> among = situation.saysAny(Cue.SIMILAR, Cue.CHEAPER, Cue.CHEAPEST) || isOfMore
                ? List.of()
                : offerReading.amongOffers(category);
        if (among.size() == 1) {
            return SubjectLookup.withValues(among.getFirst(), category.chosenAttributes(), List.of());
        }
        Optional<Subject> spokenOf = spokenOfBefore(category);
        if (spokenOf.isPresent()) {
            return spokenOf.get();
        }
        String focus = state.family();
        if (focus != null && situation.wish() == Wish.BUY && category.families().contains(focus)) {
            return lookup.family(focus, category.chosenAttributes());
        }
        return soldOutOfKind(category)
                .orElseGet(() -> SubjectLookup.withValues(
                        lookup.narrowed(category.category(), mostly(within(ofKind(category))), Map.of()),
                        category.chosenAttributes(),
                        List.of()));
    }

    /** «samsung», of a list that has only begun: more of them may follow on its next page. */
    private static boolean isOfSeveralOf(Resolution.Category category, @Nullable String kind) {
        return category.products().stream()
                        .filter(product -> product.inStock() && Objects.equals(product.category(), kind))
                        .map(Product::family)
                        .distinct()
                        .count()
                > 1;
    }

    /** «mejor el 13»: of all that may be called so the one that was spoken of before. */
    private Optional<Subject> spokenOfBefore(Resolution.Category category) {
        List<String> words = Cues.words(situation.words());
        boolean isPointing = situation.isInstead() && (words.contains("el") || words.contains("la"));
        Optional<Subject> definite = isPointing ? Optional.empty() : definite(category, words);
        if (definite.isPresent()) {
            return definite;
        }
        List<String> families = state.recent().stream()
                .map(Action::parse)
                .flatMap(action -> lookup.pressed(action).stream())
                .filter(OfFamily.class::isInstance)
                .map(subject -> ((OfFamily) subject).family())
                .filter(family -> category.families().contains(family) && !family.equals(state.family()))
                .distinct()
                .toList();
        return isPointing && families.size() == 1
                ? Optional.of(lookup.family(families.getFirst(), category.chosenAttributes()))
                : Optional.empty();
    }

    /** «la compu», where one of them alone was told as a product: that one. */
    private Optional<Subject> definite(Resolution.Category category, List<String> words) {
        int at = words.indexOf(
                Cues.words(category.mention()).stream().findFirst().orElse(""));
        boolean isDefinite = at > 0
                && ONE_THAT_IS_KNOWN.contains(words.get(at - 1))
                && !words.get(at).endsWith("s")
                && category.chosenAttributes().isEmpty();
        List<OfFamily> told = !isDefinite
                ? List.of()
                : state.recent().stream()
                        .map(Action::parse)
                        .filter(Action.ShowProduct.class::isInstance)
                        .flatMap(action -> lookup.pressed(action).stream())
                        .filter(OfFamily.class::isInstance)
                        .map(OfFamily.class::cast)
                        .filter(family -> category.families().contains(family.family()))
                        .toList();
        return told.size() == 1 ? Optional.of(told.getFirst()) : Optional.empty();
    }

    /** «el de samsung», of chargers: the one there is of it, though only its sisters are in stock. */
    private Optional<Subject> soldOutOfKind(Resolution.Category category) {
        String kind = lookup.kind();
        if (kind == null || category.products().stream().anyMatch(product -> kind.equals(product.category()))) {
            return Optional.empty();
        }
        return facts.resolveAll(kind + " " + category.mention()).stream()
                .filter(found -> switch (found) {
                    case Resolution.Variant variant ->
                        kind.equals(variant.product().category());
                    case Resolution.Family family ->
                        kind.equals(family.variants().getFirst().category());
                    case Resolution.Category wider -> false;
                    case Resolution.Nothing nothing -> false;
                })
                .findFirst()
                .map(this::carried);
    }

    private static boolean isOfAnotherKind(Subject one, Resolution.Category category) {
        Set<String> kinds = category.products().stream()
                .map(product -> String.valueOf(product.category()))
                .collect(Collectors.toSet());
        return kinds.size() == 1
                && one instanceof OfFamily family
                && family.variants().stream().noneMatch(variant -> kinds.contains(String.valueOf(variant.category())));
    }

    /** «notebooks» are the category of that name before anything else that may be called so. */
    private static List<Product> ofKind(Resolution.Category category) {
        Set<String> said = stems(category.mention());
        List<Product> ofKind = category.products().stream()
                .filter(product -> product.category() != null && said.equals(stems(product.category())))
                .toList();
        return ofKind.isEmpty() ? category.products() : ofKind;
    }

    /** One thing of another kind among many of one, a power bank among notebooks, is called so by chance. */
    private static List<Product> mostly(List<Product> products) {
        Map<String, Set<String>> kinds = new LinkedHashMap<>();
        products.forEach(
                product -> kinds.computeIfAbsent(String.valueOf(product.category()), any -> new LinkedHashSet<>())
                        .add(product.family()));
        long families = kinds.values().stream().mapToLong(Set::size).sum();
        return kinds.entrySet().stream()
                .filter(kind ->
                        kind.getValue().size() >= MANY && kind.getValue().size() == families - 1)
                .findFirst()
                .map(kind -> products.stream()
                        .filter(product -> kind.getKey().equals(String.valueOf(product.category())))
                        .toList())
                .orElse(products);
    }

    private static Set<String> stems(String words) {
        return Cues.words(words).stream()
                .map(word -> word.length() > STEM ? word.substring(0, STEM) : word)
                .collect(Collectors.toSet());
    }

    /** A brand of many kinds, while one kind is spoken of, means that kind. */
    private List<Product> within(List<Product> products) {
        String kind = lookup.kind();
        List<Product> ofKind = kind == null
                ? List.of()
                : products.stream()
                        .filter(product -> kind.equals(product.category()))
                        .toList();
        return ofKind.isEmpty() ? products : ofKind;
    }
}
