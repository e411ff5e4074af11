package ar.isac.crm.understanding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Words, phrases and beginnings of words with the classes that they belong to; the longest phrase wins, plurals and
 * diminutives count.
 */
final class Phrases {

    private static final int MAX_WORDS = 3;

    /** Shorter beginnings would say nothing. */
    private static final int SHORTEST_BEGINNING = 2;

    private final Map<String, List<String>> classesOfPhrase;
    private final Map<String, List<String>> classesOfBeginning;

    private Phrases(Map<String, List<String>> classesOfPhrase, Map<String, List<String>> classesOfBeginning) {
        this.classesOfPhrase = classesOfPhrase;
        this.classesOfBeginning = classesOfBeginning;
    }

    /** Collects phrases of normalised words. */
    static final class Builder {

        private final Map<String, List<String>> classes = new HashMap<>();
        private final Map<String, List<String>> beginnings = new HashMap<>();

        /** Adds words that stand together, joined by «_». */
        void add(String phrase, String name) {
            add(classes, phrase, name);
        }

        /** Adds what words of a class begin with. */
        void addBeginning(String beginning, String name) {
            add(beginnings, beginning, name);
        }

        Phrases build() {
            return new Phrases(copy(classes), copy(beginnings));
        }

        private static void add(Map<String, List<String>> classes, String phrase, String name) {
            if (!phrase.isEmpty()) {
                List<String> names = classes.computeIfAbsent(phrase, key -> new ArrayList<>(1));
                if (!names.contains(name)) {
                    names.add(name);
                }
            }
        }

        private static Map<String, List<String>> copy(Map<String, List<String>> classes) {
            Map<String, List<String>> copy = HashMap.newHashMap(classes.size());
            classes.forEach((phrase, names) -> copy.put(phrase, List.copyOf(names)));
            return copy;
        }
    }

    boolean isEmpty() {
        return classesOfPhrase.isEmpty() && classesOfBeginning.isEmpty();
    }

    /** Whether any word or phrase is of a class. */
    boolean hasClass(String name) {
        return classesOfPhrase.values().stream().anyMatch(names -> names.contains(name));
    }

    /** The words and phrases of a class, in alphabetical order. */
    List<String> ofClass(String name) {
        return classesOfPhrase.entrySet().stream()
                .filter(entry -> entry.getValue().contains(name))
                .map(entry -> entry.getKey().replace('_', ' '))
                .sorted()
                .toList();
    }

    /** The classes of each token, in the tokens' order; a token that is in none has an empty list. */
    List<List<String>> classesOf(List<Token> tokens) {
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
            return switch (tokens.get(at).kind()) {
                case WORD -> lookUpWord(tokens.get(at).text());
                case NUMBER -> classesOfPhrase.getOrDefault(tokens.get(at).text(), List.of());
                case SIGN, EMOJI, BREAK -> List.of();
            };
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
        List<String> whole = lookUpWhole(word);
        // A noun that begins like a verb is no verb.
        return whole.contains(Lexicon.GOODS) ? whole : withBeginnings(word, whole);
    }

    private List<String> withBeginnings(String word, List<String> whole) {
        if (classesOfBeginning.isEmpty()) {
            return whole;
        }
        List<String> all = whole;
        for (int end = word.length(); end >= SHORTEST_BEGINNING; end--) {
            for (String name : classesOfBeginning.getOrDefault(word.substring(0, end), List.of())) {
                if (!all.contains(name)) {
                    all = new ArrayList<>(all);
                    all.add(name);
                }
            }
        }
        return all;
    }

    private List<String> lookUpWhole(String word) {
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

    /** What a plural or diminutive may come from, the likeliest first. */
    static List<String> stems(String word) {
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
}
