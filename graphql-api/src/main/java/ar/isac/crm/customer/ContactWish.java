package ar.isac.crm.customer;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a whole message says about being written to unasked: the words that messages of shops ask for, and how people put it. */
public enum ContactWish {
    STOP,
    RESUME;

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NO_LETTERS = Pattern.compile("[^a-z]+");

    private static final Set<String> SINGLE = Set.of("baja", "alta");

    private static final Set<String> STOPS = Set.of(
            "baja",
            "stop",
            "unsubscribe",
            "desuscribir",
            "desuscribirme",
            "desuscribime",
            "dar de baja",
            "dame de baja",
            "darme de baja",
            "denme de baja",
            "me doy de baja",
            "quiero la baja",
            "quiero darme de baja",
            "quiero desuscribirme",
            "no quiero recibir mas mensajes",
            "no quiero recibir mas promociones",
            "no quiero mas promociones",
            "no quiero mas publicidad",
            "no me manden mas mensajes",
            "no me manden mas promociones",
            "no me manden mas publicidad",
            "no me envien mas promociones",
            "no me escriban mas",
            "cancelar suscripcion");

    private static final Set<String> RESUMES = Set.of(
            "alta",
            "start",
            "quiero recibir promociones",
            "quiero recibir las promociones",
            "quiero volver a recibir promociones",
            "quiero suscribirme");

    /** What the message wishes; empty when it says anything else beside, or nothing of it. */
    public static Optional<ContactWish> in(String text) {
        String words = words(text);
        if (STOPS.contains(words)) {
            return Optional.of(STOP);
        }
        return RESUMES.contains(words) ? Optional.of(RESUME) : Optional.empty();
    }

    /** Whether the message is a word that may as well choose something, and {@code before} offers just that. */
    public static boolean answers(String text, String before) {
        String word = words(text);
        return SINGLE.contains(word) && (" " + words(before) + " ").contains(" " + word + " ");
    }

    private static String words(String text) {
        String plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        String words = NO_LETTERS.matcher(plain).replaceAll(" ").strip();
        return words.replaceFirst("^(?:hola|buenas|por favor|porfa) ", "")
                .replaceFirst(" (?:por favor|porfa|gracias)$", "");
    }
}
