package ar.isac.crm.understanding.training;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Other ways to type the same message, to measure with. They move the mentions, which are left out. */
final class Spellings {

    private static final Pattern WORD = Pattern.compile("\\p{L}+");

    private static final Pattern SIGNS = Pattern.compile("[¿¡]");

    private static final Pattern INNER_VOWEL = Pattern.compile("(?<=\\p{L}\\p{L})[aeiouáéíóú](?=\\p{L}{2})");

    private static final int LONG = 6;

    private static final double OFTEN = 0.5;

    private static final double SELDOM = 0.25;

    private static final List<String> EMOJIS =
            List.of("😊", "🙏", "😅", "👀", "🔥", "❤️", "🤔", "😂", "✨", "🙌", "💕", "😭", "👍🏻", "🥺", "💪");

    /** As typed by those who save letters; keys without accents. */
    private static final Map<String, String> SHORT = Map.ofEntries(
            Map.entry("que", "q"),
            Map.entry("por", "x"),
            Map.entry("porque", "xq"),
            Map.entry("para", "pa"),
            Map.entry("tambien", "tmb"),
            Map.entry("cuanto", "cuant"),
            Map.entry("cuando", "cuand"),
            Map.entry("donde", "dnd"),
            Map.entry("como", "cm"),
            Map.entry("quiero", "kiero"),
            Map.entry("tenes", "tns"),
            Map.entry("tienen", "tienn"),
            Map.entry("bueno", "bno"),
            Map.entry("buenas", "wenas"),
            Map.entry("gracias", "grax"),
            Map.entry("favor", "fvr"),
            Map.entry("mensaje", "msj"),
            Map.entry("precio", "prcio"),
            Map.entry("hacen", "asen"),
            Map.entry("hay", "ay"),
            Map.entry("hola", "ola"),
            Map.entry("puedo", "pued"),
            Map.entry("pueden", "puedn"),
            Map.entry("todavia", "tdvia"),
            Map.entry("necesito", "nesesito"),
            Map.entry("mañana", "mñn"),
            Map.entry("pedido", "pdido"));

    private final Random random;

    Spellings(Random random) {
        this.random = random;
    }

    LabelledMessage shortened(LabelledMessage message) {
        Matcher words = WORD.matcher(plain(message.text().toLowerCase(Locale.ROOT)));
        return message.with(words.replaceAll(word -> shortened(word.group())), List.of());
    }

    private String shortened(String word) {
        String known = SHORT.get(word);
        if (known != null) {
            return known;
        }
        String sounded = random.nextDouble() < OFTEN ? word.replace("qu", "k") : word;
        return sounded.length() >= LONG && random.nextDouble() < SELDOM
                ? INNER_VOWEL.matcher(sounded).replaceFirst("")
                : sounded;
    }

    LabelledMessage withEmojis(LabelledMessage message) {
        StringBuilder text = new StringBuilder(message.text());
        for (int i = 0; i <= random.nextInt(2); i++) {
            text.append(i == 0 ? " " : "").append(EMOJIS.get(random.nextInt(EMOJIS.size())));
        }
        return message.with(text.toString(), message.spans());
    }

    LabelledMessage withoutAccents(LabelledMessage message) {
        return message.with(SIGNS.matcher(plain(message.text())).replaceAll(""), List.of());
    }

    /** Without accents; the tilde of the ñ stays. */
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(letter -> {
            String decomposed = Normalizer.normalize(Character.toString(letter), Normalizer.Form.NFD);
            boolean isAccented = "áéíóúüÁÉÍÓÚÜ".indexOf(letter) >= 0;
            plain.appendCodePoint(isAccented ? decomposed.codePointAt(0) : letter);
        });
        return plain.toString();
    }
}
