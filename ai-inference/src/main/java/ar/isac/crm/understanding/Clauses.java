package ar.isac.crm.understanding;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Cuts a message where people start a new thought: line breaks, sentence signs, and «y» between two thoughts. */
final class Clauses {

    private static final int MOST = 5;

    /** Fewer words than this around an «y» are one thing of a list («ropa y zapatos»). */
    private static final int SHORTEST_THOUGHT = 2;

    private static final Set<String> JOINING = Set.of("y", "e", "i", "pero", "ademas", "tambien", "aparte");

    private static final Set<String> ENDING = Set.of(".", "?", "!", ",", ";");

    private static final Set<String> PARTING = Set.of("-", "/");

    private Clauses() {}

    /** The clauses of a message that has several, each with a word or more; else nothing. */
    static List<List<Token>> of(List<Token> tokens) {
        List<List<Token>> clauses = new ArrayList<>(3);
        int from = 0;
        for (int i = 0; i <= tokens.size(); i++) {
            boolean joins = joins(tokens, from, i);
            if (i == tokens.size() || isEnd(tokens, i) || joins) {
                int to = i < tokens.size() && tokens.get(i).kind() == Token.Kind.SIGN ? i + 1 : i;
                if (words(tokens.subList(from, Math.min(to, i))) >= 1) {
                    clauses.add(tokens.subList(from, to));
                }
                from = joins ? i : i + 1;
            }
        }
        return clauses.size() < 2 || clauses.size() > MOST ? List.of() : clauses;
    }

    /** For each token the number of its clause, from 1; nothing but 0 where there are not several. */
    static int[] numbers(List<Token> tokens) {
        int[] numbers = new int[tokens.size()];
        List<List<Token>> clauses = of(tokens);
        int clause = 0;
        for (int i = 0; i < numbers.length && !clauses.isEmpty(); i++) {
            boolean isNext = clause < clauses.size()
                    && tokens.get(i).start() >= clauses.get(clause).getFirst().start();
            clause += isNext ? 1 : 0;
            numbers[i] = Math.max(1, clause);
        }
        return numbers;
    }

    private static boolean joins(List<Token> tokens, int from, int at) {
        return at + SHORTEST_THOUGHT < tokens.size()
                && JOINING.contains(tokens.get(at).text())
                && words(tokens.subList(from, at)) >= SHORTEST_THOUGHT;
    }

    private static boolean isEnd(List<Token> tokens, int at) {
        Token token = tokens.get(at);
        return switch (token.kind()) {
            case BREAK -> true;
            case SIGN -> ENDING.contains(token.text()) || (PARTING.contains(token.text()) && standsAlone(tokens, at));
            case WORD, NUMBER, EMOJI -> false;
        };
    }

    /** «9-18» and «1/2» are one thing, « - » parts two. */
    private static boolean standsAlone(List<Token> tokens, int at) {
        return at > 0
                && at + 1 < tokens.size()
                && tokens.get(at - 1).end() < tokens.get(at).start()
                && tokens.get(at).end() < tokens.get(at + 1).start();
    }

    private static long words(List<Token> tokens) {
        return tokens.stream()
                .filter(token -> token.kind() == Token.Kind.WORD || token.kind() == Token.Kind.NUMBER)
                .count();
    }
}
