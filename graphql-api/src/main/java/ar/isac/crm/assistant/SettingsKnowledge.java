package ar.isac.crm.assistant;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What the shop says of itself, from {@code messages/shop.properties} of the data folder; the demo shop brings its own. A
 * key is a topic in small letters; the address may have {@code address.latitude}, {@code address.longitude} and
 * {@code address.name}.
 */
final class SettingsKnowledge implements ShopKnowledge {

    private final Properties settings;

    private SettingsKnowledge(Properties settings) {
        this.settings = settings;
    }

    static SettingsKnowledge of(boolean isDemo, Path own) {
        Properties settings = new Properties();
        try {
            if (isDemo) {
                try (InputStream demo = Objects.requireNonNull(
                        SettingsKnowledge.class.getResourceAsStream("/messages/demo_shop_es_AR.properties"))) {
                    settings.load(new InputStreamReader(demo, StandardCharsets.UTF_8));
                }
            }
            if (Files.isRegularFile(own)) {
                try (Reader reader = Files.newBufferedReader(own)) {
                    settings.load(reader);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(own + " cannot be read", unreadable);
        }
        return new SettingsKnowledge(settings);
    }

    @Override
    public Optional<Article> about(Topic topic) {
        String key = topic.name().toLowerCase(Locale.ROOT);
        String text = settings.getProperty(key, "").strip();
        return text.isEmpty() ? Optional.empty() : Optional.of(new Article(text, place(key, text)));
    }

    private @Nullable Place place(String key, String text) {
        String latitude = settings.getProperty(key + ".latitude");
        String longitude = settings.getProperty(key + ".longitude");
        if (latitude == null || longitude == null) {
            return null;
        }
        return new Place(
                Double.parseDouble(latitude),
                Double.parseDouble(longitude),
                settings.getProperty(key + ".name", ""),
                settings.getProperty(key + ".street", text));
    }
}
