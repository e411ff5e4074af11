package ar.isac.crm.assistant;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds cues in what a customer wrote, by the phrases of {@code assistant/cues.txt}. */
final class Cues {

    private static final String ANY_ENDING = "*";

    /** By their first word; those whose first word may end in any way are under {@value #ANY_ENDING}. */
    private static final Map<String, List<Phrase>> PHRASES = read();

    private record Phrase(Cue cue, List<String> words) {}

    /** Asked dozens of times for one decision. */
    private static final Pattern MARKS = Pattern.compile("\\p{M}");

    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");

    private Cues() {}

    static Set<Cue> in(String text) {
        List<String> words = words(text);
        Set<Cue> cues = EnumSet.noneOf(Cue.class);
        List<Phrase> ofAnyEnding = PHRASES.getOrDefault(ANY_ENDING, List.of());
        for (int at = 0; at < words.size(); at++) {
            add(cues, PHRASES.getOrDefault(words.get(at), List.of()), words, at);
            add(cues, ofAnyEnding, words, at);
        }
        return cues;
    }

    private static void add(Set<Cue> cues, List<Phrase> phrases, List<String> words, int at) {
        for (Phrase phrase : phrases) {
            if (isAt(words, at, phrase.words())) {
                cues.add(phrase.cue());
            }
        }
    }

    /** The words of a text in small letters without accents. */
    static List<String> words(String text) {
        return Arrays.stream(BETWEEN.split(folded(text), -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** A text in small letters without accents. */
    static String folded(String text) {
        return MARKS.matcher(Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD))
                .replaceAll("");
    }

    private static boolean isAt(List<String> words, int at, List<String> phrase) {
        if (at + phrase.size() > words.size()) {
            return false;
        }
        for (int i = 0; i < phrase.size(); i++) {
            if (!isSame(words.get(at + i), phrase.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSame(String word, String pattern) {
        return pattern.endsWith(ANY_ENDING)
                ? word.startsWith(pattern.substring(0, pattern.length() - 1))
                : word.equals(pattern);
    }

    private static Map<String, List<Phrase>> read() {
        Map<String, List<Phrase>> phrases = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Cues.class.getResourceAsStream("/assistant/cues.txt"), "cues"),
                StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> line.contains("=")).forEach(line -> {
                int equals = line.indexOf('=');
                Cue cue = Cue.valueOf(line.substring(0, equals).strip());
                for (String phrase : line.substring(equals + 1).split(",", -1)) {
                    List<String> words = List.of(phrase.strip().split("\\s+", -1));
                    String first = words.getFirst().endsWith(ANY_ENDING) ? ANY_ENDING : words.getFirst();
                    phrases.computeIfAbsent(first, any -> new ArrayList<>()).add(new Phrase(cue, words));
                }
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return phrases;
    }
}
