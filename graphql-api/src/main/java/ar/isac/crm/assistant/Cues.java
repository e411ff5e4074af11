package ar.isac.crm.assistant;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds cues in what a customer wrote, by the phrases of {@code assistant/cues.txt}. */
final class Cues {

    private static final Map<Cue, List<List<String>>> PHRASES = read();

    /** Asked dozens of times for one decision. */
    private static final Pattern MARKS = Pattern.compile("\\p{M}");

    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");

    private Cues() {}

    static Set<Cue> in(String text) {
        List<String> words = words(text);
        Set<Cue> cues = EnumSet.noneOf(Cue.class);
        PHRASES.forEach((cue, phrases) -> {
            if (phrases.stream().anyMatch(phrase -> isIn(words, phrase))) {
                cues.add(cue);
            }
        });
        return cues;
    }

    /** The words of a text in small letters without accents. */
    static List<String> words(String text) {
        String plain = MARKS.matcher(Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD))
                .replaceAll("");
        return Arrays.stream(BETWEEN.split(plain, -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static boolean isIn(List<String> words, List<String> phrase) {
        for (int at = 0; at + phrase.size() <= words.size(); at++) {
            int said = 0;
            while (said < phrase.size() && isSame(words.get(at + said), phrase.get(said))) {
                said++;
            }
            if (said == phrase.size()) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSame(String word, String pattern) {
        return pattern.endsWith("*")
                ? word.startsWith(pattern.substring(0, pattern.length() - 1))
                : word.equals(pattern);
    }

    private static Map<Cue, List<List<String>>> read() {
        Map<Cue, List<List<String>>> phrases = new EnumMap<>(Cue.class);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Cues.class.getResourceAsStream("/assistant/cues.txt"), "cues"),
                StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> line.contains("=")).forEach(line -> {
                int equals = line.indexOf('=');
                List<List<String>> all = new ArrayList<>();
                for (String phrase : line.substring(equals + 1).split(",", -1)) {
                    all.add(List.of(phrase.strip().split("\\s+", -1)));
                }
                phrases.put(Cue.valueOf(line.substring(0, equals).strip()), all);
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return phrases;
    }
}
