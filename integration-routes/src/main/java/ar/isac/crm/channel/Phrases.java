package ar.isac.crm.channel;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** A channel's words for people, from its {@code phrases.properties} (UTF-8, patterns of {@link MessageFormat}). */
public final class Phrases {

    private final ResourceBundle bundle;

    private Phrases(ResourceBundle bundle) {
        this.bundle = bundle;
    }

    /** The phrases beside {@code owner}. */
    public static Phrases of(Class<?> owner) {
        ResourceBundle.Control asNamed =
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        String name = owner.getPackageName() + ".phrases";
        return new Phrases(ResourceBundle.getBundle(name, Locale.ROOT, owner.getClassLoader(), asNamed));
    }

    public boolean knows(String key) {
        return bundle.containsKey(key);
    }

    /** The phrase with its places filled in. */
    public String say(String key, String... arguments) {
        return new MessageFormat(bundle.getString(key), Locale.ROOT)
                .format(arguments)
                .strip();
    }

    /** The phrase {@code key + "." + variant} where there is one, else the phrase {@code key}. */
    public String sayVariant(String key, @Nullable String variant, String... arguments) {
        String special = key + "." + variant;
        return say(knows(special) ? special : key, arguments);
    }
}
