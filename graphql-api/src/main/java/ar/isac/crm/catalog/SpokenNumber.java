package ar.isac.crm.catalog;

import ar.isac.crm.catalog.Words.Gap;
import ar.isac.crm.catalog.Words.Word;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A number in Spanish words.
 *
 * @param length how many words say it
 */
record SpokenNumber(long value, int length) {
    private static final Map<String, Integer> UNITS = numbered(
            0,
            "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete"
                    + " dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis"
                    + " veintisiete veintiocho veintinueve",
            1);
    private static final Map<String, Integer> TENS =
            numbered(30, "treinta cuarenta cincuenta sesenta setenta ochenta noventa", 10);
    private static final Map<String, Integer> HUNDREDS = numbered(
            100,
            "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos",
            100);
    private static final int TWENTY_NINE = 29;

    private static Map<String, Integer> numbered(int first, String words, int step) {
        Map<String, Integer> numbers = new HashMap<>();
        int value = first;
        for (String word : words.split(" ", -1)) {
            numbers.put(word, value);
            value += step;
        }
        return numbers;
    }

    /** The number that begins with this word; «un» and «una» are articles and begin none. */
    static Optional<SpokenNumber> at(List<Word> words, int start) {
        int at = start;
        long value = 0;
        String word = textAt(words, at, start);
        if (word.equals("cien")) {
            return Optional.of(thousands(words, start, 100, 1));
        }
        if (HUNDREDS.containsKey(word)) {
            value += HUNDREDS.get(word);
            word = textAt(words, ++at, start);
        }
        if (TENS.containsKey(word)) {
            value += TENS.get(word);
            at++;
            Integer unit = UNITS.get(textAt(words, at + 1, start));
            if (textAt(words, at, start).equals("y") && unit != null && unit > 0 && unit < 10) {
                value += unit;
                at += 2;
            }
        } else if (UNITS.containsKey(word) && UNITS.get(word) <= TWENTY_NINE && !isArticle(word, at == start)) {
            value += UNITS.get(word);
            at++;
        }
        if (at == start) {
            return word.equals("mil") ? Optional.of(thousands(words, start, 1, 0)) : Optional.empty();
        }
        return Optional.of(thousands(words, start, value, at - start));
    }

    private static boolean isArticle(String word, boolean isFirst) {
        return isFirst && word.equals("uno");
    }

    /** «diez mil»; what follows a thousand is a number of its own, as nobody dictates models of that size. */
    private static SpokenNumber thousands(List<Word> words, int start, long value, int length) {
        return textAt(words, start + length, start).equals("mil")
                ? new SpokenNumber(value * 1_000, length + 1)
                : new SpokenNumber(value, length);
    }

    private static String textAt(List<Word> words, int i, int start) {
        boolean isThere = i < words.size() && (i == start || words.get(i).gap() == Gap.SPACE);
        return isThere ? words.get(i).text() : "";
    }
}
