package ar.isac.crm.understanding;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The words that people write, by how often, and for a word that nobody writes the one that was probably meant: one slip
 * of the thumb away (a letter missing, doubled, wrong, or two exchanged). Words are found by what is left of them when a
 * letter is left out, so that a look-up costs a few hash accesses.
 */
public final class Spelling {

    static final String FILE = "vocabulary.txt";

    /** Shorter words have too many neighbours. */
    private static final int SHORTEST = 4;

    /** A word seen this often is no slip. */
    private static final int KNOWN = 2;

    /** A word seen this often may be what was meant. */
    private static final int COMMON = 3;

    /** The first letter is seldom the wrong one. */
    private static final int SAME_START = 3;

    private final Map<String, Integer> counts;
    private final Map<String, List<String>> wordsOfRest = new HashMap<>();

    private Spelling(Map<String, Integer> counts) {
        this.counts = new TreeMap<>(counts);
        this.counts.forEach((word, count) -> {
            if (count >= COMMON && word.length() >= SHORTEST) {
                for (String rest : rests(word)) {
                    List<String> words = wordsOfRest.computeIfAbsent(rest, key -> new ArrayList<>(1));
                    if (!words.contains(word)) {
                        words.add(word);
                    }
                }
            }
        });
    }

    /** Knows no word, so that nothing is ever taken for a slip. */
    public static Spelling none() {
        return new Spelling(Map.of());
    }

    /** Knows the words of texts. */
    public static Spelling of(Iterable<String> texts) {
        Map<String, Integer> counts = new HashMap<>();
        for (String text : texts) {
            for (Token token : Tokenizer.tokenize(text)) {
                if (token.kind() == Token.Kind.WORD) {
                    counts.merge(token.text(), 1, Integer::sum);
                }
            }
        }
        counts.values().removeIf(count -> count < KNOWN);
        return new Spelling(counts);
    }

    /** Reads what {@link #lines} gave. */
    static Spelling read(InputStream in) throws IOException {
        Map<String, Integer> counts = new HashMap<>();
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            int space = line.indexOf(' ');
            if (space <= 0) {
                throw new IOException(FILE + " holds a line that is no word with its count: " + line);
            }
            try {
                counts.put(line.substring(0, space), Integer.parseInt(line.substring(space + 1)));
            } catch (NumberFormatException e) {
                throw new IOException(FILE + " holds a count that is no number: " + line, e);
            }
        }
        return new Spelling(counts);
    }

    /** A word and its count a line, to be stored beside the weights. */
    List<String> lines() {
        return counts.entrySet().stream()
                .map(word -> word.getKey() + ' ' + word.getValue())
                .toList();
    }

    /** How common a word is: 0 for one that hardly anybody writes, up to 4 for those in every tenth message. */
    int commonness(String word) {
        int count = counts.getOrDefault(word, 0);
        return count < KNOWN ? 0 : count < 8 ? 1 : count < 40 ? 2 : count < 400 ? 3 : 4;
    }

    /** What was probably meant by a normalised word that nobody writes; null for known, short and far words. */
    @Nullable
    String meant(String word) {
        if (word.length() < SHORTEST || counts.isEmpty() || counts.containsKey(word)) {
            return null;
        }
        String best = null;
        int most = 0;
        for (String rest : rests(word)) {
            for (String candidate : wordsOfRest.getOrDefault(rest, List.of())) {
                int likely =
                        counts.getOrDefault(candidate, 0) * (candidate.charAt(0) == word.charAt(0) ? SAME_START : 1);
                if (likely > most && isOneSlipAway(word, candidate)) {
                    most = likely;
                    best = candidate;
                }
            }
        }
        return best;
    }

    /** Whether there are words, and all of them are such that nobody writes, nor anything one slip away. */
    boolean isStrange(List<Token> tokens) {
        boolean isWordy = false;
        for (Token token : tokens) {
            switch (token.kind()) {
                case WORD -> {
                    if (counts.containsKey(token.text()) || meant(token.text()) != null) {
                        return false;
                    }
                    isWordy = true;
                }
                case NUMBER, EMOJI -> {
                    return false;
                }
                case SIGN, BREAK -> {}
            }
        }
        return isWordy;
    }

    private static List<String> rests(String word) {
        List<String> rests = new ArrayList<>(word.length() + 1);
        rests.add(word);
        for (int i = 0; i < word.length(); i++) {
            rests.add(word.substring(0, i) + word.substring(i + 1));
        }
        return rests;
    }

    private static boolean isOneSlipAway(String one, String other) {
        int start = 0;
        while (start < one.length() && start < other.length() && one.charAt(start) == other.charAt(start)) {
            start++;
        }
        int end = 0;
        while (end < one.length() - start
                && end < other.length() - start
                && one.charAt(one.length() - 1 - end) == other.charAt(other.length() - 1 - end)) {
            end++;
        }
        int left = one.length() - start - end;
        int right = other.length() - start - end;
        return (left <= 1 && right <= 1)
                || (left == 2
                        && right == 2
                        && one.charAt(start) == other.charAt(start + 1)
                        && one.charAt(start + 1) == other.charAt(start));
    }
}
