package ar.isac.crm.knowledge;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the free article that a customer asks for: one of its phrases must be said almost whole, in any order and inflection.
 * What matches less is not asked for; the assistant would rather ask back.
 */
final class ArticleSearch {

    /** How much of a phrase must be said. */
    private static final double ENOUGH = 0.75;

    private static final double RELATED = 0.85;
    private static final int LEAST_ROOT = 5;
    private static final int LEAST_STEM = 3;
    private static final Pattern ENDING = Pattern.compile("(?:[aei](?:r|n|mo|ndo|cion|d[ao])|[aeo])$");
    private static final int MOST_WORDS = 60;

    /** Words that ask and name nothing. */
    private static final Set<String> SILENT = Set.of(
            "a",
            "al",
            "algo",
            "algun",
            "alguna",
            "aca",
            "cual",
            "cuales",
            "cuando",
            "como",
            "con",
            "cuanto",
            "cuanta",
            "de",
            "del",
            "donde",
            "el",
            "ella",
            "en",
            "es",
            "esta",
            "estan",
            "este",
            "eso",
            "esa",
            "ese",
            "esto",
            "etc",
            "hace",
            "hacen",
            "haces",
            "hay",
            "hola",
            "buenas",
            "buen",
            "dia",
            "dias",
            "tardes",
            "noches",
            "la",
            "las",
            "le",
            "les",
            "lo",
            "los",
            "me",
            "mi",
            "mis",
            "muy",
            "no",
            "nos",
            "o",
            "para",
            "pero",
            "por",
            "porque",
            "puede",
            "pueden",
            "puedo",
            "podes",
            "podria",
            "podrian",
            "que",
            "quien",
            "quiero",
            "queria",
            "quisiera",
            "saber",
            "consulta",
            "consultar",
            "pregunta",
            "se",
            "ser",
            "si",
            "sobre",
            "son",
            "su",
            "sus",
            "tambien",
            "te",
            "tenes",
            "tiene",
            "tienen",
            "tengo",
            "todo",
            "tu",
            "un",
            "una",
            "unas",
            "uno",
            "unos",
            "ustedes",
            "uds",
            "vos",
            "y",
            "ya",
            "yo",
            "gracias",
            "favor",
            "porfa",
            "q",
            "k",
            "x",
            "xq",
            "tmb",
            "info",
            "informacion",
            "necesito",
            "ofrecen",
            "trabajan",
            "va",
            "van",
            "vas");

    private ArticleSearch() {}

    /** An article with how well it matches: the share of the phrase that was said, then how many words that is. */
    private record Match(Article article, double share, int words) {}

    static Optional<Article> best(String words, Collection<Article> articles) {
        List<String> said = stems(words).limit(MOST_WORDS).toList();
        if (said.isEmpty()) {
            return Optional.empty();
        }
        return articles.stream()
                .filter(article -> article.isActive() && article.topic() == Topic.OTHER)
                .flatMap(article -> phrases(article).flatMap(phrase -> match(article, phrase, said)))
                .max(Comparator.comparingDouble((Match match) -> match.words() * match.share())
                        .thenComparing(match -> match.article().id()))
                .map(Match::article);
    }

    private static Stream<String> phrases(Article article) {
        return Stream.concat(Stream.of(article.title()), article.questions().stream());
    }

    private static Stream<Match> match(Article article, String phrase, List<String> said) {
        List<String> asked = stems(phrase).distinct().toList();
        if (asked.isEmpty()) {
            return Stream.empty();
        }
        double sum = asked.stream()
                .mapToDouble(word -> said.stream()
                        .mapToDouble(other -> likeness(word, other))
                        .max()
                        .orElse(0))
                .sum();
        double share = sum / asked.size();
        return share >= ENOUGH ? Stream.of(new Match(article, share, asked.size())) : Stream.empty();
    }

    /** 1 for the same word; less for one of its family («reparar», «reparación») or with one slip; else 0. */
    private static double likeness(String word, String other) {
        if (word.equals(other)) {
            return 1;
        }
        int shorter = Math.min(word.length(), other.length());
        int root = commonStart(word, other);
        boolean isFamily = root >= LEAST_ROOT && root >= 0.6 * Math.max(word.length(), other.length());
        boolean isSlip = shorter >= LEAST_ROOT && root >= 1 && isOneEdit(word, other);
        return isFamily || isSlip ? RELATED : 0;
    }

    private static int commonStart(String one, String other) {
        int i = 0;
        while (i < one.length() && i < other.length() && one.charAt(i) == other.charAt(i)) {
            i++;
        }
        return i;
    }

    private static boolean isOneEdit(String one, String other) {
        String longer = one.length() >= other.length() ? one : other;
        String shorter = longer.equals(one) ? other : one;
        int start = commonStart(longer, shorter);
        return switch (longer.length() - shorter.length()) {
            case 0 ->
                longer.substring(start + 1).equals(shorter.substring(start + 1)) || isSwapped(longer, shorter, start);
            case 1 -> longer.substring(start + 1).equals(shorter.substring(start));
            default -> false;
        };
    }

    private static boolean isSwapped(String one, String other, int at) {
        return at + 1 < one.length()
                && one.charAt(at) == other.charAt(at + 1)
                && one.charAt(at + 1) == other.charAt(at)
                && one.substring(at + 2).equals(other.substring(at + 2));
    }

    private static Stream<String> stems(String text) {
        return Arrays.stream(HoursQuestion.folded(text).split("[^a-z0-9]+", -1))
                .filter(word -> word.length() > 1 && !SILENT.contains(word))
                .map(ArticleSearch::stem);
    }

    /** Without the marks of number, gender and person. */
    private static String stem(String word) {
        String singular = word.length() > 4 && word.endsWith("es")
                ? word.substring(0, word.length() - 2)
                : word.length() > 3 && word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
        String root = ENDING.matcher(singular).replaceFirst("");
        return root.length() >= LEAST_STEM ? root : singular;
    }
}
