package ar.isac.crm.catalog;

import java.net.URI;
import java.net.URISyntaxException;
import java.text.Normalizer;
import java.util.regex.Pattern;

/** What a product's fields may hold, whichever way they come. */
final class ProductRules {
    static final int MAX_SKU = 64;
    static final int MAX_NAME = 200;
    static final int MAX_DESCRIPTION = 5_000;
    static final int MAX_URL = 2_048;
    static final int MAX_ITEM = 80;
    static final int MAX_ITEMS = 50;
    static final int MAX_ATTRIBUTES = 30;
    static final int MAX_STOCK = 100_000_000;
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\\n\\u200d]]+");

    private ProductRules() {}

    /** Without control characters, composed, and without space around it. */
    static String clean(String raw) {
        return CONTROL.matcher(Normalizer.normalize(raw, Normalizer.Form.NFC))
                .replaceAll(" ")
                .strip();
    }

    /** What begins like a formula would run in a spreadsheet: an apostrophe before it makes it text. */
    static String withApostrophe(String text) {
        return startsLikeFormula(text) ? "'" + text : text;
    }

    /** The text that a spreadsheet was given with an apostrophe before it. */
    static String withoutApostrophe(String text) {
        return text.startsWith("'") && startsLikeFormula(text.substring(1)) ? text.substring(1) : text;
    }

    private static boolean startsLikeFormula(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
    }

    static boolean isWebAddress(String value) {
        try {
            URI uri = new URI(value);
            return ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
                    && uri.getHost() != null;
        } catch (URISyntaxException notAnAddress) {
            return false;
        }
    }

    /** A path of this server, as the demo's pictures have; nothing that a browser takes for another host. */
    static boolean isOwnPath(String value) {
        try {
            URI uri = new URI(value);
            return value.startsWith("/") && !value.startsWith("//") && !uri.isAbsolute() && !value.contains("\\");
        } catch (URISyntaxException notAPath) {
            return false;
        }
    }
}
