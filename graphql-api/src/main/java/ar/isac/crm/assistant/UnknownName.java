package ar.isac.crm.assistant;

import ar.isac.crm.assistant.Turn.Written;
import ar.isac.crm.understanding.MessageAnalysis.Entity;
import ar.isac.crm.understanding.MessageAnalysis.EntityType;
import java.util.Set;

/** Reads whether a thing is named that the catalogue does not know. */
final class UnknownName {

    /** Words for «the thing we are talking about»: they name nothing. */
    private static final Set<String> PRONOUNS = Set.of(
            "producto",
            "productos",
            "modelo",
            "modelos",
            "equipo",
            "articulo",
            "cosa",
            "ese",
            "esa",
            "este",
            "esta",
            "eso",
            "esto",
            "aquel",
            "mismo",
            "misma",
            "uno",
            "una",
            "catalogo",
            "lista",
            "precio",
            "precios");

    private static final Set<String> LIKENESS = Set.of("algo", "mas", "muy", "re", "bien", "super");

    private UnknownName() {}

    /** A thing by a name that the catalogue does not know. */
    static boolean isIn(Situation situation) {
        boolean isMarked = situation.mentions(EntityType.PRODUCT).stream()
                .filter(name -> !isLikeness(situation, name))
                .flatMap(name -> Cues.words(name.text()).stream())
                .anyMatch(word -> word.length() > 2 && !PRONOUNS.contains(word) && !Sought.isVerb(word));
        return isMarked || Sought.in(situation.words()).isPresent();
    }

    /** «algo cómodo» says what the thing is to be like, and not what it is. */
    private static boolean isLikeness(Situation situation, Entity name) {
        return situation.written().stream()
                .map(Written::text)
                .filter(text -> text.length() >= name.end()
                        && text.substring(name.start(), name.end()).equals(name.text()))
                .map(text -> Cues.words(text.substring(0, name.start())))
                .anyMatch(before -> !before.isEmpty() && LIKENESS.contains(before.getLast()));
    }
}
