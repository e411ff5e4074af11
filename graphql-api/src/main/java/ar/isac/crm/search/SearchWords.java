package ar.isac.crm.search;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * Words as people search for them: case, accents and plurals do not count, the beginning of a word is enough, and digits are
 * found within a number however it is written.
 */
public final class SearchWords {

    private static final int MOST_WORDS = 8;
    private static final int LEAST_DIGITS = 4;
    private static final int LONGEST_NUMBER = 40;

    /** Stands before the ends of numbers; no word has it. */
    private static final String NUMBER = "#";

    private static final Pattern MARKS = Pattern.compile("\\p{M}");
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}@._]+");
    private static final Pattern EDGES = Pattern.compile("^[._]+|[._]+$");
    private static final Pattern WITHIN_NUMBERS = Pattern.compile("[\\s.+()-]");
    private static final Pattern DIGITS = Pattern.compile("\\d{" + LEAST_DIGITS + ",}");
    private static final Pattern LETTERS = Pattern.compile("\\p{L}{4,}");

    private SearchWords() {}

    /** The words of these texts as an index holds them, separated by spaces. */
    public static String indexed(Collection<String> texts) {
        Set<String> all = new LinkedHashSet<>();
        for (String text : texts) {
            words(text).forEach(word -> {
                all.add(word);
                numbersIn(word).forEach(all::add);
                if (LETTERS.matcher(word).matches()) {
                    all.add(SpanishWords.stem(word));
                }
            });
            String digits = WITHIN_NUMBERS.matcher(text).replaceAll("");
            if (DIGITS.matcher(digits).matches()) {
                all.add(digits);
                numbersIn(digits).forEach(all::add);
            }
        }
        return String.join(" ", all);
    }

    /** What a number is found by: its ends from each of its digits on, so that any part of it begins one of them. */
    private static Stream<String> numbersIn(String word) {
        return DIGITS.matcher(word)
                .results()
                .map(MatchResult::group)
                .flatMap(digits -> IntStream.rangeClosed(0, Math.min(digits.length(), LONGEST_NUMBER) - LEAST_DIGITS)
                        .mapToObj(from -> NUMBER + digits.substring(from, Math.min(digits.length(), LONGEST_NUMBER))));
    }

    /** Whether {@code search} has a word at all. */
    public static boolean areIn(String search) {
        return words(search).findAny().isPresent();
    }

    /** Every word of {@code search}, of the first eight, begins one in {@code field}. */
    public static Query query(String field, String search) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        words(search).limit(MOST_WORDS).forEach(word -> all.add(word(field, word), Occur.FILTER));
        return all.build();
    }

    private static Query word(String field, String word) {
        if (DIGITS.matcher(word).matches()) {
            return new PrefixQuery(new Term(
                    field, NUMBER + word.substring(0, Math.min(word.length(), LONGEST_NUMBER))));
        }
        Query beginning = new PrefixQuery(new Term(field, word));
        return LETTERS.matcher(word).matches()
                ? new BooleanQuery.Builder()
                        .add(beginning, Occur.SHOULD)
                        .add(new TermQuery(new Term(field, SpanishWords.stem(word))), Occur.SHOULD)
                        .build()
                : beginning;
    }

    private static Stream<String> words(String text) {
        String plain = MARKS.matcher(Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD))
                .replaceAll("");
        return Arrays.stream(BETWEEN.split(plain, -1))
                .map(word -> EDGES.matcher(word).replaceAll(""))
                .filter(word -> !word.isBlank());
    }
}
