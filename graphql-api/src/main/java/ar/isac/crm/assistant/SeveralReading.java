package ar.isac.crm.assistant;

import ar.isac.crm.assistant.DialogueState.OpenQuestion.Kind;
import ar.isac.crm.assistant.Subject.OfFamily;
import ar.isac.crm.assistant.Subject.OfSeveral;
import ar.isac.crm.catalog.AttributeResolver;
import ar.isac.crm.catalog.Product;
import ar.isac.crm.catalog.Resolution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads several things of one breath, and how many there are to be of each. */
final class SeveralReading {

    /** What stands between two things of one breath. */
    private static final Pattern BETWEEN_THINGS = Pattern.compile("(?iu)\\s+[ye]\\s+|\\s*[,;+\\n]\\s*|\\s+m[aá]s\\s+"
            + "|\\s+con\\s+(?=(?:\\d{1,2}|un|una|dos|tres|cuatro|seis)\\s)");

    private static final Set<String> ARTICLES =
            Set.of("el", "la", "los", "las", "ese", "esa", "esos", "esas", "este", "esta", "uno", "una", "un", "del");

    private static final int MOST_WORDS_OF_A_PICK = 6;

    private final Situation situation;
    private final DialogueState state;
    private final ShopFacts facts;
    private final SubjectLookup lookup;
    private final ValueReading valueReading;
    private final OfferReading offerReading;
    private final NameReading nameReading;
    private final FittingReading fittingReading;

    SeveralReading(Situation situation) {
        this.situation = situation;
        this.state = situation.state();
        this.facts = situation.facts();
        this.lookup = new SubjectLookup(situation);
        this.valueReading = new ValueReading(situation);
        this.offerReading = new OfferReading(situation);
        this.nameReading = new NameReading(situation);
        this.fittingReading = new FittingReading(situation);
    }

    /**
     * «la digital y un joystick», while a console is spoken of: what a part that names nothing picks of that stands beside
     * what the other part names.
     */
    Optional<Subject> beside(Resolution named) {
        List<String> parts = parts();
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        List<Subject> things = new ArrayList<>();
        List<Integer> units = new ArrayList<>();
        boolean isNamed = false;
        boolean isPicked = false;
        for (String part : parts) {
            List<Resolution> found = facts.resolveAll(part).stream()
                    .map(fittingReading::fitting)
                    .filter(resolution -> !(resolution instanceof Resolution.Nothing))
                    .toList();
            Optional<OfFamily> picked = found.isEmpty() ? pickedBy(part, isNamed ? named : null) : Optional.empty();
            if (found.size() == 1 && !isNamed) {
                things.add(nameReading.carried(found.getFirst()));
                isNamed = true;
            } else if (picked.isPresent()) {
                things.add(picked.get());
                isPicked = true;
            } else {
                return Optional.empty();
            }
            units.add(unitsIn(part, things.getLast()));
        }
        boolean isOfTwo = isNamed
                && isPicked
                && things.stream().map(SeveralReading::nameOf).distinct().count() > 1;
        return isOfTwo ? Optional.of(new OfSeveral(things, units)) : Optional.empty();
    }

    /** «el azul», «la digital», «el primero»: of what is spoken of, and not of a thing that was named before in the same breath. */
    private Optional<OfFamily> pickedBy(String part, @Nullable Resolution namedBefore) {
        List<String> words = Cues.words(part);
        if (words.size() > MOST_WORDS_OF_A_PICK || words.stream().noneMatch(ARTICLES::contains)) {
            return Optional.empty();
        }
        if (state.asks(Kind.WHICH_OFFER)) {
            return offerReading.pickedBy(part);
        }
        if (Cues.in(part).contains(Cue.OTHER_ONE)) {
            return state.recent().stream()
                    .skip(1)
                    .findFirst()
                    .map(Action::parse)
                    .flatMap(lookup::pressed)
                    .filter(OfFamily.class::isInstance)
                    .map(OfFamily.class::cast);
        }
        String family = state.family();
        List<Product> variants = family == null ? List.of() : facts.variantsOf(family);
        Map<String, String> chosen = facts.choose(variants, part).values();
        boolean isOfTheOther = namedBefore != null
                && !facts.choose(SubjectLookup.productsOf(namedBefore), part)
                        .values()
                        .isEmpty();
        return family == null || chosen.isEmpty() || isOfTheOther
                ? Optional.empty()
                : Optional.of(new OfFamily(family, variants, lookup.merged(family, variants, chosen), false));
    }

    /** «uno negro y uno blanco»: each of the values for itself. */
    Subject values(Subject subject) {
        if (!(subject instanceof OfFamily family)) {
            return subject;
        }
        Map<String, Set<String>> values = new LinkedHashMap<>();
        family.variants()
                .forEach(variant -> variant.attributes()
                        .forEach(attribute -> values.computeIfAbsent(attribute.name(), any -> new LinkedHashSet<>())
                                .add(attribute.value())));
        for (Map.Entry<String, Set<String>> attribute : values.entrySet()) {
            List<String> said = family.chosen().containsKey(attribute.getKey())
                    ? List.of()
                    : attribute.getValue().stream()
                            .filter(value -> valueReading.isSaid(family, attribute.getKey(), value))
                            .toList();
            if (said.size() > 1 && said.size() <= ValueReading.FEW_WORDS) {
                List<Subject> each = said.stream()
                        .<Subject>map(value -> {
                            Map<String, String> chosen = new HashMap<>(family.chosen());
                            chosen.put(attribute.getKey(), value);
                            return new OfFamily(family.family(), family.variants(), chosen, false);
                        })
                        .toList();
                return new OfSeveral(each, sharedOut(family, attribute.getKey(), said));
            }
        }
        return valueReading.lacksSize(family.family(), family.variants(), family.chosen())
                ? new OfFamily(family.family(), family.variants(), family.chosen(), true)
                : family;
    }

    /** «4 sillas, 2 negras y 2 blancas», «2 fundas, una negra y una azul»: how many there are to be of each value. */
    private List<Integer> sharedOut(OfFamily family, String attribute, List<String> values) {
        List<Integer> units = new ArrayList<>();
        for (String value : values) {
            List<Product> having = AttributeResolver.matching(family.variants(), Map.of(attribute, value));
            units.add(parts().stream()
                    .filter(part -> facts.choose(having, part).values().containsKey(attribute))
                    .findFirst()
                    .map(part -> lastNumberIn(part, family, value))
                    .orElse(0));
        }
        int all = situation.quantity().orElse(0);
        boolean isEvenly = units.stream().skip(1).allMatch(count -> count == 0)
                && all >= values.size()
                && all % values.size() == 0;
        return units.stream()
                .map(count -> isEvenly ? Integer.valueOf(all / values.size()) : Integer.valueOf(Math.max(1, count)))
                .toList();
    }

    /** «mejor 1 azul y 1 negro»: each of them, so many times. */
    Optional<Subject> eachValue(String family, List<Product> variants) {
        List<String> parts = parts();
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        List<Subject> things = new ArrayList<>();
        List<Integer> units = new ArrayList<>();
        Set<Map<String, String>> seen = new LinkedHashSet<>();
        for (String part : parts) {
            Map<String, String> values = facts.choose(variants, part).values();
            if (values.size() != 1 || Cues.words(part).size() > ValueReading.FEW_WORDS || !seen.add(values)) {
                return Optional.empty();
            }
            Map<String, String> chosen = new HashMap<>(state.chosen());
            chosen.putAll(values);
            OfFamily thing = new OfFamily(family, variants, chosen, false);
            things.add(thing);
            units.add(unitsIn(part, thing));
        }
        boolean isOfOneAttribute = seen.stream()
                        .flatMap(values -> values.keySet().stream())
                        .distinct()
                        .count()
                == 1;
        return isOfOneAttribute ? Optional.of(new OfSeveral(things, units)) : Optional.empty();
    }

    /** The parts that «y» and the like stand between; none of one thing alone, nor of a text that goes on for long. */
    private List<String> parts() {
        List<String> parts = Arrays.stream(BETWEEN_THINGS.split(situation.words(), -1))
                .filter(part -> !part.isBlank())
                .toList();
        return parts.size() < 2 || parts.size() > ValueReading.FEW_WORDS ? List.of() : parts;
    }

    /** «2 de la digital»: a number that is no value of the thing. */
    private static int unitsIn(String part, Subject thing) {
        List<String> words = Cues.words(part);
        Set<String> own = thing instanceof OfFamily family
                ? Stream.concat(family.chosen().values().stream(), Stream.of(family.family()))
                        .flatMap(value -> Cues.words(value).stream())
                        .collect(Collectors.toSet())
                : Set.of();
        return words.stream()
                .filter(word -> !own.contains(word) && !Quantities.isName(word))
                .mapToInt(Quantities::read)
                .filter(units -> units > 0)
                .findFirst()
                .orElse(1);
    }

    /** The number that stands nearest before the value; 0 when none does. */
    private static int lastNumberIn(String part, OfFamily family, String value) {
        List<String> own = Stream.of(value, family.family())
                .flatMap(name -> Cues.words(name).stream())
                .toList();
        List<String> first = Cues.words(value);
        int units = 0;
        for (String word : Cues.words(part)) {
            if (!first.isEmpty() && isAlike(word, first.getFirst())) {
                break;
            }
            boolean isCount = !own.contains(word) && !Quantities.isName(word) && Quantities.read(word) > 0;
            units = isCount ? Quantities.read(word) : units;
        }
        return units;
    }

    /** «negras» is «Negro». */
    private static boolean isAlike(String word, String value) {
        int stem = Math.min(NameReading.STEM, Math.min(word.length(), value.length())) - 1;
        return word.equals(value) || (stem > 1 && word.substring(0, stem).equals(value.substring(0, stem)));
    }

    private static String nameOf(Subject subject) {
        return subject instanceof OfFamily family ? family.family() : "";
    }
}
