package ar.isac.crm.catalog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/**
 * What the search knows of Spanish whatever the shop sells, from the editable files {@code catalog/*.txt}: words that
 * say nothing, everyday words that are no slip for a product's name, words that mean the same, and words that behind a
 * name make it another model.
 */
@Component
class Language {
    private final Set<String> silent;
    private final Set<String> everyday;
    private final Set<String> joining;
    private final Set<String> modelWords;
    private final Map<String, Set<String>> synonyms = new HashMap<>();

    Language() {
        this.silent = words("silent-words.txt");
        this.joining = words("joining-words.txt");
        this.everyday = words("everyday-words.txt");
        this.modelWords = words("model-words.txt");
        forEachLine(new ClassPathResource("catalog/synonyms.txt"), this::addSynonyms);
    }

    /** Articles, prepositions: part of no name. */
    boolean isSilent(String word) {
        return silent.contains(word);
    }

    /** «y», «o», «también»: what follows may be another product. */
    boolean isJoining(String word) {
        return joining.contains(word);
    }

    /** A word of daily talk: never taken for a misspelt name. */
    boolean isEveryday(String word) {
        return everyday.contains(word) || silent.contains(word) || joining.contains(word);
    }

    /** «pro», «max», «plus»: behind a name it is another model. */
    boolean isModelWord(String word) {
        return modelWords.contains(word);
    }

    /** Other words for the same thing, without the word itself. */
    Set<String> synonyms(String word) {
        return synonyms.getOrDefault(word, Set.of());
    }

    private void addSynonyms(String line) {
        List<String> group = Arrays.stream(line.split("[=,]"))
                .map(word -> Words.fold(word.strip()))
                .filter(word -> !word.isEmpty())
                .toList();
        Set<String> forms = group.stream()
                .flatMap(word -> Spelling.forms(word, false).stream())
                .collect(Collectors.toSet());
        forms.forEach(
                word -> synonyms.computeIfAbsent(word, any -> new HashSet<>()).addAll(forms));
    }

    private static Set<String> words(String file) {
        Set<String> words = new HashSet<>();
        forEachLine(
                new ClassPathResource("catalog/" + file),
                line -> Arrays.stream(line.split("\\s+")).map(Words::fold).forEach(words::add));
        return words;
    }

    private static void forEachLine(Resource file, Consumer<String> reader) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines()
                    .map(line -> line.replaceAll("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .forEach(reader);
        } catch (IOException missing) {
            throw new UncheckedIOException("Cannot read " + file.getDescription(), missing);
        }
    }
}
