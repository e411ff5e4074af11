package ar.isac.crm.assistant;

import ar.isac.crm.catalog.Product;
import java.util.List;
import java.util.Optional;

/** Reads what the family that is spoken of becomes with a word more or less: its sisters and cousins. */
final class SisterReading {

    private final Situation situation;
    private final DialogueState state;
    private final ShopFacts facts;
    private final SubjectLookup lookup;
    private final ValueReading valueReading;
    private final NameReading nameReading;

    SisterReading(Situation situation) {
        this.situation = situation;
        this.state = situation.state();
        this.facts = situation.facts();
        this.lookup = new SubjectLookup(situation);
        this.valueReading = new ValueReading(situation);
        this.nameReading = new NameReading(situation);
    }

    /** «¿y la pro?», «el max»: what the family in focus becomes with a word more. */
    Optional<Subject> sister() {
        String family = state.family();
        List<String> words = Cues.words(situation.words()).stream()
                .filter(word -> !"y".equals(word))
                .toList();
        if (family == null || words.isEmpty() || words.size() > ValueReading.FEW_WORDS) {
            return Optional.empty();
        }
        return facts.resolveAll(family + " " + String.join(" ", words)).stream()
                .filter(found -> SubjectLookup.familyOf(found).noneMatch(family::equals)
                        && SubjectLookup.familyOf(found)
                                .anyMatch(other -> Cues.folded(other).startsWith(Cues.folded(family))))
                .findFirst()
                .map(nameReading::carried);
    }

    /** «el común»: of a family with a word more in its name the one without it. */
    Optional<Subject> plainSister() {
        String family = state.family();
        if (family == null || !OfferReading.asksForPlain(situation.words())) {
            return Optional.empty();
        }
        String name = family;
        while (name.lastIndexOf(' ') > 0) {
            name = name.substring(0, name.lastIndexOf(' '));
            List<Product> variants = facts.variantsOf(name);
            if (!variants.isEmpty()) {
                return Optional.of(lookup.family(
                        name, facts.choose(variants, situation.words()).values()));
            }
        }
        return Optional.empty();
    }

    /** «¿y los pro?», of AirPods 3: what else begins so and has that word. */
    Optional<Subject> cousin() {
        String family = state.family();
        List<String> words = valueReading.telling();
        if (family == null || words.size() != 1 || words.getFirst().length() < 3) {
            return Optional.empty();
        }
        String head = Cues.words(family).getFirst();
        return facts.resolveAll(head + " " + words.getFirst()).stream()
                .filter(found -> SubjectLookup.familyOf(found)
                        .map(Cues::words)
                        .anyMatch(name -> name.getFirst().equals(head) && name.contains(words.getFirst())))
                .findFirst()
                .map(nameReading::carried);
    }
}
