package ar.isac.crm.understanding;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The one normaliser of training and serving: original text in, tokens with their original offsets out. Any text is
 * accepted; what is neither letter, digit, known sign nor emoji only separates.
 */
public final class Tokenizer {

    /** What is read of a message, in UTF-16 units. */
    public static final int MAX_LENGTH = 4096;

    private static final int MAX_TOKENS = 320;

    private static final String SIGNS = "?!$#%.,:;/+*=¿¡";

    private static final Map<String, String> ABBREVIATIONS = Map.ofEntries(
            Map.entry("q", "que"),
            Map.entry("k", "que"),
            Map.entry("ke", "que"),
            Map.entry("qe", "que"),
            Map.entry("xq", "porque"),
            Map.entry("pq", "porque"),
            Map.entry("xk", "porque"),
            Map.entry("porq", "porque"),
            Map.entry("prq", "porque"),
            Map.entry("tmb", "tambien"),
            Map.entry("tb", "tambien"),
            Map.entry("tbn", "tambien"),
            Map.entry("tmbn", "tambien"),
            Map.entry("tambn", "tambien"),
            Map.entry("xfa", "porfa"),
            Map.entry("xfavor", "porfa"),
            Map.entry("porfavor", "porfa"),
            Map.entry("porfis", "porfa"),
            Map.entry("plis", "porfa"),
            Map.entry("pls", "porfa"),
            Map.entry("pliss", "porfa"),
            Map.entry("please", "porfa"),
            Map.entry("x", "por"),
            Map.entry("d", "de"),
            Map.entry("dl", "del"),
            Map.entry("dnd", "donde"),
            Map.entry("dde", "donde"),
            Map.entry("dond", "donde"),
            Map.entry("dsd", "desde"),
            Map.entry("dsp", "despues"),
            Map.entry("dps", "despues"),
            Map.entry("desp", "despues"),
            Map.entry("cnd", "cuando"),
            Map.entry("cdo", "cuando"),
            Map.entry("cuand", "cuando"),
            Map.entry("cto", "cuanto"),
            Map.entry("cnto", "cuanto"),
            Map.entry("cuant", "cuanto"),
            Map.entry("qto", "cuanto"),
            Map.entry("kuanto", "cuanto"),
            Map.entry("qnto", "cuanto"),
            Map.entry("cm", "como"),
            Map.entry("cmo", "como"),
            Map.entry("km", "como"),
            Map.entry("qn", "quien"),
            Map.entry("kien", "quien"),
            Map.entry("qien", "quien"),
            Map.entry("kiero", "quiero"),
            Map.entry("qiero", "quiero"),
            Map.entry("qro", "quiero"),
            Map.entry("bn", "bien"),
            Map.entry("vn", "bien"),
            Map.entry("bno", "bueno"),
            Map.entry("gnial", "genial"),
            Map.entry("grax", "gracias"),
            Map.entry("grx", "gracias"),
            Map.entry("grcs", "gracias"),
            Map.entry("gcias", "gracias"),
            Map.entry("grs", "gracias"),
            Map.entry("thanks", "gracias"),
            Map.entry("thx", "gracias"),
            Map.entry("slds", "saludos"),
            Map.entry("sds", "saludos"),
            Map.entry("bss", "besos"),
            Map.entry("pa", "para"),
            Map.entry("toy", "estoy"),
            Map.entry("tas", "estas"),
            Map.entry("ta", "esta"),
            Map.entry("tan", "estan"),
            Map.entry("tien", "tienen"),
            Map.entry("tene", "tenes"),
            Map.entry("tns", "tenes"),
            Map.entry("tnes", "tenes"),
            Map.entry("tenis", "tenes"),
            Map.entry("pod", "podes"),
            Map.entry("pdes", "podes"),
            Map.entry("ud", "usted"),
            Map.entry("uds", "ustedes"),
            Map.entry("vd", "usted"),
            Map.entry("msj", "mensaje"),
            Map.entry("msje", "mensaje"),
            Map.entry("wsp", "whatsapp"),
            Map.entry("wpp", "whatsapp"),
            Map.entry("wp", "whatsapp"),
            Map.entry("wsap", "whatsapp"),
            Map.entry("wasap", "whatsapp"),
            Map.entry("whats", "whatsapp"),
            Map.entry("guasap", "whatsapp"),
            Map.entry("wapp", "whatsapp"),
            Map.entry("ig", "instagram"),
            Map.entry("insta", "instagram"),
            Map.entry("fb", "facebook"),
            Map.entry("face", "facebook"),
            Map.entry("tel", "telefono"),
            Map.entry("cel", "celular"),
            Map.entry("celu", "celular"),
            Map.entry("hs", "horas"),
            Map.entry("hrs", "horas"),
            Map.entry("min", "minutos"),
            Map.entry("nro", "numero"),
            Map.entry("num", "numero"),
            Map.entry("dir", "direccion"),
            Map.entry("direc", "direccion"),
            Map.entry("efvo", "efectivo"),
            Map.entry("transf", "transferencia"),
            Map.entry("transfe", "transferencia"),
            Map.entry("info", "informacion"),
            Map.entry("promo", "promocion"),
            Map.entry("promos", "promociones"),
            Map.entry("dto", "descuento"),
            Map.entry("desc", "descuento"),
            Map.entry("pcio", "precio"),
            Map.entry("prcio", "precio"),
            Map.entry("cant", "cantidad"),
            Map.entry("disp", "disponible"),
            Map.entry("prod", "producto"),
            Map.entry("mje", "mensaje"),
            Map.entry("aki", "aca"),
            Map.entry("aqui", "aca"),
            Map.entry("ns", "nose"),
            Map.entry("ntp", "nada"),
            Map.entry("salu2", "saludos"),
            Map.entry("vdd", "verdad"),
            Map.entry("tbm", "tambien"),
            Map.entry("mña", "mañana"),
            Map.entry("mñn", "mañana"),
            Map.entry("fin", "fin"));

    private Tokenizer() {}

    /** Splits at most {@link #MAX_LENGTH} units and 320 tokens of a text. */
    public static List<Token> tokenize(String text) {
        int length = Math.min(text.length(), MAX_LENGTH);
        List<Token> tokens = new ArrayList<>(16);
        int at = 0;
        while (at < length && tokens.size() < MAX_TOKENS) {
            int codePoint = text.codePointAt(at);
            int width = Character.charCount(codePoint);
            if (isWordPart(codePoint)) {
                int end = wordEnd(text, at, length);
                Token word = word(text, at, end);
                // Nothing is left of accents that stand alone.
                if (!word.text().isEmpty()) {
                    tokens.add(word);
                }
                at = end;
            } else {
                if (codePoint == '\n') {
                    tokens.add(new Token("\n", at, at + 1, Token.Kind.BREAK));
                } else if (SIGNS.indexOf(codePoint) >= 0) {
                    addSign(tokens, (char) codePoint, at);
                } else if (isPartingDash(text, at, length)) {
                    addSign(tokens, '-', at);
                } else if (isEmoji(codePoint)) {
                    addEmoji(tokens, codePoint, at, Math.min(at + width, length));
                }
                at += width;
            }
        }
        return tokens;
    }

    /** A dash between spaces parts two thoughts; one within a word or a range says nothing. */
    private static boolean isPartingDash(String text, int at, int length) {
        return "-–—".indexOf(text.charAt(at)) >= 0
                && at > 0
                && text.charAt(at - 1) == ' '
                && at + 1 < length
                && text.charAt(at + 1) == ' ';
    }

    /** The normalised form of one word. */
    static String normalise(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        String plain = isAsciiLower(lower) ? lower : withoutAccents(lower);
        String squeezed = squeeze(plain);
        return ABBREVIATIONS.getOrDefault(squeezed, squeezed);
    }

    private static Token word(String text, int start, int end) {
        String normal = normalise(text.substring(start, end));
        boolean startsWithDigit = Character.isDigit(text.codePointAt(start));
        return new Token(normal, start, end, startsWithDigit ? Token.Kind.NUMBER : Token.Kind.WORD);
    }

    private static int wordEnd(String text, int start, int length) {
        int at = start;
        while (at < length) {
            int codePoint = text.codePointAt(at);
            if (isWordPart(codePoint)) {
                at += Character.charCount(codePoint);
            } else if ((codePoint == '.' || codePoint == ',')
                    && at > start
                    && Character.isDigit(text.charAt(at - 1))
                    && at + 1 < length
                    && Character.isDigit(text.charAt(at + 1))) {
                at++;
            } else {
                break;
            }
        }
        return Math.min(at, length);
    }

    private static void addSign(List<Token> tokens, char sign, int at) {
        String text =
                switch (sign) {
                    case '¿' -> "?";
                    case '¡' -> "!";
                    default -> String.valueOf(sign);
                };
        // "???" says no more than "?".
        boolean repeats = !tokens.isEmpty()
                && tokens.getLast().kind() == Token.Kind.SIGN
                && tokens.getLast().text().equals(text);
        if (!repeats) {
            tokens.add(new Token(text, at, at + 1, Token.Kind.SIGN));
        }
    }

    private static void addEmoji(List<Token> tokens, int codePoint, int start, int end) {
        String name = emojiName(codePoint);
        boolean repeats = !tokens.isEmpty()
                && tokens.getLast().kind() == Token.Kind.EMOJI
                && tokens.getLast().text().equals(name);
        if (!repeats && !name.isEmpty()) {
            tokens.add(new Token(name, start, end, Token.Kind.EMOJI));
        }
    }

    private static boolean isWordPart(int codePoint) {
        return Character.isLetterOrDigit(codePoint)
                || (Character.getType(codePoint) == Character.NON_SPACING_MARK && codePoint < 0xFE00);
    }

    private static boolean isEmoji(int codePoint) {
        return (codePoint >= 0x1F000 && codePoint <= 0x1FAFF) || (codePoint >= 0x2600 && codePoint <= 0x27BF);
    }

    /** Emojis that mean the same in a shop's chat share a name; skin tones have none. */
    private static String emojiName(int codePoint) {
        return switch (codePoint) {
            case 0x1F3FB, 0x1F3FC, 0x1F3FD, 0x1F3FE, 0x1F3FF, 0x2640, 0x2642 -> "";
            case 0x1F44D, 0x1F44C, 0x2705, 0x2714, 0x1F4AA, 0x1F91D, 0x1F919 -> "<yes>";
            case 0x1F44E, 0x274C, 0x1F645, 0x1F6AB -> "<no>";
            case 0x1F44B -> "<wave>";
            case 0x1F64F, 0x1F64C -> "<thanks>";
            case 0x2764,
                    0x1F495,
                    0x1F496,
                    0x1F497,
                    0x1F498,
                    0x1F49B,
                    0x1F49A,
                    0x1F499,
                    0x1F49C,
                    0x1F5A4,
                    0x1F60D,
                    0x1F618,
                    0x1F970,
                    0x1F917 -> "<love>";
            case 0x1F602, 0x1F923, 0x1F605, 0x1F606, 0x1F604, 0x1F601, 0x1F92A, 0x1F61C -> "<laugh>";
            case 0x1F620, 0x1F621, 0x1F92C, 0x1F624, 0x1F612, 0x1F644, 0x1F611, 0x1F926 -> "<angry>";
            case 0x1F622, 0x1F62D, 0x1F614, 0x1F61E, 0x1F625, 0x1F63F, 0x1F494, 0x1F629, 0x1F61F -> "<sad>";
            case 0x1F914, 0x1F9D0, 0x2753, 0x1F937 -> "<wonder>";
            case 0x1F600, 0x1F603, 0x1F60A, 0x1F642, 0x263A, 0x1F609, 0x1F60E -> "<smile>";
            case 0x1F4CD, 0x1F5FA -> "<place>";
            case 0x1F4B3, 0x1F4B0, 0x1F4B5, 0x1F4B8 -> "<money>";
            case 0x1F4E6, 0x1F69A, 0x1F69B, 0x1F6F5 -> "<parcel>";
            case 0x1F525 -> "<fire>";
            case 0x1F440 -> "<eyes>";
            default -> "<emoji>";
        };
    }

    private static boolean isAsciiLower(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static String withoutAccents(String word) {
        String decomposed = Normalizer.normalize(word, Normalizer.Form.NFKD);
        StringBuilder plain = new StringBuilder(word.length());
        for (int i = 0; i < decomposed.length(); i++) {
            char c = decomposed.charAt(i);
            if (c == '\u0303' && !plain.isEmpty() && plain.charAt(plain.length() - 1) == 'n') {
                plain.setCharAt(plain.length() - 1, 'ñ');
            } else if (Character.getType(c) != Character.NON_SPACING_MARK) {
                plain.append(Character.toLowerCase(c));
            }
        }
        return plain.toString();
    }

    /** «holaaaa», «siii», «graciass», «daleee» lose their length; «llamar», «carro», «leer» keep their pairs. */
    private static String squeeze(String word) {
        StringBuilder squeezed = new StringBuilder(word.length());
        int at = 0;
        while (at < word.length()) {
            char c = word.charAt(at);
            int run = at;
            while (run < word.length() && word.charAt(run) == c) {
                run++;
            }
            boolean isLast = run == word.length();
            boolean keepsPair = run - at == 2 && !isLast && "lrcenozfps".indexOf(c) >= 0;
            if (Character.isDigit(c)) {
                squeezed.repeat(c, run - at);
            } else {
                squeezed.repeat(c, keepsPair ? 2 : 1);
            }
            at = run;
        }
        return squashLaughter(squeezed.toString());
    }

    private static String squashLaughter(String word) {
        if (word.length() < 4) {
            return word;
        }
        int laugh = 0;
        for (int i = 0; i < word.length(); i++) {
            if ("jah".indexOf(word.charAt(i)) >= 0) {
                laugh++;
            }
        }
        return laugh == word.length() && word.indexOf('j') >= 0 ? "jaja" : word;
    }
}
