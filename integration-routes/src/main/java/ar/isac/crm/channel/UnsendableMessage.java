package ar.isac.crm.channel;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message that the platform would refuse for its form, found before it is sent. It names the field and the limit and never
 * quotes the text; sending it again without a change is of no use.
 */
public final class UnsendableMessage extends RuntimeException {

    private static final Pattern MOST = Pattern.compile("at most (\\d+) (characters|bytes).*");
    private static final Pattern COUNT = Pattern.compile("(\\d+) to (\\d+)");

    public static final String NO_CATALOG = "only with a catalogue of the account's";
    public static final String NO_TEMPLATES = "none: the channel has no templates";
    public static final String WEB_ADDRESS = "a web address that begins with https://";
    public static final String FILE = "a kind of file that the platform takes";

    private static final Map<String, String> OTHER = Map.of(
            NO_CATALOG,
            "La cuenta no tiene catálogo: cargalo en el canal.",
            NO_TEMPLATES,
            "Este canal no tiene plantillas.",
            WEB_ADDRESS,
            "Tiene que ser un enlace completo, con https://.",
            FILE,
            "La plataforma no acepta este tipo de archivo.");

    private final String field;
    private final String limit;

    public UnsendableMessage(String field, String limit) {
        super(field + ": " + limit);
        this.field = field;
        this.limit = limit;
    }

    /** Where the message breaks the rule, such as {@code options[2].title}. */
    public String field() {
        return field;
    }

    /** The rule, such as {@code at most 20 characters}. */
    public String limit() {
        return limit;
    }

    /** The rule in words for the advisor. */
    public String words() {
        if (limit.equals("not blank")) {
            return "No puede quedar vacío.";
        }
        if (limit.startsWith("not blank, ")) {
            return "No puede quedar vacío ni llevar saltos de línea, tabulaciones o cuatro espacios seguidos.";
        }
        if (limit.startsWith("different from")) {
            return "Está repetido: tiene que ser distinto de los demás.";
        }
        Matcher most = MOST.matcher(limit);
        if (most.matches()) {
            return most.group(2).startsWith("bytes")
                    ? "Es demasiado largo: entran %s bytes.".formatted(most.group(1))
                    : "Tiene más de %s caracteres.".formatted(most.group(1));
        }
        Matcher count = COUNT.matcher(limit);
        return count.matches()
                ? "Tienen que ser entre %s y %s.".formatted(count.group(1), count.group(2))
                : OTHER.getOrDefault(limit, "La plataforma no lo acepta así.");
    }

    /** {@code text}, if it is not blank and no longer than {@code limit} UTF-16 units, the strictest way that Meta counts. */
    public static String within(String field, String text, int limit) {
        if (text.isBlank()) {
            throw new UnsendableMessage(field, "not blank");
        }
        if (text.length() > limit) {
            throw new UnsendableMessage(field, "at most " + limit + " characters");
        }
        return text;
    }
}
