package ar.isac.crm.assistant;

import ar.isac.crm.assistant.DialogueState.OpenQuestion.Kind;
import ar.isac.crm.assistant.DialogueState.Wish;
import ar.isac.crm.assistant.OfferChoice.Offer;
import ar.isac.crm.assistant.Subject.OfFamily;
import ar.isac.crm.catalog.AttributeResolver;
import ar.isac.crm.catalog.Product;
import ar.isac.crm.catalog.Resolution;
import ar.isac.crm.understanding.Intent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads which of the things offered last is meant: by a value that it alone has, by its name, its price, its place or a
 * number; and which of them are left when a value is asked for.
 */
final class OfferReading {

    private static final Set<String> PLAIN =
            Set.of("comun", "comunes", "normal", "normales", "basico", "basica", "simple", "clasico");

    private final Situation situation;
    private final DialogueState state;
    private final ShopFacts facts;
    private final SubjectLookup lookup;
    private final ValueReading valueReading;

    OfferReading(Situation situation) {
        this.situation = situation;
        this.state = situation.state();
        this.facts = situation.facts();
        this.lookup = new SubjectLookup(situation);
        this.valueReading = new ValueReading(situation);
    }

    /** One of the last offers: by a value that it alone has, by its name, its price or its place. */
    Optional<Subject> offered() {
        if (!state.asks(Kind.WHICH_OFFER)) {
            return Optional.empty();
        }
        List<Offer> offers = offers();
        Map<String, String> chosen =
                facts.choose(products(offers), situation.words()).values();
        List<Offer> having = having(offers, chosen);
        boolean isTaken = offers.size() == 1
                && (situation.has(Intent.AFFIRM) || situation.wish() == Wish.BUY)
                && !UnknownName.isIn(situation);
        if (isTaken) {
            return lookup.pressed(offers.getFirst().action())
                    .map(subject -> SubjectLookup.withValues(subject, chosen, List.of()));
        }
        if (having.size() == 1) {
            return lookup.pressed(having.getFirst().action())
                    .map(subject -> SubjectLookup.withValues(subject, chosen, List.of()));
        }
        return OfferChoice.of(offers, situation.words(), facts.segment())
                .map(Offer::action)
                .flatMap(lookup::pressed)
                .or(() -> plainest(offers))
                .or(() -> byNumber(offers));
    }

    /** «el común», of a mattress Dream and a Dream Plus: the one whose name the others only lengthen. */
    private Optional<Subject> plainest(List<Offer> offers) {
        if (offers.size() < 2 || !asksForPlain(situation.words())) {
            return Optional.empty();
        }
        return offers.stream()
                .filter(offer -> offers.stream()
                        .allMatch(other -> Cues.words(other.name()).containsAll(Cues.words(offer.name()))))
                .findFirst()
                .map(Offer::action)
                .flatMap(lookup::pressed)
                .map(this::byMeasure);
    }

    /** «el común de 140»: of a family the one value with the number in it. */
    private Subject byMeasure(Subject subject) {
        List<String> numbers = valueReading.measures().stream()
                .filter(word -> word.matches("\\d{2,5}"))
                .toList();
        if (!(subject instanceof OfFamily family) || numbers.size() != 1) {
            return subject;
        }
        Map<String, Set<String>> having = new HashMap<>();
        family.variants()
                .forEach(variant -> variant.attributes().stream()
                        .filter(attribute ->
                                List.of(attribute.value().split("\\D+", -1)).contains(numbers.getFirst()))
                        .forEach(attribute -> having.computeIfAbsent(attribute.name(), any -> new LinkedHashSet<>())
                                .add(attribute.value())));
        return having.size() == 1 && having.values().iterator().next().size() == 1
                ? new OfFamily(
                        family.family(),
                        family.variants(),
                        Map.of(
                                having.keySet().iterator().next(),
                                having.values().iterator().next().iterator().next()),
                        false)
                : family;
    }

    /** «el de 160», of two mattresses of which one alone comes in 160x200. */
    private Optional<Subject> byNumber(List<Offer> offers) {
        List<String> numbers = valueReading.measures().stream()
                .filter(word -> word.matches("\\d{2,5}"))
                .toList();
        if (numbers.size() != 1 || Cues.words(situation.words()).size() > ValueReading.FEW_WORDS) {
            return Optional.empty();
        }
        Map<String, Map<String, String>> having = new LinkedHashMap<>();
        offers.forEach(offer -> offer.products()
                .forEach(product -> product.attributes().stream()
                        .filter(attribute ->
                                List.of(attribute.value().split("\\D+", -1)).contains(numbers.getFirst()))
                        .forEach(attribute ->
                                having.put(product.family(), Map.of(attribute.name(), attribute.value())))));
        return having.size() == 1
                ? having.entrySet().stream().findFirst().map(only -> lookup.family(only.getKey(), only.getValue()))
                : Optional.empty();
    }

    /** The one offer that has the values which are said, and only it. */
    Optional<Subject> valued() {
        if (!state.asks(Kind.WHICH_OFFER)) {
            return Optional.empty();
        }
        List<Offer> offers = offers();
        Map<String, String> chosen =
                facts.choose(products(offers), situation.words()).values();
        List<Offer> having = having(offers, chosen);
        return having.size() == 1
                ? lookup.pressed(having.getFirst().action())
                        .map(subject -> SubjectLookup.withValues(subject, chosen, List.of()))
                : Optional.empty();
    }

    /** The one that a part of the turn picks. */
    Optional<OfFamily> pickedBy(String part) {
        List<Offer> offers = offers();
        Map<String, String> chosen = facts.choose(products(offers), part).values();
        List<Offer> having = having(offers, chosen);
        return (having.size() == 1 ? Optional.of(having.getFirst()) : OfferChoice.of(offers, part, facts.segment()))
                .map(Offer::action)
                .flatMap(lookup::pressed)
                .filter(OfFamily.class::isInstance)
                .map(OfFamily.class::cast);
    }

    List<Subject> amongOffers(Resolution.Category category) {
        List<Subject> offered = state.asks(Kind.WHICH_OFFER)
                ? state.offers().stream()
                        .map(Action::parse)
                        .flatMap(action -> lookup.pressed(action).stream())
                        .filter(OfFamily.class::isInstance)
                        .toList()
                : List.of();
        // Where all of them are of that kind its name tells none apart.
        List<Subject> named = offered.stream()
                .filter(offer ->
                        offer instanceof OfFamily family && category.families().contains(family.family()))
                .toList();
        return named.size() < offered.size() ? named : List.of();
    }

    /** «el mouse», where one of its variants, or it in one colour, was offered: just that, if nothing else is said of it. */
    Optional<Subject> offeredAs(Resolution.Family named) {
        if (!state.asks(Kind.WHICH_OFFER) || !named.notOffered().isEmpty()) {
            return Optional.empty();
        }
        List<OfFamily> offered = state.offers().stream()
                .map(Action::parse)
                .flatMap(action -> lookup.pressed(action).stream())
                .filter(OfFamily.class::isInstance)
                .map(OfFamily.class::cast)
                .filter(family -> family.family().equals(named.family()))
                .toList();
        boolean isIt = offered.size() == 1
                && offered.getFirst()
                        .chosen()
                        .entrySet()
                        .containsAll(named.chosenAttributes().entrySet());
        return isIt ? Optional.of(offered.getFirst()) : Optional.empty();
    }

    /** «128 negro», said of a list of phones: those of them that have it. */
    Optional<Subject> fewerOffers() {
        return state.category() != null ? fewerOf(state.category()) : fewerOf(state.offers());
    }

    private Optional<Subject> fewerOf(String category) {
        List<Product> all = facts.inCategory(category);
        Map<String, String> chosen = facts.choose(all, situation.words()).values();
        List<Product> having = chosen.isEmpty() ? List.of() : AttributeResolver.matching(all, chosen);
        return having.isEmpty()
                ? Optional.empty()
                : Optional.of(SubjectLookup.withValues(lookup.narrowed("", having, chosen), chosen, List.of()));
    }

    /** A single variant that was offered stands for its sisters: «y en negro?» asks for the same one in black. */
    private Optional<Subject> fewerOf(List<String> offers) {
        List<OfFamily> offered = offers.stream()
                .map(Action::parse)
                .flatMap(action -> lookup.pressed(action).stream())
                .filter(OfFamily.class::isInstance)
                .map(OfFamily.class::cast)
                .toList();
        List<Product> all =
                offered.stream().flatMap(family -> family.variants().stream()).toList();
        Map<String, String> chosen = facts.choose(all, situation.words()).values();
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        List<Product> having = new ArrayList<>();
        List<String> lacking = new ArrayList<>();
        for (OfFamily family : offered) {
            Map<String, String> wanted = new HashMap<>(family.chosen());
            wanted.putAll(chosen);
            List<Product> matching = AttributeResolver.matching(family.variants(), wanted).stream()
                    .filter(Product::inStock)
                    .toList();
            having.addAll(matching);
            if (matching.isEmpty()) {
                lacking.add(Stream.concat(
                                Stream.of(family.family()),
                                family.chosen().entrySet().stream()
                                        .filter(other -> !chosen.containsKey(other.getKey()))
                                        .map(Map.Entry::getValue))
                        .collect(Collectors.joining(" ")));
            }
        }
        return having.isEmpty()
                ? Optional.empty()
                : Optional.of(SubjectLookup.withValues(lookup.narrowed("", having, chosen), chosen, lacking));
    }

    private List<Offer> offers() {
        return state.offers().stream()
                .map(Action::parse)
                .flatMap(action -> offer(action).stream())
                .toList();
    }

    private Optional<Offer> offer(Action action) {
        return lookup.pressed(action).flatMap(subject -> {
            if (!(subject instanceof OfFamily family)) {
                return Optional.empty();
            }
            List<Product> products = AttributeResolver.matching(family.variants(), family.chosen());
            String name =
                    action instanceof Action.ShowProduct ? products.getFirst().title() : family.family();
            return Optional.of(new Offer(action, name, products));
        });
    }

    private static List<Product> products(List<Offer> offers) {
        return offers.stream().flatMap(offer -> offer.products().stream()).toList();
    }

    private static List<Offer> having(List<Offer> offers, Map<String, String> chosen) {
        return offers.stream()
                .filter(offer -> !chosen.isEmpty()
                        && !AttributeResolver.matching(offer.products(), chosen).isEmpty())
                .toList();
    }

    /** «el común», «la básica»: the one without a word more in its name. */
    static boolean asksForPlain(String words) {
        return Cues.words(words).stream().anyMatch(PLAIN::contains);
    }
}
