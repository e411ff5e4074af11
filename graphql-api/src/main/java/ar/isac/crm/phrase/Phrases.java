package ar.isac.crm.phrase;

import ar.isac.crm.shop.ShopSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Texts with places in braces, {@code {total}}, by key. What is filled in is never read again, so a customer's name with
 * braces stays as it is. The shop rewords any of them in a file of the same keys under {@code messages} of its data folder.
 */
public final class Phrases {

    private static final Logger log = LoggerFactory.getLogger(Phrases.class);
    private static final Pattern PLACE = Pattern.compile("\\{([a-zA-Z]+)}");
    private static final String FALLBACK = "es_AR";

    private final Map<String, String> byKey;

    private Phrases(Map<String, String> byKey) {
        this.byKey = Map.copyOf(byKey);
    }

    /**
     * The phrases {@code messages/<name>_<locale>.properties}, in the product's own Spanish where there are none in the
     * shop's language.
     */
    public static Phrases of(String name, ShopSettings shop) {
        String locale = shop.locale().getLanguage() + "_" + shop.locale().getCountry();
        Map<String, String> phrases = new HashMap<>(own(name, locale));
        Path reworded = shop.dataDir().resolve("messages").resolve(name + ".properties");
        if (Files.isRegularFile(reworded)) {
            try (Reader reader = Files.newBufferedReader(reworded)) {
                read(reader).forEach((key, phrase) -> {
                    if (phrases.replace(key, phrase) == null) {
                        log.warn("No phrase of {} is called {}", name, key);
                    }
                });
            } catch (IOException | IllegalArgumentException unreadable) {
                log.error("{} cannot be read; the product's own words are used", reworded, unreadable);
            }
        }
        return new Phrases(phrases);
    }

    private static Map<String, String> own(String name, String locale) {
        try (InputStream wanted = resource(name, locale);
                InputStream fallback = resource(name, FALLBACK)) {
            InputStream in = wanted == null ? Objects.requireNonNull(fallback, name) : wanted;
            return read(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static @Nullable InputStream resource(String name, String locale) {
        return Phrases.class.getResourceAsStream("/messages/" + name + "_" + locale + ".properties");
    }

    private static Map<String, String> read(Reader reader) throws IOException {
        Properties properties = new Properties();
        properties.load(reader);
        Map<String, String> phrases = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> phrases.put(key, properties.getProperty(key)));
        return phrases;
    }

    /** The phrase with its places filled in: name, value, name, value. */
    public String say(String key, String... values) {
        Map<String, String> filled = new HashMap<>();
        for (int i = 0; i + 1 < values.length; i += 2) {
            filled.put(values[i], values[i + 1]);
        }
        Matcher places = PLACE.matcher(Objects.requireNonNull(byKey.get(key), key));
        return places.replaceAll(place -> Matcher.quoteReplacement(filled.getOrDefault(place.group(1), place.group())));
    }
}
