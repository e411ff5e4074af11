package ar.isac.crm.assistant;

import ar.isac.crm.assistant.DialogueState.OpenQuestion.Kind;
import ar.isac.crm.assistant.Subject.OfFamily;
import ar.isac.crm.catalog.AttributeResolver;
import ar.isac.crm.catalog.Product;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads values of the family that is spoken of: whether the words are one, the one with a number in it, a size that it
 * does not come in.
 */
final class ValueReading {

    private static final Set<String> POINTING =
            Set.of("el", "la", "los", "las", "de", "en", "y", "ese", "esa", "del", "si", "no", "quiero", "dame");

    private static final Pattern METRES = Pattern.compile("(?<!\\d)(\\d)[.,](\\d{2})(?!\\d)");

    /** More say something of their own. */
    static final int FEW_WORDS = 4;

    private static final int NEAR_SIZE = 6;

    private final Situation situation;
    private final DialogueState state;
    private final ShopFacts facts;
    private final SubjectLookup lookup;

    ValueReading(Situation situation) {
        this.situation = situation;
        this.state = situation.state();
        this.facts = situation.facts();
        this.lookup = new SubjectLookup(situation);
    }

    /** Whether an attribute was asked for and a value of the family is said: of it, or of another. */
    boolean isValueAskedFor() {
        String family = state.family();
        return state.asks(Kind.ATTRIBUTE)
                && family != null
                && !facts.choose(facts.variantsOf(family), situation.words())
                        .values()
                        .isEmpty();
    }

    /** «asul», asked which colour: a value however it is spelt, and no brand that is spelt nearly so. */
    boolean isNothingButValues() {
        String family = state.family();
        List<String> said = telling();
        if (!state.asks(Kind.ATTRIBUTE) || family == null || said.isEmpty() || said.size() > FEW_WORDS) {
            return false;
        }
        List<Product> variants = facts.variantsOf(family);
        return said.stream()
                .noneMatch(word -> facts.choose(variants, word).values().isEmpty());
    }

    /** «la de 140», where the measures are 140x190 and 160x200: the one value that has the number in it. */
    Optional<Subject> byNumber(String family, List<Product> variants) {
        String attribute = state.question() == null ? null : state.question().about();
        List<String> numbers =
                measures().stream().filter(word -> word.matches("\\d{1,5}")).toList();
        if (attribute == null || numbers.size() != 1) {
            return Optional.empty();
        }
        List<String> having = variants.stream()
                .flatMap(variant -> variant.attribute(attribute).stream())
                .distinct()
                .filter(value -> List.of(value.split("\\D+", -1)).contains(numbers.getFirst()))
                .toList();
        return having.size() == 1
                ? Optional.of(lookup.family(family, Map.of(attribute, having.getFirst())))
                : Optional.empty();
    }

    /** «de 400», said of a thing that has it in its name: still the same thing. */
    Optional<Subject> byItsName(String family, List<Product> variants) {
        List<String> name = Cues.words(family);
        List<String> said = telling();
        return !said.isEmpty() && name.containsAll(said)
                ? Optional.of(new OfFamily(family, variants, state.chosen(), false))
                : Optional.empty();
    }

    boolean isSaid(OfFamily family, String attribute, String value) {
        List<Product> having = AttributeResolver.matching(family.variants(), Map.of(attribute, value));
        return facts.choose(having, situation.words()).values().containsKey(attribute);
    }

    /** «sandalias 39» where they go up to 37: a number like their sizes that is none of them. */
    boolean lacksSize(String family, List<Product> variants, Map<String, String> chosen) {
        Map<String, Set<String>> values = new LinkedHashMap<>();
        variants.forEach(variant -> variant.attributes()
                .forEach(attribute -> values.computeIfAbsent(attribute.name(), any -> new LinkedHashSet<>())
                        .add(attribute.value())));
        List<Integer> numbers = Cues.words(situation.words()).stream()
                .filter(word -> word.matches("\\d{2}") && !Cues.words(family).contains(word))
                .map(Integer::valueOf)
                .toList();
        for (Map.Entry<String, Set<String>> attribute : values.entrySet()) {
            boolean areSizes = attribute.getValue().size() > 1
                    && attribute.getValue().stream().allMatch(value -> value.matches("\\d{2}\"?"));
            if (areSizes && !chosen.containsKey(attribute.getKey())) {
                List<Integer> sizes = attribute.getValue().stream()
                        .map(value -> Integer.valueOf(value.substring(0, 2)))
                        .sorted()
                        .toList();
                return numbers.stream()
                        .anyMatch(number -> !sizes.contains(number)
                                && number >= sizes.getFirst() - NEAR_SIZE
                                && number <= sizes.getLast() + NEAR_SIZE);
            }
        }
        return false;
    }

    /** «mocasín negro en 43», of which 42 is all that is black. */
    Subject lackingSize(OfFamily one) {
        return lacksSize(one.family(), one.variants(), Map.of())
                ? new OfFamily(one.family(), one.variants(), one.chosen(), true)
                : one;
    }

    /** The words, «1.60» as «160». */
    List<String> measures() {
        return Cues.words(METRES.matcher(situation.words()).replaceAll("$1$2"));
    }

    /** The words without those that only point. */
    List<String> telling() {
        return Cues.words(situation.words()).stream()
                .filter(word -> !POINTING.contains(word))
                .toList();
    }
}
