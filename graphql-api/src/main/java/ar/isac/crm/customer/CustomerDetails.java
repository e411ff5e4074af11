package ar.isac.crm.customer;

import ar.isac.crm.customer.Detail.Field;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a customer tells of themselves in a message. Cautious: a detail that is missed is asked for again, one that is wrong
 * ends up on an invoice.
 *
 * @param text the message
 * @param told at most one of each field, in the order of the text
 */
public record CustomerDetails(String text, List<Told> told) {

    /**
     * One detail.
     *
     * @param start offset of the words that tell it, cue included; {@code end} exclusive
     */
    public record Told(Field field, String value, int start, int end) {}

    private static final int LONGEST_TEXT = 1_000;
    private static final int LONGEST_ADDRESS = 120;
    private static final int MOST_NAME_WORDS = 4;
    private static final int OTHER_WORDS = 3;

    private static final String LETTERS = "\\p{L}[\\p{L}'’]*";

    /** «soy» is said of so much else that what follows must look like a name. */
    private static final Pattern I_AM =
            pattern("(?<!\\bno )(?<!\\bsi )\\b(?:soy|les? habla|te habla|(?:te|les) escribe)\\s+");

    private static final Pattern NAME_IS = pattern(
            "(?<!\\bno )\\b(?:me llamo|mi nombre(?: completo)? es|mi nombre:|a nombre de|nombre y apellido:?|nombre:)\\s*");
    private static final Pattern WORD = Pattern.compile("\\G(" + LETTERS + ")([ \\t]+|(?=$|[^\\p{L}\\p{N}@]))");

    /** Words that end a name, or show that there is none. */
    private static final Set<String> NO_NAME = Set.of(
            "a",
            "abogada",
            "abogado",
            "al",
            "algo",
            "argentina",
            "argentino",
            "asi",
            "bien",
            "buenas",
            "buenos",
            "busco",
            "cliente",
            "clienta",
            "como",
            "con",
            "consulta",
            "consumidor",
            "contadora",
            "contador",
            "cual",
            "cuanto",
            "de",
            "del",
            "desde",
            "dueña",
            "dueño",
            "duena",
            "dueno",
            "e",
            "el",
            "ella",
            "en",
            "encargada",
            "encargado",
            "es",
            "ese",
            "esa",
            "esta",
            "estoy",
            "exento",
            "fan",
            "fotografa",
            "fotografo",
            "gracias",
            "hermano",
            "hermana",
            "hijo",
            "hija",
            "hola",
            "jubilada",
            "jubilado",
            "la",
            "las",
            "lo",
            "los",
            "madre",
            "mama",
            "marca",
            "mas",
            "mayorista",
            "me",
            "medica",
            "medico",
            "mi",
            "mis",
            "monotributista",
            "mujer",
            "muy",
            "necesito",
            "no",
            "nueva",
            "nuevo",
            "o",
            "otra",
            "otro",
            "padre",
            "papa",
            "para",
            "pero",
            "por",
            "profe",
            "profesor",
            "profesora",
            "que",
            "queria",
            "quien",
            "quiero",
            "quisiera",
            "recomprador",
            "representante",
            "responsable",
            "revendedor",
            "revendedora",
            "se",
            "si",
            "sino",
            "solo",
            "soltero",
            "soltera",
            "su",
            "talle",
            "tambien",
            "tecnico",
            "te",
            "tenes",
            "tengo",
            "tienen",
            "tu",
            "un",
            "una",
            "usted",
            "vecina",
            "vecino",
            "vendedor",
            "vendedora",
            "vos",
            "y",
            "ya",
            "yo");

    /** «Juan de la Cruz»: between two parts of a name. */
    private static final Pattern PARTICLE = Pattern.compile("\\G(?:de la|de los|del|di|da|van|von)[ \\t]+(?=\\p{Lu})");

    private static final Pattern EMAIL = Pattern.compile(
            "(?<![\\p{L}\\p{N}._%+-])([\\p{L}\\p{N}._%+-]+@[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)*\\.\\p{L}{2,})"
                    + "(?![\\p{L}\\p{N}-])");

    /** An address of the shop's, or of somebody else. */
    private static final Pattern NOT_MY_EMAIL = pattern(
            "\\b(?:escrib[ií]\\w*|mand[eé]|mando|mande|mandamos|su|tu|vuestro|de (?:ustedes|uds|vos|mi \\p{L}+)|es (?:este|ese)) "
                    + "(?:a |un mail a |mail a |el mail |mail |correo |email |al |e-mail )?[^@]{0,15}$");

    private static final Pattern TAX_ID =
            Pattern.compile("(?<![\\d-])(\\d{2}[ .-]?\\d{2}\\.?\\d{3}\\.?\\d{3}[ .-]?\\d)(?![\\d-])");
    private static final Pattern TAX_CUE = pattern("\\bcui[tl]\\b");
    private static final Pattern THEIRS =
            pattern("\\b(?:tu|su|el) cui[tl]\\b[^.?!\\n]*\\?|\\bcui[tl] de (?:ustedes|uds|la empresa|el local)\\b");

    private static final Pattern DOCUMENT = pattern(
            "\\b(?:d\\.?n\\.?i\\.?|documento)\\b(?: es| n[uú]mero| nro\\.?| n[°º])*:?\\s*(\\d{1,2}\\.?\\d{3}\\.?\\d{3})(?![\\d.]*\\d)");

    private static final Pattern HOME =
            pattern("(?<!\\bno )\\b(?:vivo (?:en|por)|(?:mi )?(?:direcci[oó]n|domicilio)(?: de (?:env[ií]o|entrega))?"
                    + "(?: es(?: en)?|:| es:)|estoy viviendo en)\\s*");
    private static final Pattern SEND =
            pattern("\\b(?:env[ií](?:en|enlo|enla|enmelo|enmela|a?me|amelo|amela|alo|ala|ar(?:lo|la)?"
                    + "|enos)|mand(?:en|enlo|enla|enmelo|enmela|ame|amelo|amela|alo|ala)|entreg(?:uen|uenlo|uenla|alo|ala)"
                    + "|llev(?:enlo|enla|alo|ala)|para (?:enviar|entregar|mandar)(?:lo|la)?)"
                    + "(?: (?:el|los|la|las|un|todo) ?\\p{L}*)?(?: por favor| porfa)? (?:a|en|al)\\s+");
    private static final Pattern END_OF_ADDRESS = pattern(
            "[\\n\\r?!;]|\\.(?=\\s|$)(?<!\\b(?:av|avda|bv|gral|cnel|dr|dra|ing|pje|pcia|dpto|depto|sta|sto|n|nro|tte|pte)\\.)"
                    + "|,?\\s+(?:y|pero|as[ií] que|cu[aá]nto|quiero|quer[ií]a|necesito|gracias|porfa|por favor|hacen|tienen"
                    + "|llega|si pued\\w+|cuando|para el|es para|sale|d[oó]nde|hay|me (?:lo|la|sale))\\b");
    private static final Pattern NUMBER = Pattern.compile("\\d");
    private static final Pattern MONEY = pattern("\\$|\\b(?:pesos|lucas|usd|d[oó]lares)\\b");
    private static final Pattern NOWHERE = pattern(
            "^(?:un|una|el|la|los|las|mi|casa|depto|departamento|otro|otra|ac[aá]|ah[ií]|all[aá]|cualquier|provincia"
                    + "|donde|lejos|cerca|pareja|familia)\\b");

    private static final Pattern SHOE =
            pattern("(?<!\\bno )\\bcalzo (?:un |el |talle |numero |n[°º] ?|como |entre )?(1[5-9]|[2-4]\\d|50)"
                    + "(?:(?:[.,]5| y medio| ?½)(?!\\d))?(?!\\d)");
    private static final Pattern CLOTHES = pattern(
            "(?<!\\bno )\\b(?:soy (?:un |de )?talle|uso (?:un |el )?talle|mi talle es(?: el| un)?|visto talle)\\s+"
                    + "(x{0,3}s|m|x{0,4}l|[2-9]xl|\\d{1,2})\\b");

    private static final Pattern GREETING_OR_THANKS = pattern(
            "\\b(?:hola|buenas|buen|buenos|d[ií]as?|tardes|noches|gracias|ok|oka|dale|listo|perfecto|genial|bueno|s[ií]|es"
                    + "|y|ah[ií]|va|te|paso|mis|datos|mi|mail|correo|email|cuit|dni|este|son)\\b");

    private static final Set<String> GIVEN_NAMES = givenNames();

    private static Pattern pattern(String regex) {
        return Pattern.compile("(?iu)" + regex, Pattern.UNICODE_CHARACTER_CLASS);
    }

    /** Reads a message; never fails. */
    public static CustomerDetails in(String text) {
        String start = text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
        List<Told> told = Stream.of(
                        name(start),
                        email(start),
                        taxId(start),
                        document(start),
                        address(start),
                        shoe(start),
                        clothes(start))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(Told::start))
                .toList();
        return new CustomerDetails(start, told);
    }

    public Optional<String> value(Field field) {
        return told.stream()
                .filter(detail -> detail.field() == field)
                .map(Told::value)
                .findFirst();
    }

    /** Whether the message does nothing but tell who writes: then no question is left to answer. */
    public boolean isAll() {
        if (told.isEmpty() || text.indexOf('?') >= 0) {
            return false;
        }
        StringBuilder rest = new StringBuilder(text);
        told.forEach(detail -> {
            for (int i = detail.start(); i < detail.end(); i++) {
                rest.setCharAt(i, ' ');
            }
        });
        String others = GREETING_OR_THANKS.matcher(rest).replaceAll(" ");
        return Arrays.stream(others.split("[^\\p{L}\\p{N}]+", -1))
                        .filter(word -> !word.isEmpty())
                        .count()
                < OTHER_WORDS;
    }

    private static Optional<Told> name(String text) {
        Matcher cue = NAME_IS.matcher(text);
        while (cue.find()) {
            Optional<Told> name = name(text, cue, false);
            if (name.isPresent()) {
                return name;
            }
        }
        Matcher iAm = I_AM.matcher(text);
        while (iAm.find()) {
            Optional<Told> name = name(text, iAm, true);
            if (name.isPresent()) {
                return name;
            }
        }
        return Optional.empty();
    }

    private static Optional<Told> name(String text, Matcher cue, boolean mustLookLikeOne) {
        boolean isShouted = text.equals(text.toUpperCase(Locale.ROOT));
        List<String> words = new ArrayList<>();
        int at = cue.end();
        int end = at;
        boolean isDelimited = true;
        while (words.size() < MOST_NAME_WORDS) {
            Matcher particle = PARTICLE.matcher(text).region(at, text.length());
            String joint = !words.isEmpty() && !isShouted && particle.lookingAt() ? particle.group() : "";
            Matcher word = WORD.matcher(text).region(at + joint.length(), text.length());
            word.useTransparentBounds(true);
            if (!word.lookingAt()) {
                isDelimited = at >= text.length() || !Character.isLetterOrDigit(text.charAt(at));
                break;
            }
            String candidate = word.group(1);
            boolean isWritten = Character.isUpperCase(candidate.charAt(0)) && !isShouted;
            if (NO_NAME.contains(folded(candidate)) && (!isWritten || words.isEmpty())) {
                break;
            }
            if (!isWritten && !words.isEmpty() && isCapital(words.getFirst()) && !isShouted) {
                // «Marta consulta»: the name has ended where its capitals end.
                break;
            }
            words.add(joint + candidate);
            at = word.end();
            end = word.end(1);
        }
        if (words.isEmpty()) {
            return Optional.empty();
        }
        boolean isCapital = isCapital(words.getFirst()) && !isShouted;
        boolean isKnown = GIVEN_NAMES.contains(folded(words.getFirst()));
        if (!isCapital && words.size() > 1 && (!isDelimited || words.size() == MOST_NAME_WORDS)) {
            // Without capitals nothing tells where the name ends.
            if (!isKnown) {
                return Optional.empty();
            }
            end = cue.end() + words.getFirst().length();
            words = words.subList(0, 1);
        }
        boolean looksLikeOne = isKnown || (isCapital && (words.size() > 1 || isEndOfClause(text, end)));
        if (mustLookLikeOne && !looksLikeOne) {
            return Optional.empty();
        }
        boolean isLongEnough = words.getFirst().length() > 1;
        String name = words.stream().map(CustomerDetails::capitalised).collect(Collectors.joining(" "));
        return isLongEnough ? Optional.of(new Told(Field.NAME, name, cue.start(), end)) : Optional.empty();
    }

    private static boolean isEndOfClause(String text, int end) {
        return text.substring(end).isBlank()
                || text.substring(end).matches("(?s)\\s*(?:[.,;:!)\\n]|[^\\p{L}\\p{N}?]).*")
                || text.substring(end).matches("(?s)\\s+(?:de|del|y|la|el)\\b.*");
    }

    private static boolean isCapital(String word) {
        return Character.isUpperCase(word.charAt(0));
    }

    private static String capitalised(String words) {
        return Arrays.stream(words.split(" ", -1))
                .map(word -> Set.of("de", "la", "los", "del", "di", "da", "van", "von")
                                .contains(word)
                        ? word
                        : word.substring(0, 1).toUpperCase(Locale.ROOT)
                                + (word.equals(word.toUpperCase(Locale.ROOT))
                                        ? word.substring(1).toLowerCase(Locale.ROOT)
                                        : word.substring(1)))
                .collect(Collectors.joining(" "));
    }

    private static Optional<Told> email(String text) {
        List<Told> found = new ArrayList<>();
        Matcher email = EMAIL.matcher(text);
        while (email.find()) {
            boolean isTheirs =
                    NOT_MY_EMAIL.matcher(text.substring(0, email.start())).find();
            if (!isTheirs) {
                found.add(new Told(Field.EMAIL, email.group(1).toLowerCase(Locale.ROOT), email.start(), email.end()));
            }
        }
        boolean isClear = found.stream().map(Told::value).distinct().count() == 1;
        return isClear ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private static Optional<Told> taxId(String text) {
        if (THEIRS.matcher(text).find()) {
            return Optional.empty();
        }
        boolean isNamed = TAX_CUE.matcher(text).find();
        Matcher number = TAX_ID.matcher(text);
        while (number.find()) {
            boolean isWrittenAsOne = number.group(1).matches("\\d{2}-.*-\\d");
            Optional<String> value = isNamed || isWrittenAsOne ? TaxId.read(number.group(1)) : Optional.empty();
            if (value.isPresent()) {
                return Optional.of(new Told(Field.TAX_ID, value.get(), number.start(), number.end()));
            }
        }
        return Optional.empty();
    }

    private static Optional<Told> document(String text) {
        Matcher number = DOCUMENT.matcher(text);
        if (!number.find()) {
            return Optional.empty();
        }
        String digits = number.group(1).replace(".", "");
        return digits.length() < 7
                ? Optional.empty()
                : Optional.of(new Told(Field.DOCUMENT, digits, number.start(), number.end()));
    }

    private static Optional<Told> address(String text) {
        return address(text, HOME, false).or(() -> address(text, SEND, true));
    }

    private static Optional<Told> address(String text, Pattern cue, boolean mustHaveNumber) {
        Matcher found = cue.matcher(text);
        while (found.find()) {
            Matcher end = END_OF_ADDRESS.matcher(text).region(found.end(), text.length());
            end.useTransparentBounds(true);
            int to = end.find() ? end.start() : text.length();
            String value = text.substring(found.end(), to).strip().replaceAll("[,.;:\\s]+$", "");
            boolean isAPlace = value.length() >= 3
                    && value.length() <= LONGEST_ADDRESS
                    && !MONEY.matcher(value).find()
                    && EMAIL.matcher(value).results().findAny().isEmpty();
            boolean hasNumber = NUMBER.matcher(value).find();
            boolean isVague =
                    !hasNumber && (mustHaveNumber || NOWHERE.matcher(value).find() || value.split("\\s+").length > 6);
            boolean isQuestion = to < text.length() && text.charAt(to) == '?';
            if (isAPlace && !isVague && !isQuestion) {
                return Optional.of(new Told(Field.ADDRESS, value, found.start(), to));
            }
        }
        return Optional.empty();
    }

    private static Optional<Told> shoe(String text) {
        Matcher size = SHOE.matcher(text);
        if (!size.find()) {
            return Optional.empty();
        }
        boolean isHalf = size.group().matches("(?s).*(?:[.,]5|medio|½)$");
        return Optional.of(new Told(Field.SHOE_SIZE, size.group(1) + (isHalf ? ".5" : ""), size.start(), size.end()));
    }

    private static Optional<Told> clothes(String text) {
        Matcher size = CLOTHES.matcher(text);
        return size.find()
                ? Optional.of(
                        new Told(Field.CLOTHES_SIZE, size.group(1).toUpperCase(Locale.ROOT), size.start(), size.end()))
                : Optional.empty();
    }

    private static String folded(String word) {
        return Normalizer.normalize(word.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "");
    }

    private static Set<String> givenNames() {
        @Nullable InputStream file = CustomerDetails.class.getResourceAsStream("/customer/given-names.txt");
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(file, "given names"), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> Arrays.stream(line.strip().split("\\s+")))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
