package ar.isac.crm.gate;

/**
 * Looks at a document's signs before anything is built of it, so that one made to be costly costs what its length does:
 * a parser's memory and stack grow with tokens and nesting.
 */
final class DocumentScan {

    /** Deeper than any operation within the limits, and than the introspection that tools send. */
    private static final int NESTING = 60;

    private final String document;
    private final int most;
    private int position;
    private int tokens;
    private int nesting;

    private DocumentScan(String document, int most) {
        this.document = document;
        this.most = most;
    }

    /**
     * Checks a document.
     *
     * @throws Excess when it has more tokens, or nests deeper, than is allowed
     */
    static void check(String document, int mostTokens) {
        new DocumentScan(document, mostTokens).run();
    }

    private void run() {
        while (position < document.length()) {
            char sign = document.charAt(position);
            switch (sign) {
                case ' ', '\t', '\n', '\r', ',', '\uFEFF' -> position++;
                case '#' -> skipComment();
                case '"' -> {
                    count();
                    skipString();
                }
                case '{', '[', '(' -> {
                    count();
                    position++;
                    if (++nesting > NESTING) {
                        throw Excess.over("Nesting", NESTING);
                    }
                }
                case '}', ']', ')' -> {
                    count();
                    position++;
                    nesting--;
                }
                default -> {
                    count();
                    skipWord(sign);
                }
            }
        }
    }

    private void count() {
        if (++tokens > most) {
            throw Excess.over("Tokens of the document", most);
        }
    }

    private void skipComment() {
        while (position < document.length() && document.charAt(position) != '\n' && document.charAt(position) != '\r') {
            position++;
        }
    }

    private void skipString() {
        boolean isBlock = document.startsWith("\"\"\"", position);
        position += isBlock ? 3 : 1;
        while (position < document.length()) {
            char sign = document.charAt(position);
            if (isBlock && document.startsWith("\"\"\"", position)) {
                position += 3;
                return;
            }
            if (!isBlock && sign == '\\') {
                position++;
            } else if (isBlock && document.startsWith("\\\"\"\"", position)) {
                position += 3;
            } else if (!isBlock && (sign == '"' || sign == '\n')) {
                position++;
                return;
            }
            position++;
        }
    }

    /** Names, numbers and the signs that stand alone. */
    private void skipWord(char first) {
        position++;
        while (isWord(first) && position < document.length() && isWord(document.charAt(position))) {
            position++;
        }
    }

    private static boolean isWord(char sign) {
        return sign == '_' || sign == '-' || Character.isLetterOrDigit(sign);
    }
}
