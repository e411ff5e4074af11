package ar.isac.crm.channel;

/**
 * A message that the platform would refuse for its form, found before it is sent. It names the field and the limit and never
 * quotes the text; sending it again without a change is of no use.
 */
public final class UnsendableMessage extends RuntimeException {

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
