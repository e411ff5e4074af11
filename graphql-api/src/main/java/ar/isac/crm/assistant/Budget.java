package ar.isac.crm.assistant;

import ar.isac.crm.understanding.MessageAnalysis.EntityType;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The most that somebody wants to spend: «hasta 300 mil», «tengo 1,5 palos», «menos de 80 lucas», «$450.000». */
final class Budget {

    private static final Pattern AMOUNT = Pattern.compile(
            "(\\d{1,3}(?:\\.\\d{3})+|\\d{1,9})(?:,(\\d{1,2}))?\\s*(mil(?:lon(?:es)?)?\\b|millón|k\\b|lucas?\\b|palos?\\b|m\\b)?",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private Budget() {}

    /** Read only where words say that the amount is a limit: a price that the customer dictates is none. */
    static Optional<BigDecimal> in(Situation situation) {
        if (!situation.says(Cue.BUDGET)) {
            return Optional.empty();
        }
        return situation.mentions(EntityType.MONEY).stream()
                .map(money -> behind(situation, money.text()))
                .flatMap(text -> read(text).stream())
                .findFirst();
    }

    /** The mention with the word behind it: «300» of «300 lucas» may be all that was marked. */
    private static String behind(Situation situation, String mention) {
        String words = situation.words();
        int at = words.indexOf(mention);
        return at < 0 ? mention : words.substring(at, Math.min(words.length(), at + mention.length() + 8));
    }

    static Optional<BigDecimal> read(String text) {
        Matcher amount = AMOUNT.matcher(text);
        if (!amount.find()) {
            return Optional.empty();
        }
        String decimals = amount.group(2) == null ? "" : "." + amount.group(2);
        BigDecimal number = new BigDecimal(amount.group(1).replace(".", "") + decimals);
        return Optional.of(number.multiply(unit(amount.group(3)))).filter(read -> read.signum() > 0);
    }

    private static BigDecimal unit(@org.jspecify.annotations.Nullable String word) {
        if (word == null) {
            return BigDecimal.ONE;
        }
        String small = word.toLowerCase(java.util.Locale.ROOT);
        boolean isMillion = small.startsWith("mill") || small.startsWith("palo") || "m".equals(small);
        return new BigDecimal(isMillion ? 1_000_000 : 1_000);
    }
}
