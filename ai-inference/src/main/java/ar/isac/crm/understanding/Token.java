package ar.isac.crm.understanding;

/**
 * A word, number, sign, emoji or line break of a message.
 *
 * @param text the normalised form: lower case, no accents (ñ stays), repetitions squeezed, abbreviations written out
 * @param start offset in UTF-16 units of the original text, {@code end} exclusive
 * @param kind what it is made of
 */
public record Token(String text, int start, int end, Kind kind) {

    /** What a token is made of. */
    public enum Kind {
        WORD,
        NUMBER,
        SIGN,
        EMOJI,
        BREAK
    }
}
