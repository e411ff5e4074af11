package ar.isac.crm.understanding;

import java.util.List;

/**
 * A token with what is known of it.
 *
 * @param form as written, digits by their number alone
 * @param meant the form that was probably meant; the form itself where it is no slip
 * @param classes of the lexicon and of the caller's terms
 * @param clause the number of its clause, from 1; 0 where there is only one
 * @param commonness of what was meant: words that hardly anybody writes tend to name things
 * @param sold what the caller's terms say of it
 * @param joined whether the caller's terms have it next to the word before, in one name
 * @param begins whether one of the caller's names begins with it
 * @param ends whether one of the caller's names ends with it
 */
record Word(
        Token token,
        String form,
        String meant,
        List<String> classes,
        int clause,
        int commonness,
        Sold sold,
        boolean joined,
        boolean begins,
        boolean ends) {

    /** Whether a shop sells what a word names. That it does not says as much as that it does, where its goods are known. */
    enum Sold {
        UNKNOWN("?"),
        NO("-"),
        YES("+");

        private final String sign;

        Sold(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }
    }

    boolean isSlip() {
        return !meant.equals(form);
    }

    boolean isGoods() {
        return sold == Sold.YES || classes.contains(Lexicon.GOODS);
    }

    boolean hasLetters() {
        return token.kind() == Token.Kind.WORD || token.kind() == Token.Kind.NUMBER;
    }

    /** What it looks like. */
    String shape() {
        return switch (token.kind()) {
            case WORD -> form.length() <= 3 ? "w" : "W";
            case NUMBER -> form.chars().anyMatch(Character::isLetter) ? "M" : "N";
            case SIGN -> form;
            case EMOJI -> "E";
            case BREAK -> "B";
        };
    }

    /** Its class, or itself where it has none: what is said of one thing is said of any. */
    String name() {
        return classes.isEmpty() ? meant : classes.contains(Lexicon.GOODS) ? Lexicon.GOODS : classes.getFirst();
    }

    /** Digits count by their number alone: «1.500» and «2.300» are one form, «15» and «38» another. */
    static String formOf(Token token) {
        String text = token.text();
        for (int i = 0; i < text.length(); i++) {
            if (Character.isDigit(text.charAt(i))) {
                StringBuilder form = new StringBuilder(text.length());
                for (int j = 0; j < text.length(); j++) {
                    char c = text.charAt(j);
                    form.append(Character.isDigit(c) ? '0' : c);
                }
                return form.toString();
            }
        }
        return text;
    }
}
