package ar.isac.crm.simulator;

import ar.isac.crm.simulator.Phone.App;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Customers and ids that look like real ones. */
final class Inventions {

    private static final RandomGenerator RANDOM = new SecureRandom();

    /** Who is there at the start. */
    static final List<Phone> FIRST = List.of(
            Phone.of(App.WHATSAPP, "5491150320118", "Lucía Fernández", null),
            Phone.of(App.INSTAGRAM, "1254459154682919", "Camila Ríos", "cami.rios"),
            Phone.of(App.WHATSAPP, "5493515550146", "Martín Gómez", null),
            Phone.of(App.WHATSAPP, "5493815550173", "Distribuidora del Norte", null),
            Phone.of(App.INSTAGRAM, "1873304421960057", "Tomás Acosta", "tomi.acosta"));

    private static final List<String> FIRST_NAMES = List.of(
            "Agustina",
            "Bautista",
            "Carla",
            "Diego",
            "Emilia",
            "Federico",
            "Guadalupe",
            "Hernán",
            "Ivana",
            "Joaquín",
            "Karina",
            "Leandro",
            "Malena",
            "Nicolás",
            "Oriana",
            "Pablo",
            "Rocío",
            "Santiago",
            "Valentina",
            "Walter");

    private static final List<String> LAST_NAMES = List.of(
            "Aguirre",
            "Benítez",
            "Cabrera",
            "Domínguez",
            "Escobar",
            "Figueroa",
            "Giménez",
            "Herrera",
            "Ledesma",
            "Medina",
            "Navarro",
            "Ojeda",
            "Peralta",
            "Quiroga",
            "Roldán",
            "Suárez",
            "Toledo",
            "Vega",
            "Zárate");

    private static final List<String> AREAS = List.of("11", "221", "223", "261", "341", "351", "381");

    private Inventions() {}

    static Phone phone(App app) {
        String name = pick(FIRST_NAMES) + " " + pick(LAST_NAMES);
        return named(app, name);
    }

    static Phone named(App app, String name) {
        return switch (app) {
            case WHATSAPP -> Phone.of(app, mobile(), name, null);
            case INSTAGRAM -> Phone.of(app, "1" + digits(15), name, username(name));
        };
    }

    /** An Argentine mobile as WhatsApp writes it: 54, 9, area and number, ten digits in all. */
    private static String mobile() {
        String area = pick(AREAS);
        return "549" + area + "555" + digits(10 - area.length() - 3);
    }

    static String username(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFD)
                        .replaceAll("\\p{M}", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", ".")
                        .replaceAll("^\\.|\\.$", "")
                + digits(2);
    }

    /** The id of a message, in the form of the app's platform. */
    static String messageId(App app) {
        return switch (app) {
            case WHATSAPP -> "wamid." + base64(42);
            case INSTAGRAM ->
                "aWdfZAG1faXRlbToxOk" + base64(108).replace('+', 'Z').replace('/', 'D');
        };
    }

    static String mediaId() {
        return "1" + digits(15);
    }

    /** Meta's handle for its support; ends every error. */
    static String traceId() {
        return "A" + base64(16).replace('+', 'x').replace('/', 'y').replace("=", "");
    }

    private static String base64(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return Base64.getEncoder().encodeToString(random);
    }

    private static String digits(int count) {
        StringBuilder digits = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            digits.append((char) ('0' + RANDOM.nextInt(10)));
        }
        return digits.toString();
    }

    private static String pick(List<String> choices) {
        return choices.get(RANDOM.nextInt(choices.size()));
    }
}
