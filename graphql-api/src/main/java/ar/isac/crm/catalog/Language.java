package ar.isac.crm.catalog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
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
    private final Set<String> wholeUnits;
    private final Map<String, List<String>> usual = new LinkedHashMap<>();
    private volatile SynonymGroups groups;

    Language() {
        this.silent = words("silent-words.txt");
        this.joining = words("joining-words.txt");
        this.everyday = words("everyday-words.txt");
        this.modelWords = words("model-words.txt");
        this.wholeUnits = words("whole-units.txt");
        forEachLine(new ClassPathResource("catalog/synonyms.txt"), line -> {
            List<String> terms =
                    Arrays.stream(line.split("[=,]")).map(String::strip).toList();
            usual.put(terms.getFirst(), terms);
        });
        this.groups = SynonymGroups.of(usual.values());
    }

    /** The groups of words that mean the same in most shops, each by its first word. */
    Map<String, List<String>> usualSynonyms() {
        return Collections.unmodifiableMap(usual);
    }

    /** Takes the groups of words that mean the same in this shop in the place of the usual ones. */
    void use(Collection<List<String>> synonyms) {
        this.groups = SynonymGroups.of(synonyms);
    }

    SynonymGroups synonyms() {
        return groups;
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

    /** «kilo», «litro»: alone it means one of them. */
    boolean isWholeUnit(String word) {
        return wholeUnits.contains(word);
    }

    /** A number with its unit, whatever word for the unit is used. */
    Optional<Measure> measure(String number, String unit) {
        return Stream.concat(Stream.of(unit), synonyms(unit).stream().sorted())
                .filter(Measure.units()::contains)
                .findFirst()
                .flatMap(known -> Measure.of(number, known));
    }

    /** Other words for the same thing, without the word itself. */
    Set<String> synonyms(String word) {
        return groups.words(word);
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
