package ar.isac.crm.assistant;

import ar.isac.crm.assistant.Subject.NotCarried;
import ar.isac.crm.assistant.Subject.OfFamily;
import ar.isac.crm.catalog.AttributeResolver;
import ar.isac.crm.catalog.Resolution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what a thing is for: of the cases those for the phone that is named or spoken of, and not the phone as well. */
final class FittingReading {

    /** What a thing is for follows. */
    private static final Pattern FOR =
            Pattern.compile("(?iu)\\b(?:para|pa|p/)\\s*(?:el|la|los|las|mi|mis|un|una|su)?\\s*$");

    private static final Pattern OF_OR_FOR =
            Pattern.compile("(?iu)\\b(?:para|pa|p/|de|del)\\s*(?:el|la|los|las|mi|mis|un|una|su)?\\s*$");

    private final Situation situation;
    private final DialogueState state;
    private final ShopFacts facts;
    private final SubjectLookup lookup;
    private final ValueReading valueReading;

    FittingReading(Situation situation) {
        this.situation = situation;
        this.state = situation.state();
        this.facts = situation.facts();
        this.lookup = new SubjectLookup(situation);
        this.valueReading = new ValueReading(situation);
    }

    /** «2 fundas, una negra para el a55»: cases for it are wanted, and not the phone as well. */
    List<Resolution> withoutWhatTheyAreFor(List<Resolution> found) {
        List<Resolution> fitting = found.stream().map(this::fitting).toList();
        List<Resolution> wanted = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            Resolution one = found.get(i);
            boolean isMadeFor = isNamedBehindFor(one)
                    && SubjectLookup.familyOf(one)
                            .anyMatch(thing -> fitting.stream()
                                    .anyMatch(other -> !found.contains(other) && isMadeFor(other, thing)));
            if (!isMadeFor) {
                wanted.add(fitting.get(i));
            }
        }
        return wanted;
    }

    /** «2 fundas para el a54»: of a kind, for a thing of which there is none of that kind, nothing fits. */
    Optional<Subject> forWhatIsNotKnown(Resolution only, List<Resolution> all) {
        boolean isForUnknown = only instanceof Resolution.Category
                && all.stream().filter(Resolution.Nothing.class::isInstance).anyMatch(this::isNamedBehindFor);
        return isForUnknown && only instanceof Resolution.Category category
                ? Optional.of(new NotCarried(category.products()))
                : Optional.empty();
    }

    /** «funda para ese», or a case while a phone is spoken of: of a category what is made for the thing itself. */
    Resolution fitting(Resolution resolution) {
        if (!(resolution instanceof Resolution.Category category)) {
            return ofTheKind(resolution);
        }
        List<String> things = Stream.concat(
                        facts.resolveAll(situation.words()).stream().flatMap(SubjectLookup::familyOf),
                        Stream.ofNullable(state.family()))
                .toList();
        Optional<Resolution> made = made(category, things);
        return made.isPresent() ? made.get() : resolution;
    }

    /** «30 de iphone 15», said of cases: those for it, and not the phone. */
    private Resolution ofTheKind(Resolution named) {
        String kind = SubjectLookup.familyOf(named).findAny().isPresent() && isNamedBehind(OF_OR_FOR, named)
                ? lookup.kind()
                : null;
        if (kind == null
                || SubjectLookup.productsOf(named).stream().anyMatch(product -> kind.equals(product.category()))) {
            return named;
        }
        List<String> things = SubjectLookup.familyOf(named).toList();
        return facts.resolveAll(kind + " " + named.mention()).stream()
                .filter(found -> things.stream().anyMatch(thing -> isMadeFor(found, thing))
                        && SubjectLookup.productsOf(found).stream()
                                .allMatch(product -> kind.equals(product.category())))
                .findFirst()
                .orElse(named);
    }

    private Optional<Resolution> made(Resolution.Category category, List<String> things) {
        for (String thing : things) {
            // «y el teléfono?», asked of a case for it.
            Optional<String> within = category.families().stream()
                    .filter(family ->
                            !family.equals(thing) && Cues.folded(thing).contains(Cues.folded(family)))
                    .max(Comparator.comparingInt(String::length));
            if (within.isPresent() && situation.state().offers().isEmpty()) {
                return facts.resolveAll(within.get()).stream()
                        .filter(found -> isWithin(found, category))
                        .findFirst();
            }
            boolean isOther = category.products().stream()
                    .noneMatch(product -> product.family().equals(thing));
            boolean mayFit = category.products().stream()
                    .anyMatch(product -> Cues.folded(product.family()).contains(Cues.folded(thing)));
            if (isOther && mayFit) {
                return facts.resolveAll(category.mention() + " " + thing).stream()
                        .filter(found -> !(found instanceof Resolution.Nothing))
                        .findFirst()
                        .filter(found -> isWithin(found, category))
                        .map(found -> withValuesOf(category, found));
            }
        }
        return Optional.empty();
    }

    /** «la funda azul», of a phone that is spoken of: blue stays what the case is to be. */
    private Resolution withValuesOf(Resolution.Category category, Resolution made) {
        return made instanceof Resolution.Family family
                        && family.chosenAttributes().isEmpty()
                        && category.chosenAttributes().keySet().stream()
                                .allMatch(attribute -> saidOf(family, attribute) == 1)
                        && !AttributeResolver.matching(family.variants(), category.chosenAttributes())
                                .isEmpty()
                ? new Resolution.Family(
                        family.mention(),
                        family.family(),
                        family.variants(),
                        category.chosenAttributes(),
                        family.notOffered())
                : made;
    }

    /** How many values of an attribute are said: «una negra y una azul» are two. */
    private long saidOf(Resolution.Family family, String attribute) {
        OfFamily thing = new OfFamily(family.family(), family.variants(), Map.of(), false);
        return family.variants().stream()
                .flatMap(variant -> variant.attribute(attribute).stream())
                .distinct()
                .filter(value -> valueReading.isSaid(thing, attribute, value))
                .count();
    }

    private static boolean isMadeFor(Resolution made, String thing) {
        return SubjectLookup.familyOf(made)
                .anyMatch(family -> !family.equals(thing) && Cues.folded(family).contains(Cues.folded(thing)));
    }

    private boolean isNamedBehindFor(Resolution named) {
        return isNamedBehind(FOR, named);
    }

    private boolean isNamedBehind(Pattern words, Resolution named) {
        int at = situation.words().indexOf(named.mention());
        return !named.mention().isBlank()
                && at > 0
                && words.matcher(situation.words().substring(0, at)).find();
    }

    private static boolean isWithin(Resolution found, Resolution.Category category) {
        List<String> families =
                switch (found) {
                    case Resolution.Variant variant -> List.of(variant.product().family());
                    case Resolution.Family family -> List.of(family.family());
                    case Resolution.Category narrower -> narrower.families();
                    case Resolution.Nothing nothing -> List.of();
                };
        return !families.isEmpty() && category.families().containsAll(families);
    }
}
