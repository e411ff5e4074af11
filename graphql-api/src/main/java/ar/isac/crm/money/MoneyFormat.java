package ar.isac.crm.money;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;

/**
 * Writes amounts as the shop's customers are used to read them: {@code $1.500.000} for 1,500,000 ARS in es-AR, with
 * decimals only where they are not zero ({@code $1.500,50}). Safe to share between threads.
 */
public final class MoneyFormat {
    private static final String NO_BREAK_SPACE = "\u00a0";

    private final Locale locale;

    public MoneyFormat(Locale locale) {
        this.locale = locale;
    }

    public String format(Money money) {
        Currency currency = Currency.getInstance(money.currency());
        NumberFormat format = NumberFormat.getCurrencyInstance(locale);
        format.setCurrency(currency);
        boolean isWhole = money.amount().stripTrailingZeros().scale() <= 0;
        int digits = isWhole ? 0 : currency.getDefaultFractionDigits();
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        if (format instanceof DecimalFormat decimal) {
            attachSymbol(decimal);
        }
        BigDecimal amount = money.amount();
        String text = format.format(amount.abs());
        return amount.signum() < 0 ? "-" + text : text;
    }

    /** CLDR puts a space between symbol and number in es-AR; nobody there writes it. */
    private static void attachSymbol(DecimalFormat format) {
        String prefix = format.getPositivePrefix();
        format.setPositivePrefix(prefix.replace(NO_BREAK_SPACE, "").replace(" ", ""));
    }
}
