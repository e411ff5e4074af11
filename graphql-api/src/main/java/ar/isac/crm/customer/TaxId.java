package ar.isac.crm.customer;

import java.util.Optional;
import java.util.Set;

/**
 * Argentine CUIT and CUIL: a prefix, the document's eight digits, and a check digit by weights 5 4 3 2 7 6 5 4 3 2 modulo 11
 * (ANSES, AFIP).
 */
final class TaxId {

    private static final int[] WEIGHTS = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2};
    private static final Set<String> PREFIXES = Set.of("20", "23", "24", "25", "26", "27", "30", "33", "34");

    private TaxId() {}

    /** The number as {@code 20-12345678-6}; empty when it is none. */
    static Optional<String> read(String text) {
        String digits = text.replaceAll("[\\s.-]", "");
        if (!digits.matches("[0-9]{11}") || !PREFIXES.contains(digits.substring(0, 2)) || !isChecked(digits)) {
            return Optional.empty();
        }
        return Optional.of(digits.substring(0, 2) + "-" + digits.substring(2, 10) + "-" + digits.substring(10));
    }

    private static boolean isChecked(String digits) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * Character.digit(digits.charAt(i), 10);
        }
        int check = (11 - sum % 11) % 11;
        return check == Character.digit(digits.charAt(10), 10);
    }
}
