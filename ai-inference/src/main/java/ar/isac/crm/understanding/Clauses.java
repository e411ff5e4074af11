package ar.isac.crm.understanding;

import java.util.ArrayList;
import java.util.List;

/** Cuts a message where people start a new thought: line breaks and sentence signs. */
final class Clauses {

    private static final int MOST = 5;

    private Clauses() {}

    /** The clauses of a message that has several, each with a word or more; else nothing. */
    static List<List<Token>> of(List<Token> tokens) {
        List<List<Token>> clauses = new ArrayList<>(3);
        int from = 0;
        for (int i = 0; i <= tokens.size(); i++) {
            if (i == tokens.size() || isEnd(tokens.get(i))) {
                int to = i < tokens.size() && tokens.get(i).kind() == Token.Kind.SIGN ? i + 1 : i;
                if (words(tokens.subList(from, Math.min(to, i))) >= 1) {
                    clauses.add(tokens.subList(from, to));
                }
                from = i + 1;
            }
        }
        return clauses.size() < 2 || clauses.size() > MOST ? List.of() : clauses;
    }

    private static boolean isEnd(Token token) {
        return switch (token.kind()) {
            case BREAK -> true;
            case SIGN ->
                token.text().equals(".")
                        || token.text().equals("?")
                        || token.text().equals("!")
                        || token.text().equals(",");
            case WORD, NUMBER, EMOJI -> false;
        };
    }

    private static long words(List<Token> tokens) {
        return tokens.stream()
                .filter(token -> token.kind() == Token.Kind.WORD || token.kind() == Token.Kind.NUMBER)
                .count();
    }
}
