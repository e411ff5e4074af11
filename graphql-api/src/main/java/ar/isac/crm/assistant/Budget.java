package ar.isac.crm.assistant;

import ar.isac.crm.catalog.Product;
import ar.isac.crm.customer.Segment;
import ar.isac.crm.understanding.MessageAnalysis.EntityType;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The most that somebody wants to spend: «hasta 300 mil», «tengo 1,5 palos», «menos de 80 lucas», «$450.000», «algo hasta 500».
 *
 * @param isWhole whether it is told with its unit; if not, «500» may be five hundred thousand where things cost that much
 */
record Budget(BigDecimal amount, boolean isWhole) {

    private static final Pattern AMOUNT = Pattern.compile(
            "(\\d{1,3}(?:\\.\\d{3})+|\\d{1,9})(?:,(\\d{1,2}))?\\s*(mil(?:lon(?:es)?)?\\b|millón|k\\b|lucas?\\b|palos?\\b|m\\b)?(\\s+y\\s+medio\\b)?",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /** A bare number that is the most to be spent: nothing else is counted behind it. */
    private static final Pattern LIMIT = Pattern.compile(
            "(?iu)\\b(?:hasta|menos de|no m[aá]s de|m[aá]ximo|tope|presupuesto(?: es)?(?: de)?|gastar|alrededor"
                    + " de|abajo de|debajo de|por menos de|tengo)\\s+(?:unos |los |las |\\$ ?)?"
                    + "((?:\\d{1,3}(?:\\.\\d{3})+|\\d{1,9}(?:,\\d{1,2})?)"
                    + "(?:\\s*(?:mil(?:l[oó]n(?:es)?)?|k|lucas?|palos?)(?:\\s+y\\s+medio)?)?)(?=\\s*(?:$|[?!.;\\n"
                    + "]|,(?!\\d)|(?:pesos|mangos|ars|nom[aá]s|para gastar|de presupuesto|como"
                    + " mucho|m[aá]ximo|ponele|aprox\\w*|m[aá]s o menos)\\b))");

    private static final BigDecimal HALF = new BigDecimal("0.5");

    /** «un palo», «palo y medio»: one of them. */
    private static final Pattern ONE =
            Pattern.compile("(?iu)(?<![\\d.,])(?<![\\d.,] )\\b(?:un )?(palo|luca|mill[oó]n)\\b");

    /** Letters of « palo y medio» and the like. */
    private static final int UNIT_BEHIND = 16;

    /** More digits are told in full. */
    private static final BigDecimal SHORT = new BigDecimal(1_000);

    private static final List<BigDecimal> UNITS =
            List.of(BigDecimal.ONE, new BigDecimal(1_000), new BigDecimal(1_000_000));

    /** Read only where words say that the amount is a limit: a price that the customer dictates is none. */
    static Optional<Budget> in(Situation situation) {
        if (!situation.says(Cue.BUDGET)) {
            return Optional.empty();
        }
        return situation.mentions(EntityType.MONEY).stream()
                .map(money -> behind(situation, money.text()))
                .flatMap(text -> read(text).stream())
                .findFirst()
                .or(() -> bare(situation.words()));
    }

    private static Optional<Budget> bare(String words) {
        Matcher limit = LIMIT.matcher(ONE.matcher(words).replaceAll("1 $1"));
        return limit.find() ? read(limit.group(1)) : Optional.empty();
    }

    /** The mention with the words behind it: «1» of «1 palo y medio» may be all that was marked. */
    private static String behind(Situation situation, String mention) {
        String words = situation.words();
        int at = words.indexOf(mention);
        return at < 0 ? mention : words.substring(at, Math.min(words.length(), at + mention.length() + UNIT_BEHIND));
    }

    static Optional<Budget> read(String text) {
        Matcher amount = AMOUNT.matcher(text);
        if (!amount.find()) {
            return Optional.empty();
        }
        String decimals = amount.group(2) == null ? "" : "." + amount.group(2);
        BigDecimal number = new BigDecimal(amount.group(1).replace(".", "") + decimals);
        BigDecimal unit = unit(amount.group(3));
        // «palo y medio».
        BigDecimal more = amount.group(3) != null && amount.group(4) != null ? unit.multiply(HALF) : BigDecimal.ZERO;
        return Optional.of(new Budget(number.multiply(unit).add(more), amount.group(3) != null))
                .filter(read -> read.amount().signum() > 0);
    }

    private static BigDecimal unit(@Nullable String word) {
        if (word == null) {
            return BigDecimal.ONE;
        }
        String small = word.toLowerCase(Locale.ROOT);
        boolean isMillion = small.startsWith("mill") || small.startsWith("palo") || "m".equals(small);
        return new BigDecimal(isMillion ? 1_000_000 : 1_000);
    }

    /** The amount meant, judged by what these things cost: of telephones «hasta 500» is half a million. */
    BigDecimal among(Collection<Product> products, Segment segment) {
        if (isWhole || amount.compareTo(SHORT) >= 0 || products.isEmpty()) {
            return amount;
        }
        double least = amountOf(Prices.cheapest(products, segment), segment);
        double most = amountOf(Prices.dearest(products, segment), segment);
        return UNITS.stream()
                .map(amount::multiply)
                .min(Comparator.comparingDouble(meant -> distance(meant.doubleValue(), least, most)))
                .orElse(amount);
    }

    private static double amountOf(Product product, Segment segment) {
        return Math.max(1, Prices.of(product, segment).amount().doubleValue());
    }

    /** How many times too little or too much, as a logarithm. */
    private static double distance(double meant, double least, double most) {
        return Stream.of(0.0, Math.log(least / meant), Math.log(meant / most))
                .max(Comparator.naturalOrder())
                .orElse(0.0);
    }
}
