package ar.isac.crm.customer;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A phone number as people and platforms write it, for telling whether two are one. WhatsApp writes mobiles of Argentina with a
 * 9 after the country ({@code 5491123456789}), people with a 15 or with neither; Mexico's had a 1, and Brazil's got a ninth
 * digit that old accounts lack. Nothing is ever sent to a number that was made here: 54 without the 9 may be somebody's
 * landline.
 *
 * @param e164 with the country and a plus sign; what the platform calls a number is one, also where the national plan has moved
 *     on
 * @param matchKey equal for all the ways to write one phone, and possibly for a mobile and a landline
 */
public record PhoneNumber(String e164, String matchKey) {

    private static final Pattern DIGITS = Pattern.compile("[0-9]{7,15}");
    private static final int NATIONAL_DIGITS_AR = 10;

    /** Area codes of three digits in Argentina; Buenos Aires has two and all others four (ENACOM's numbering plan). */
    private static final Set<String> THREE_DIGIT_AREAS_AR = Set.of(
            "220", "221", "223", "230", "236", "237", "249", "260", "261", "263", "264", "266", "280", "291", "294",
            "297", "298", "299", "336", "341", "342", "343", "345", "348", "351", "353", "358", "362", "364", "370",
            "376", "379", "380", "381", "383", "385", "387", "388");

    /**
     * Reads a number with its country: what follows a plus sign, or the digits that WhatsApp gives.
     *
     * @return empty when it is none
     */
    public static Optional<PhoneNumber> international(String written) {
        String digits = written.replaceAll("[\\s().-]", "").replaceFirst("^(\\+|00)", "");
        return DIGITS.matcher(digits).matches()
                ? Optional.of(new PhoneNumber("+" + normal(digits), matchKeyOf(digits)))
                : Optional.empty();
    }

    /**
     * Reads a number as people of a country write it, with the country or without.
     *
     * @param region ISO 3166 code of the country that national numbers belong to
     */
    public static Optional<PhoneNumber> read(String written, String region) {
        String plain = written.replaceAll("[\\s().-]", "");
        if (plain.startsWith("+") || plain.startsWith("00")) {
            return international(plain);
        }
        String national = plain.replaceFirst("^0", "");
        return switch (region) {
            case "AR" -> argentine(national).flatMap(PhoneNumber::international);
            case "MX" ->
                national.matches("(1|44|45)?[0-9]{10}")
                        ? international("52" + national.substring(national.length() - 10))
                        : international(national).filter(number -> number.e164().startsWith("+52"));
            case "BR" ->
                national.matches("[0-9]{10,11}")
                        ? international("55" + national)
                        : international(national).filter(number -> number.e164().startsWith("+55"));
            default -> Optional.empty();
        };
    }

    /** With the 9 where a 15 shows a mobile; «15 2345 6789» without an area is nobody's. */
    private static Optional<String> argentine(String national) {
        if (!national.matches("[0-9]+")) {
            return Optional.empty();
        }
        if (national.startsWith("54") && national.length() >= NATIONAL_DIGITS_AR + 2) {
            return Optional.of(national);
        }
        int area = areaDigits(national);
        boolean isMobile = national.length() == NATIONAL_DIGITS_AR + 2 && national.startsWith("15", area);
        String number = isMobile ? national.substring(0, area) + national.substring(area + 2) : national;
        if (number.length() == NATIONAL_DIGITS_AR + 1 && number.startsWith("9")) {
            return Optional.of("54" + number);
        }
        return number.length() == NATIONAL_DIGITS_AR && !number.startsWith("15")
                ? Optional.of((isMobile ? "549" : "54") + number)
                : Optional.empty();
    }

    /**
     * The other way in which lists of numbers for tests write a mobile of Argentina: {@code 54911…} as {@code 541115…} and back.
     *
     * @param digits as WhatsApp writes numbers
     * @return empty for all others; nothing may be sent to it but by a number for tests, which reaches listed ones alone
     */
    public static Optional<String> otherListedForm(String digits) {
        if (digits.matches("549[0-9]{10}")) {
            String national = digits.substring(3);
            int area = areaDigits(national);
            return Optional.of("54" + national.substring(0, area) + "15" + national.substring(area));
        }
        return Optional.of(normal(digits)).filter(other -> !other.equals(digits) && other.matches("549[0-9]{10}"));
    }

    private static int areaDigits(String national) {
        if (national.startsWith("11")) {
            return 2;
        }
        return national.length() > 3 && THREE_DIGIT_AREAS_AR.contains(national.substring(0, 3)) ? 3 : 4;
    }

    /** Where people put a 15 behind the area of a number with its country, WhatsApp puts a 9 before it. */
    private static String normal(String digits) {
        if (digits.startsWith("54") && !digits.startsWith("549")) {
            return argentine(digits.substring(2).replaceFirst("^0", "")).orElse(digits);
        }
        if (digits.startsWith("521") && digits.length() == 13) {
            return "52" + digits.substring(3);
        }
        return digits;
    }

    private static String matchKeyOf(String digits) {
        String normal = normal(digits);
        if (normal.startsWith("549") && normal.length() == 13) {
            return "54" + normal.substring(3);
        }
        // After country and area of two digits each, mobiles have nine digits that begin with 9, and had eight.
        if (normal.startsWith("55") && normal.length() == 13 && normal.charAt(4) == '9') {
            return normal.substring(0, 4) + normal.substring(5);
        }
        return normal;
    }
}
