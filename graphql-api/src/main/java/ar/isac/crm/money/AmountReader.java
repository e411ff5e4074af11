package ar.isac.crm.money;

import java.math.BigDecimal;
import java.text.DecimalFormatSymbols;
import java.text.Normalizer;
import java.util.Currency;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads amounts as people and spreadsheets write them: {@code 1.500.000,50}, {@code 1500000.50}, {@code $ 1.500.000}.
 *
 * <p>An amount is taken only if it can mean one thing. Where a single separator is followed by three digits, it is the
 * thousands separator when it is the one of the shop's locale ({@code 1.500} in es-AR) and is refused otherwise
 * ({@code 1,500}). Safe to share between threads.
 */
public final class AmountReader {
    private static final int MAX_LENGTH = 40;
    private static final int MAX_DIGITS = 15;
    private static final Pattern CURRENCY_MARK =
            Pattern.compile("^(-?)\\s*([A-Z]{0,3}\\$?|€|£)\\s*(?=[-\\d])|(?<=\\d)\\s*([A-Z]{3}|€)$");
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)*");
    private static final Pattern GROUPED = Pattern.compile("\\d{1,3}(?:[.,]\\d{3})+");

    private final String currency;
    private final char grouping;
    private final int fractionDigits;

    public AmountReader(Locale locale, String currency) {
        this.currency = currency;
        this.grouping = DecimalFormatSymbols.getInstance(locale).getGroupingSeparator();
        this.fractionDigits = Currency.getInstance(currency).getDefaultFractionDigits();
    }

    /** What came of reading an amount. */
    public sealed interface Reading {}

    /** The one thing that the text can mean. */
    public record Amount(Money money) implements Reading {}

    /** The text was not taken. */
    public record Refused(Reason reason) implements Reading {}

    /** Why an amount was not taken. */
    public enum Reason {
        NOT_A_NUMBER,
        AMBIGUOUS,
        TOO_MANY_DECIMALS,
        OTHER_CURRENCY,
        NEGATIVE,
        TOO_LARGE
    }

    public Reading read(String text) {
        if (text.length() > MAX_LENGTH) {
            return new Refused(Reason.NOT_A_NUMBER);
        }
        String compact =
                Normalizer.normalize(text, Normalizer.Form.NFKC).strip().toUpperCase(Locale.ROOT);
        Matcher mark = CURRENCY_MARK.matcher(compact);
        StringBuilder digits = new StringBuilder();
        while (mark.find()) {
            String symbol = mark.group(2) != null ? mark.group(2) : mark.group(3);
            if (symbol != null && !isOwnMark(symbol)) {
                return new Refused(Reason.OTHER_CURRENCY);
            }
            mark.appendReplacement(digits, mark.group(1) == null ? "" : mark.group(1));
        }
        String number = mark.appendTail(digits).toString().strip();
        if (number.startsWith("-")) {
            String positive = number.substring(1).strip();
            return new Refused(NUMBER.matcher(positive).matches() ? Reason.NEGATIVE : Reason.NOT_A_NUMBER);
        }
        return NUMBER.matcher(number).matches() ? readNumber(number) : new Refused(Reason.NOT_A_NUMBER);
    }

    private boolean isOwnMark(String symbol) {
        return symbol.isEmpty()
                || symbol.equals("$")
                || symbol.equals(currency)
                || symbol.equals(currency + "$")
                || symbol.equals(currency.substring(0, 2) + "$")
                || symbol.equals(Currency.getInstance(currency).getSymbol(Locale.ROOT));
    }

    private Reading readNumber(String number) {
        int last = Math.max(number.lastIndexOf('.'), number.lastIndexOf(','));
        if (last < 0) {
            return amount(number, "");
        }
        char separator = number.charAt(last);
        String whole = number.substring(0, last);
        String rest = number.substring(last + 1);
        boolean isMixed = whole.indexOf(separator == '.' ? ',' : '.') >= 0;
        boolean isRepeated = whole.indexOf(separator) >= 0;
        if (isMixed) {
            return isRepeated || !GROUPED.matcher(whole).matches()
                    ? new Refused(Reason.AMBIGUOUS)
                    : amount(whole.replaceAll("[.,]", ""), rest);
        }
        if (isRepeated) {
            return GROUPED.matcher(number).matches()
                    ? amount(number.replaceAll("[.,]", ""), "")
                    : new Refused(Reason.AMBIGUOUS);
        }
        if (rest.length() != 3) {
            return amount(whole, rest);
        }
        boolean canGroup = separator == grouping && whole.length() <= 3 && !whole.startsWith("0");
        return canGroup ? amount(whole + rest, "") : new Refused(Reason.AMBIGUOUS);
    }

    private Reading amount(String whole, String decimals) {
        if (whole.length() > MAX_DIGITS) {
            return new Refused(Reason.TOO_LARGE);
        }
        BigDecimal value = new BigDecimal(decimals.isEmpty() ? whole : whole + "." + decimals);
        if (value.stripTrailingZeros().scale() > fractionDigits) {
            return new Refused(Reason.TOO_MANY_DECIMALS);
        }
        return new Amount(Money.of(value, currency));
    }
}
