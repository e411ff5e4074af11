package ar.isac.crm.understanding;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Word classes written by hand (cards, couriers, towns, kinds of goods, symptoms …), so that a word the training data
 * never showed is still known for what it is. One class a line, {@code name: word word two_words}; forms are normalised
 * like messages are, and plurals and diminutives of a listed word count as the word.
 */
public final class Lexicon {

    private static final String RESOURCE = "/model/lexicon.txt";

    private static final int MAX_WORDS = 3;

    private final Map<String, List<String>> classesOfPhrase;

    private Lexicon(Map<String, List<String>> classesOfPhrase) {
        this.classesOfPhrase = classesOfPhrase;
    }

    /** The lexicon that belongs to the model. */
    public static Lexicon load() {
        try (InputStream in = Lexicon.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("The model's lexicon " + RESOURCE + " is not on the classpath");
            }
            return read(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("The model's lexicon cannot be read", e);
        }
    }

    static Lexicon read(BufferedReader lines) throws IOException {
        Map<String, List<String>> classes = new HashMap<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            int colon = line.indexOf(':');
            if (colon < 0 || line.startsWith("#")) {
                continue;
            }
            String name = line.substring(0, colon).strip();
            for (String entry : line.substring(colon + 1).strip().split("\\s+", -1)) {
                String phrase = phrase(entry);
                if (!phrase.isEmpty()) {
                    List<String> names = classes.computeIfAbsent(phrase, key -> new ArrayList<>(1));
                    if (!names.contains(name)) {
                        names.add(name);
                    }
                }
            }
        }
        return new Lexicon(classes);
    }

    /** The classes of each token, in the tokens' order; a token that is in none has an empty list. */
    public List<List<String>> classesOf(List<Token> tokens) {
        List<List<String>> classes = new ArrayList<>(tokens.size());
        for (int i = 0; i < tokens.size(); i++) {
            classes.add(List.of());
        }
        int at = 0;
        while (at < tokens.size()) {
            int matched = 0;
            for (int words = Math.min(MAX_WORDS, tokens.size() - at); words >= 1 && matched == 0; words--) {
                List<String> found = lookUp(tokens, at, words);
                if (!found.isEmpty()) {
                    for (int i = at; i < at + words; i++) {
                        classes.set(i, found);
                    }
                    matched = words;
                }
            }
            at += Math.max(1, matched);
        }
        return classes;
    }

    private List<String> lookUp(List<Token> tokens, int at, int words) {
        if (words == 1) {
            return tokens.get(at).kind() == Token.Kind.WORD
                    ? lookUpWord(tokens.get(at).text())
                    : List.of();
        }
        StringBuilder phrase = new StringBuilder();
        for (int i = at; i < at + words; i++) {
            if (i > at) {
                phrase.append('_');
            }
            phrase.append(tokens.get(i).text());
        }
        return classesOfPhrase.getOrDefault(phrase.toString(), List.of());
    }

    private List<String> lookUpWord(String word) {
        List<String> exact = classesOfPhrase.get(word);
        if (exact != null) {
            return exact;
        }
        for (String stem : stems(word)) {
            List<String> found = classesOfPhrase.get(stem);
            if (found != null) {
                return found;
            }
        }
        return List.of();
    }

    private static List<String> stems(String word) {
        List<String> stems = new ArrayList<>(6);
        String singular = word;
        if (word.length() > 3 && word.endsWith("s")) {
            singular = word.substring(0, word.length() - 1);
            stems.add(singular);
            if (word.length() > 4 && word.endsWith("ces")) {
                stems.add(word.substring(0, word.length() - 3) + "z");
            } else if (word.length() > 4 && word.endsWith("es")) {
                stems.add(word.substring(0, word.length() - 2));
            }
        }
        if (singular.length() > 5 && (singular.endsWith("ito") || singular.endsWith("ita"))) {
            String root = singular.substring(0, singular.length() - 3);
            stems.add(root + singular.charAt(singular.length() - 1));
            stems.add(root);
            if (root.endsWith("c") || root.endsWith("qu")) {
                stems.add(root.substring(0, root.length() - (root.endsWith("c") ? 1 : 2)) + "c"
                        + singular.charAt(singular.length() - 1));
                stems.add(root.substring(0, root.length() - 1));
                stems.add(root.substring(0, root.length() - 1) + "e");
            }
        }
        return stems;
    }

    private static String phrase(String entry) {
        StringBuilder phrase = new StringBuilder();
        for (String word : entry.split("_", -1)) {
            if (!phrase.isEmpty()) {
                phrase.append('_');
            }
            phrase.append(Tokenizer.normalise(word));
        }
        return phrase.toString();
    }
}
