package ar.isac.crm.quote;

/**
 * What a button under an offer stands for: a quote as it was then. Who takes an offer takes its prices, and not those of a
 * later revision.
 */
public record Offered(String quoteId, int revision) {

    private static final String SEPARATOR = ".";

    public static Offered of(Quote quote) {
        return new Offered(quote.id(), quote.revision());
    }

    /** What stands behind the button's name; without a revision it is the first one. */
    public static Offered parse(String text) {
        int end = text.indexOf(SEPARATOR);
        String revision = end < 0 ? "" : text.substring(end + 1);
        return revision.matches("\\d{1,6}")
                ? new Offered(text.substring(0, end), Integer.parseInt(revision))
                : new Offered(text, 1);
    }

    /** As it stands behind a button. */
    public String text() {
        return revision == 1 ? quoteId : quoteId + SEPARATOR + revision;
    }
}
