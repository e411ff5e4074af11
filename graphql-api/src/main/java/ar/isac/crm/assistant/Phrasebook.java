package ar.isac.crm.assistant;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The assistant's words. A phrase has places in braces, {@code {title}}; what is filled in is never read again, so a value
 * with braces stays as it is. The shop's own wording is read at start from a file of the same keys; a phrase with a place
 * that the assistant does not fill is refused and said in the product's words.
 */
final class Phrasebook {

    private static final Logger log = LoggerFactory.getLogger(Phrasebook.class);
    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");
    private static final Locale FALLBACK = Locale.of("es", "AR");

    private final Map<String, String> phrases;
    private final Locale locale;

    private Phrasebook(Map<String, String> phrases, Locale locale) {
        this.phrases = Map.copyOf(phrases);
        this.locale = locale;
    }

    Locale locale() {
        return locale;
    }

    /**
     * The phrases of a language.
     *
     * @param own the shop's own wording; need not exist
     */
    static Phrasebook of(Locale locale, Path own) {
        Map<String, String> phrases = new HashMap<>(standard(locale));
        if (Files.isRegularFile(own)) {
            try (Reader reader = Files.newBufferedReader(own)) {
                read(reader).forEach((key, phrase) -> take(phrases, key, phrase));
            } catch (IOException | IllegalArgumentException unreadable) {
                log.error("{} cannot be read; the assistant speaks in its own words", own, unreadable);
            }
        }
        return new Phrasebook(phrases, locale);
    }

    static Phrasebook standard() {
        return new Phrasebook(standard(FALLBACK), FALLBACK);
    }

    private static void take(Map<String, String> phrases, String key, String phrase) {
        String standard = phrases.get(key);
        if (standard == null) {
            log.warn("No phrase of the assistant is called {}", key);
        } else if (!places(standard).containsAll(places(phrase))) {
            log.warn("The phrase {} may have the places {} and no others", key, places(standard));
        } else {
            phrases.put(key, phrase);
        }
    }

    /** The phrase with its places filled in: name, value, name, value. */
    String say(String key, String... values) {
        Map<String, String> filled = new HashMap<>();
        for (int i = 0; i + 1 < values.length; i += 2) {
            filled.put(values[i], values[i + 1]);
        }
        Matcher places = PLACE.matcher(Objects.requireNonNull(phrases.get(key), key));
        return places.replaceAll(place -> Matcher.quoteReplacement(filled.getOrDefault(place.group(1), place.group())));
    }

    private static Set<String> places(String phrase) {
        Set<String> places = new HashSet<>();
        PLACE.matcher(phrase)
                .results()
                .map((MatchResult place) -> place.group(1))
                .forEach(places::add);
        return places;
    }

    private static Map<String, String> standard(Locale locale) {
        String name = "/messages/assistant_%s_%s.properties";
        try (InputStream own = resource(name.formatted(locale.getLanguage(), locale.getCountry()));
                InputStream fallback = resource(name.formatted(FALLBACK.getLanguage(), FALLBACK.getCountry()))) {
            InputStream in = own == null ? Objects.requireNonNull(fallback, "messages") : own;
            return read(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static @Nullable InputStream resource(String name) {
        return Phrasebook.class.getResourceAsStream(name);
    }

    private static Map<String, String> read(Reader reader) throws IOException {
        Properties properties = new Properties();
        properties.load(reader);
        Map<String, String> phrases = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> phrases.put(key, properties.getProperty(key)));
        return phrases;
    }
}
