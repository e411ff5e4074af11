package ar.isac.crm.assistant;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * «la más grande», «con más pulgadas», «uno más chico», «la de mayor capacidad»: an end of an order, or a step along it.
 *
 * @param isMost towards the big end
 * @param isStep from what is spoken of, and not to the very end
 * @param of the word for what is more or less; null for the size of the thing itself
 */
record Degree(boolean isMost, boolean isStep, @Nullable String of) {

    private static final Set<String> MORE = Set.of("mas", "mayor", "mayores", "maximo", "maxima");
    private static final Set<String> LESS = Set.of("menos", "menor", "menores", "minimo", "minima");
    private static final Set<String> BIG =
            Set.of("grande", "grandes", "grandote", "grandota", "largo", "larga", "ancho");
    private static final Set<String> SMALL = Set.of(
            "chico",
            "chica",
            "chicos",
            "chicas",
            "chiquito",
            "chiquita",
            "pequeno",
            "pequena",
            "pequenos",
            "pequenas",
            "corto",
            "corta",
            "angosto");
    /** «una más grande» is a step, «la más grande» the end. */
    private static final Set<String> STEP = Set.of("algo", "un", "una", "uno", "unos", "unas", "otro", "otra", "poco");

    private static final Set<String> END =
            Set.of("el", "la", "los", "las", "lo", "cual", "cuales", "maximo", "maxima", "minimo", "minima");

    private static final Set<String> THE = Set.of("el", "la", "los", "las");

    private static final int NEAR = 4;

    /** What a message says of sizes; {@code isOrder} tells whether a word speaks of something that can be ordered. */
    static Optional<Degree> in(List<String> words, java.util.function.Predicate<String> isOrder) {
        for (int at = 0; at < words.size(); at++) {
            boolean isMore = MORE.contains(words.get(at));
            if (!isMore && !LESS.contains(words.get(at))) {
                continue;
            }
            String next = at + 1 < words.size() ? words.get(at + 1) : "";
            boolean isBig = BIG.contains(next);
            if (isBig || SMALL.contains(next)) {
                // «de pantalla más grande»; «más chica» alone is of the thing.
                String of = before(words, at, isOrder);
                return Optional.of(new Degree(isMore == isBig, isStep(words, at), of));
            }
            if (isOrder.test(next)) {
                return Optional.of(new Degree(isMore, isStep(words, at), next));
            }
            String of = before(words, at, isOrder);
            boolean isOfOther = !Set.of("mas", "menos").contains(words.get(at));
            if (of != null && isOfOther) {
                return Optional.of(new Degree(isMore, isStep(words, at), of));
            }
        }
        return Optional.empty();
    }

    /** «el grande», «la chica»: an end of the order by the article alone. */
    static Optional<Degree> plain(List<String> words) {
        for (int at = 0; at + 1 < words.size(); at++) {
            boolean isBig = BIG.contains(words.get(at + 1));
            if (THE.contains(words.get(at)) && (isBig || SMALL.contains(words.get(at + 1)))) {
                return Optional.of(new Degree(isBig, false, null));
            }
        }
        return Optional.empty();
    }

    private static @Nullable String before(List<String> words, int at, java.util.function.Predicate<String> isOrder) {
        for (int i = at - 1; i >= Math.max(0, at - NEAR); i--) {
            if (isOrder.test(words.get(i))) {
                return words.get(i);
            }
        }
        return null;
    }

    private static boolean isStep(List<String> words, int at) {
        if (END.contains(words.get(at))) {
            return false;
        }
        for (int i = at - 1; i >= Math.max(0, at - NEAR); i--) {
            if (STEP.contains(words.get(i))) {
                return true;
            }
            if (END.contains(words.get(i))) {
                return false;
            }
        }
        return true;
    }
}
