package ar.isac.crm.assistant;

import ar.isac.crm.assistant.DialogueState.OpenQuestion.Kind;
import ar.isac.crm.assistant.DialogueState.Wish;
import ar.isac.crm.assistant.Policy.Step;
import ar.isac.crm.assistant.Subject.OfFamily;
import ar.isac.crm.assistant.Subject.OfSeveral;
import ar.isac.crm.catalog.AttributeResolver;
import ar.isac.crm.catalog.Product;
import ar.isac.crm.customer.Segment;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a salesperson says to whoever cannot choose: what is alike, what to recommend, how things differ. */
final class ChoiceTalk {

    private static final int LONGEST_DESCRIPTION = 160;

    private final Wording wording;
    private final BrowsingTalk browsing;
    private final FamilyTalk families;

    ChoiceTalk(Wording wording, BrowsingTalk browsing, FamilyTalk families) {
        this.wording = wording;
        this.browsing = browsing;
        this.families = families;
    }

    /** Other families of the category, the nearest price first. */
    Optional<Step> similar(Situation situation, Ground ground) {
        if (ground.category().isEmpty()) {
            return Optional.empty();
        }
        Segment segment = situation.facts().segment();
        List<Product> spoken = ground.inStock().isEmpty() ? ground.products() : ground.inStock();
        Set<String> known = spoken.stream().map(Product::family).collect(Collectors.toSet());
        long price = Prices.of(Prices.cheapest(spoken, segment), segment).minorUnits();
        List<Product> others = ground.around(situation).stream()
                .filter(product -> !known.contains(product.family()))
                .sorted(Comparator.comparingLong(
                        product -> Math.abs(Prices.of(product, segment).minorUnits() - price)))
                .toList();
        Map<String, List<Product>> offers = Ground.few(others);
        if (offers.isEmpty() && ground.family().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                offers.isEmpty()
                        ? browsing.instead(situation, wording.say("similar.none"), spoken, List.of(), "similar-none")
                        : browsing.families(situation, wording.say("similar.offer"), offers, spoken, "similar"));
    }

    /** «algo parecido pero samsung»: of what is named, what costs about as much as what was spoken of. */
    Optional<Step> similarOf(Situation situation, Ground named) {
        Segment segment = situation.facts().segment();
        Optional<Ground> spoken = Ground.spokenOf(situation, Optional.empty());
        Set<String> known = spoken.stream()
                .flatMap(ground -> ground.products().stream())
                .map(Product::family)
                .collect(Collectors.toSet());
        Optional<String> kind = spoken.flatMap(Ground::category);
        List<Product> ofKind = named.inStock().stream()
                .filter(product -> kind.isEmpty() || kind.get().equals(product.category()))
                .toList();
        long price = spoken.map(ground -> Prices.of(Prices.cheapest(ground.products(), segment), segment)
                        .minorUnits())
                .orElse(0L);
        Map<String, List<Product>> offers = Ground.few(ofKind.stream()
                .filter(product -> !known.contains(product.family()))
                .sorted(Comparator.comparingLong(
                        product -> Math.abs(Prices.of(product, segment).minorUnits() - price)))
                .toList());
        return offers.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        browsing.families(situation, wording.say("similar.offer"), offers, named.inStock(), "similar"));
    }

    /** Of several: what the words fit best, else the cheapest, one between, and the dearest. */
    Optional<Step> recommended(Situation situation, Ground ground) {
        boolean isOfFew = ground.family().isEmpty()
                && situation.state().asks(Kind.WHICH_OFFER)
                && situation.state().category() == null
                && situation.state().offers().size() <= BrowsingTalk.FEW
                && SubjectReading.named(situation).isEmpty();
        if (isOfFew) {
            Optional<Step> compared = comparedOffers(situation, ground);
            if (compared.isPresent()) {
                return compared;
            }
        }
        if (ground.family().isPresent() && !situation.state().asks(Kind.ATTRIBUTE)) {
            return ground.category().isEmpty() ? Optional.empty() : similarOrRange(situation, ground);
        }
        List<Product> sellable = ground.family().isPresent()
                ? ground.inStock()
                : ground.category().map(situation.facts()::inCategory).orElse(ground.inStock());
        return sellable.isEmpty() ? Optional.empty() : Optional.of(range(situation, sellable));
    }

    private Optional<Step> similarOrRange(Situation situation, Ground ground) {
        return Optional.of(range(situation, ground.around(situation)));
    }

    private Step range(Situation situation, List<Product> sellable) {
        Segment segment = situation.facts().segment();
        Comparator<Map.Entry<String, List<Product>>> byPrice = Comparator.comparingLong(family ->
                Prices.of(Prices.cheapest(family.getValue(), segment), segment).minorUnits());
        List<Map.Entry<String, List<Product>>> sorted =
                Ground.byFamily(fitting(situation, sellable)).entrySet().stream()
                        .sorted(byPrice)
                        .toList();
        if (sorted.size() == 1) {
            List<Product> only = sorted.getFirst().getValue();
            return families.about(
                    situation,
                    new OfFamily(
                            sorted.getFirst().getKey(),
                            situation.facts().variantsOf(only.getFirst().family()),
                            Map.of(),
                            false),
                    Wish.PRICE);
        }
        Map<String, List<Product>> few = new LinkedHashMap<>();
        List<Integer> places = sorted.size() <= BrowsingTalk.FEW
                ? IntStream.range(0, sorted.size()).boxed().toList()
                : List.of(0, sorted.size() / 2, sorted.size() - 1);
        places.forEach(
                place -> few.put(sorted.get(place).getKey(), sorted.get(place).getValue()));
        return browsing.families(situation, wording.say("recommend.range"), few, List.of(), "recommended");
    }

    /** The products whose description or tags share most words with what was asked; all of them when none does. */
    private static List<Product> fitting(Situation situation, List<Product> sellable) {
        Set<String> asked = Cues.words(situation.words()).stream()
                .filter(word -> word.length() > 4)
                .map(ChoiceTalk::stem)
                .collect(Collectors.toSet());
        Map<Product, Long> hits = new HashMap<>();
        sellable.forEach(product -> hits.put(
                product,
                Cues.words(product.description() + " " + String.join(" ", product.tags())).stream()
                        .map(ChoiceTalk::stem)
                        .distinct()
                        .filter(asked::contains)
                        .count()));
        long most = hits.values().stream().mapToLong(Long::longValue).max().orElse(0);
        return most == 0
                ? sellable
                : sellable.stream()
                        .filter(product -> hits.getOrDefault(product, 0L) == most)
                        .toList();
    }

    private static String stem(String word) {
        return word.length() > 5 ? word.substring(0, 5) : word;
    }

    Step compared(Situation situation, OfSeveral several) {
        Map<String, List<Product>> things = new LinkedHashMap<>();
        for (Subject part : several.parts()) {
            if (part instanceof OfFamily family) {
                List<Product> matching = AttributeResolver.matching(family.variants(), family.chosen());
                things.put(family.family(), matching.isEmpty() ? family.variants() : matching);
            }
        }
        return things.size() < 2
                ? browsing.several(situation, several, List.of(), Wish.LEARN)
                : compared(situation, things);
    }

    Optional<Step> comparedOffers(Situation situation, Ground ground) {
        Map<String, List<Product>> things = asOffered(situation, Ground.byFamily(ground.products()));
        if (things.size() < 2) {
            things = new LinkedHashMap<>();
            for (String action : situation.state().recent().stream().limit(2).toList()) {
                Optional<Subject> subject = SubjectReading.ofAction(situation, Action.parse(action));
                if (subject.orElse(null) instanceof OfFamily family) {
                    things.put(family.family(), family.variants());
                }
            }
        }
        if (things.size() < 2) {
            return Optional.empty();
        }
        return things.size() <= BrowsingTalk.FEW
                ? Optional.of(compared(situation, things))
                : Optional.of(range(situation, ground.products()));
    }

    /** Where one variant of a family was offered it stays that one. */
    private static Map<String, List<Product>> asOffered(Situation situation, Map<String, List<Product>> families) {
        Map<String, List<Product>> offered = new LinkedHashMap<>();
        families.forEach((family, products) -> {
            boolean isOneOfMore = products.size() == 1
                    && situation.facts().variantsOf(family).stream()
                                    .filter(Product::inStock)
                                    .count()
                            > 1;
            offered.put(isOneOfMore ? products.getFirst().title() : family, products);
        });
        return offered;
    }

    /** What the shop says of each, and what it costs. */
    private Step compared(Situation situation, Map<String, List<Product>> things) {
        Map<String, String> notes = new LinkedHashMap<>();
        things.forEach((name, products) -> {
            String about = products.stream()
                    .map(Product::description)
                    .filter(text -> text != null && !text.isBlank())
                    .findFirst()
                    .map(ChoiceTalk::shortened)
                    .orElse("");
            notes.put(name, about);
        });
        return browsing.compared(situation, things, notes);
    }

    private static String shortened(String text) {
        if (text.length() <= LONGEST_DESCRIPTION) {
            return text;
        }
        int end = text.lastIndexOf(' ', LONGEST_DESCRIPTION);
        return text.substring(0, end < 0 ? LONGEST_DESCRIPTION : end) + "…";
    }
}
