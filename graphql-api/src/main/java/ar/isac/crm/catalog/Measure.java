package ar.isac.crm.catalog;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An amount in the smallest unit of what is measured, so that half a kilo is 500 grams.
 *
 * @param of what it measures, by its smallest unit
 */
record Measure(BigDecimal amount, String of) {
    private static final Map<String, Measure> UNITS = Map.of(
            "kg", unit(1_000, "g"),
            "g", unit(1, "g"),
            "l", unit(1_000, "ml"),
            "ml", unit(1, "ml"),
            "m", unit(1_000, "mm"),
            "cm", unit(10, "mm"),
            "mm", unit(1, "mm"));

    private static Measure unit(int amount, String of) {
        return new Measure(BigDecimal.valueOf(amount), of);
    }

    /** The units that one measure can be told in. */
    static Set<String> units() {
        return UNITS.keySet();
    }

    /**
     * Reads a number with its unit, as {@link Words} cuts them; empty for a unit that cannot be told in another one.
     *
     * @param unit one of {@link #units}
     */
    static Optional<Measure> of(String number, String unit) {
        Measure one = UNITS.get(unit);
        return one == null
                ? Optional.empty()
                : Optional.of(new Measure(
                        new BigDecimal(number).multiply(one.amount()).stripTrailingZeros(), one.of()));
    }
}
