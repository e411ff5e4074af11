package ar.isac.crm.assistant;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how many: «x3», «dos», «un par», «media docena», «2 docenas», «5 bolsas». */
final class Quantities {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,5}");
    private static final Pattern WORD = Pattern.compile("[a-z]+");
    private static final Map<String, Integer> WORDS = Map.ofEntries(
            Map.entry("un", 1),
            Map.entry("uno", 1),
            Map.entry("una", 1),
            Map.entry("dos", 2),
            Map.entry("par", 2),
            Map.entry("tres", 3),
            Map.entry("cuatro", 4),
            Map.entry("cinco", 5),
            Map.entry("seis", 6),
            Map.entry("siete", 7),
            Map.entry("ocho", 8),
            Map.entry("nueve", 9),
            Map.entry("diez", 10),
            Map.entry("once", 11),
            Map.entry("doce", 12),
            Map.entry("quince", 15),
            Map.entry("veinte", 20),
            Map.entry("treinta", 30),
            Map.entry("cincuenta", 50),
            Map.entry("cien", 100));

    /** What is counted with numbers and is no unit of a product: «dame 5 minutos», «en 3 cuotas», «50 mil». */
    private static final Pattern ANOTHER_THING =
            Pattern.compile("min|mins|minut\\w+|hs?|horas?|ratos?|dias?|semanas?|mes|meses|anos?"
                    + "|cuotas?|pagos?|pesos?|mil|k|lucas?|palos?|mangos?|plazas?|cuerpos?|talle|numero|gb|cm|ml|kg");

    /** «s24», «256gb», «x3» said of nothing: a number within a name counts nothing. */
    private static final Pattern NAME = Pattern.compile("(?!x\\d+$)[a-z]+\\d\\w*|\\d+[a-z]\\w*");

    private static final Pattern LAST = Pattern.compile("\\p{L}\\s*,\\s*(\\d{1,2})(?:\\s+unidades)?\\s*[.!]*\\s*$");

    private static final Pattern DOZENS =
            Pattern.compile("(?:(?:\\d{1,3}|un|una|dos|tres|cuatro|media|la)\\s+)?docenas?");

    private Quantities() {}

    static boolean isName(String word) {
        return NAME.matcher(word).matches();
    }

    /** «¿a cuánto la docena?»; nothing else is counted by the dozen, so no model has to mark it. */
    static OptionalInt dozens(String text) {
        Matcher dozens = DOZENS.matcher(String.join(" ", Cues.words(text)));
        return dozens.find() ? OptionalInt.of(read(dozens.group())) : OptionalInt.empty();
    }

    /** «negro entonces, 2»: a small number that comes last and apart. */
    static OptionalInt last(String text) {
        Matcher last = LAST.matcher(text);
        return last.find() ? OptionalInt.of(Integer.parseInt(last.group(1))) : OptionalInt.empty();
    }

    /** «runner 3», «edge 50»: a number that stands beside the word of a name that it stands beside in the name. */
    static boolean isOfName(String text, int start, String name) {
        List<String> before = Cues.words(text.substring(0, start));
        List<String> behind = Cues.words(text.substring(start));
        List<String> words = Cues.words(name);
        for (int at = 0; at < words.size(); at++) {
            boolean isIt = !behind.isEmpty() && words.get(at).equals(behind.getFirst());
            boolean follows = at > 0 && !before.isEmpty() && isAlike(words.get(at - 1), before.getLast());
            boolean leads = at + 1 < words.size() && behind.size() > 1 && isAlike(words.get(at + 1), behind.get(1));
            if (isIt && (follows || leads)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAlike(String one, String other) {
        int same = Math.min(4, Math.min(one.length(), other.length()));
        return same > 0 && one.substring(0, same).equals(other.substring(0, same));
    }

    static boolean isOfAnotherThing(String word) {
        return ANOTHER_THING.matcher(word).matches();
    }

    /** The number of units, or 0 when the words are none. */
    static int read(String text) {
        String plain = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "");
        int count = 0;
        int unit = 1;
        Matcher number = NUMBER.matcher(plain);
        if (number.find()) {
            count = Integer.parseInt(number.group());
        }
        Matcher words = WORD.matcher(plain);
        while (words.find()) {
            String word = words.group();
            if (word.startsWith("docena")) {
                unit = plain.contains("media") ? 6 : 12;
            } else {
                int value = WORDS.getOrDefault(word, 0);
                count = count == 0 || value > 1 ? Math.max(count, value) : count;
            }
        }
        return unit > 1 ? Math.max(count, 1) * unit : count;
    }
}
