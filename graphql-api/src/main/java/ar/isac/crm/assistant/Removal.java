package ar.isac.crm.assistant;

import java.util.List;

/** How many units are to be taken out: «sacame un cable», «quitá 2 sillas», «sacá una»; not «sacá el cable». */
final class Removal {

    private static final List<String> VERBS = List.of("sac", "quit", "elimin", "borr", "baj");

    private Removal() {}

    /** 0 when no number says it. */
    static int unitsIn(String text) {
        List<String> words = Cues.words(text);
        for (int at = 0; at + 1 < words.size(); at++) {
            String verb = words.get(at);
            if (VERBS.stream().anyMatch(verb::startsWith)) {
                return Quantities.read(words.get(at + 1));
            }
        }
        return 0;
    }
}
