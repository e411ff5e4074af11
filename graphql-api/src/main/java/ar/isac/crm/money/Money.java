package ar.isac.crm.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * An exact amount of one currency.
 *
 * <p>Arithmetic never rounds unless told how, and throws {@link ArithmeticException} rather than overflow. Two
 * currencies never mix: doing so is an {@link IllegalArgumentException}.
 *
 * @param minorUnits the amount in the currency's smallest unit (centavos for ARS)
 * @param currency ISO 4217 code
 */
public record Money(long minorUnits, String currency) implements Comparable<Money> {

    public Money {
        int digits = Currency.getInstance(currency).getDefaultFractionDigits();
        if (digits < 0) {
            throw new IllegalArgumentException(currency + " has no minor unit");
        }
    }

    /** An amount in major units; throws {@link ArithmeticException} when it has more decimals than the currency. */
    public static Money of(BigDecimal amount, String currency) {
        return of(amount, currency, RoundingMode.UNNECESSARY);
    }

    /** An amount in major units, rounded to the currency's decimals. */
    public static Money of(BigDecimal amount, String currency, RoundingMode rounding) {
        BigDecimal scaled = amount.setScale(fractionDigits(currency), rounding);
        return new Money(scaled.unscaledValue().longValueExact(), currency);
    }

    public static Money zero(String currency) {
        return new Money(0, currency);
    }

    /** The amount in major units, with as many decimals as the currency has. */
    public BigDecimal amount() {
        return BigDecimal.valueOf(minorUnits, fractionDigits(currency));
    }

    public Money plus(Money other) {
        requireSameCurrency(other);
        return new Money(Math.addExact(minorUnits, other.minorUnits), currency);
    }

    public Money minus(Money other) {
        requireSameCurrency(other);
        return new Money(Math.subtractExact(minorUnits, other.minorUnits), currency);
    }

    public Money times(long quantity) {
        return new Money(Math.multiplyExact(minorUnits, quantity), currency);
    }

    /** This amount times a factor, rounded to the minor unit: {@code times(new BigDecimal("0.90"), HALF_EVEN)}. */
    public Money times(BigDecimal factor, RoundingMode rounding) {
        BigDecimal product = BigDecimal.valueOf(minorUnits).multiply(factor).setScale(0, rounding);
        return new Money(product.longValueExact(), currency);
    }

    public boolean isZero() {
        return minorUnits == 0;
    }

    public boolean isNegative() {
        return minorUnits < 0;
    }

    @Override
    public int compareTo(Money other) {
        requireSameCurrency(other);
        return Long.compare(minorUnits, other.minorUnits);
    }

    static int fractionDigits(String currency) {
        return Currency.getInstance(currency).getDefaultFractionDigits();
    }

    private void requireSameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("Cannot mix " + currency + " and " + other.currency);
        }
    }
}
