package ar.isac.crm.assistant;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Whether a few words agree to what was just asked: there «listo, lo compro» needs no model to be understood. */
final class Agreement {

    private static final int MOST_WORDS = 5;
    private static final Set<String> YES = Set.of(
            "si",
            "sii",
            "sip",
            "sisi",
            "dale",
            "ok",
            "oka",
            "okey",
            "listo",
            "lista",
            "obvio",
            "compro",
            "llevo",
            "quiero",
            "haceme",
            "hacela",
            "preparame",
            "preparala",
            "cotizame",
            "cotizala",
            "mandame",
            "mandala",
            "acepto",
            "confirmo",
            "confirmado",
            "confirmada",
            "perfecto",
            "joya",
            "barbaro",
            "metele");
    /** What a yes may be dressed in; «quiero cambiar algo» is none. */
    private static final Set<String> FILLING = Set.of(
            "ahora",
            "asi",
            "bien",
            "buenisimo",
            "bueno",
            "che",
            "claro",
            "compra",
            "cotizacion",
            "de",
            "entonces",
            "esa",
            "esas",
            "ese",
            "eso",
            "esos",
            "esta",
            "este",
            "excelente",
            "favor",
            "genial",
            "hacer",
            "jaja",
            "la",
            "las",
            "le",
            "lo",
            "los",
            "me",
            "mismo",
            "nomas",
            "pedido",
            "por",
            "porfa",
            "seguro",
            "todo",
            "una",
            "uno",
            "va",
            "vamos",
            "ya");

    private Agreement() {}

    /** Whether some word of it agrees, whatever else is said. */
    static boolean isSaid(String text) {
        return Cues.words(text).stream().anyMatch(YES::contains);
    }

    static boolean in(String text) {
        String plain = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "");
        List<String> words = Arrays.stream(plain.split("[^\\p{L}\\p{N}]+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
        return !words.isEmpty()
                && words.size() <= MOST_WORDS
                && text.indexOf('?') < 0
                && words.stream().anyMatch(YES::contains)
                && words.stream().allMatch(word -> YES.contains(word) || FILLING.contains(word));
    }
}
