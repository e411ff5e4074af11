package ar.isac.crm.catalog;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Text cut into words and numbers, folded so that two ways to write one thing become equal: accents and case go, letters
 * and digits part («256gb», «256 GB»), a decimal comma becomes a point, thousands separators go, letters drawn out
 * («holaaaa») shrink, a plus sign behind a name is the word «plus», the inch sign is the word «pulgadas».
 */
final class Words {
    private static final int MAX_CHARS = 4_096;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern DRAWN_OUT = Pattern.compile("(\\p{L})\\1{2,}");

    private Words() {}

    /** What separates a word from the one before it. */
    enum Gap {
        /** Nothing, as between 256 and gb. */
        NONE,
        /** Spaces, hyphens. */
        SPACE,
        /** A comma or slash: a list may go on. */
        LIST,
        /** The end of a sentence or line. */
        SENTENCE
    }

    /**
     * A word or number.
     *
     * @param start offset in the original text, {@code end} exclusive
     */
    record Word(String text, int start, int end, boolean isNumber, Gap gap) {}

    static List<Word> of(String text) {
        return new Cut(text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS)).words();
    }

    /** Whether nothing stands between the word and a neighbour: the «s» of «S24». */
    static boolean isGlued(List<Word> words, int i) {
        return words.get(i).gap() == Gap.NONE
                || (i + 1 < words.size() && words.get(i + 1).gap() == Gap.NONE);
    }

    /** Only the folded words. */
    static List<String> textsOf(String text) {
        return of(text).stream().map(Word::text).toList();
    }

    /** The folded words with a space between them: what the search index is given. */
    static String folded(String text) {
        return of(text).stream().map(Word::text).collect(Collectors.joining(" "));
    }

    static String fold(String word) {
        String plain = isPlain(word)
                ? word
                : MARKS.matcher(Normalizer.normalize(word, Normalizer.Form.NFKD))
                        .replaceAll("");
        String lower = plain.toLowerCase(Locale.ROOT);
        return isDrawnOut(lower) ? DRAWN_OUT.matcher(lower).replaceAll("$1") : lower;
    }

    private static boolean isDrawnOut(String word) {
        for (int i = 2; i < word.length(); i++) {
            if (word.charAt(i) == word.charAt(i - 1) && word.charAt(i) == word.charAt(i - 2)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPlain(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) >= 128) {
                return false;
            }
        }
        return true;
    }

    private static final class Cut {
        private final String text;
        private final List<Word> words = new ArrayList<>();
        private int at;
        private Gap gap = Gap.SENTENCE;

        Cut(String text) {
            this.text = text;
        }

        List<Word> words() {
            while (at < text.length()) {
                int c = text.codePointAt(at);
                if (Character.isDigit(c)) {
                    number();
                } else if (Character.isLetter(c)) {
                    letters();
                } else {
                    sign(c);
                }
            }
            return List.copyOf(words);
        }

        private void letters() {
            int start = at;
            StringBuilder word = new StringBuilder();
            while (at < text.length()) {
                int c = text.codePointAt(at);
                boolean isApostrophe = (c == '\'' || c == '’')
                        && at + 1 < text.length()
                        && Character.isLetter(text.codePointAt(at + 1));
                if (!Character.isLetter(c) && Character.getType(c) != Character.NON_SPACING_MARK && !isApostrophe) {
                    break;
                }
                if (!isApostrophe) {
                    word.appendCodePoint(c);
                }
                at += Character.charCount(c);
            }
            add(fold(word.toString()), start, false);
        }

        private void number() {
            int start = at;
            StringBuilder number = new StringBuilder();
            digits(number);
            while (at + 1 < text.length() && isPoint(text.charAt(at)) && Character.isDigit(text.charAt(at + 1))) {
                int from = at + 1;
                int to = from;
                while (to < text.length() && Character.isDigit(text.charAt(to))) {
                    to++;
                }
                if (to - from == 3 && number.indexOf(".") < 0) {
                    number.append(text, from, to);
                } else if (to - from <= 2 && number.indexOf(".") < 0) {
                    number.append('.').append(text, from, to);
                } else {
                    break;
                }
                at = to;
            }
            add(Normalizer.normalize(number, Normalizer.Form.NFKD), start, true);
        }

        private void digits(StringBuilder into) {
            while (at < text.length() && Character.isDigit(text.codePointAt(at))) {
                into.append(Character.digit(text.codePointAt(at), 10));
                at += Character.charCount(text.codePointAt(at));
            }
        }

        private static boolean isPoint(char c) {
            return c == '.' || c == ',';
        }

        private void sign(int c) {
            int start = at;
            at += Character.charCount(c);
            boolean isGlued = !words.isEmpty() && words.getLast().end() == start;
            boolean endsWord = at >= text.length() || !Character.isLetterOrDigit(text.codePointAt(at));
            if (c == '+' && isGlued && endsWord) {
                add("plus", start, false);
            } else if ((c == '"' || c == '”' || c == '″')
                    && isGlued
                    && words.getLast().isNumber()) {
                add("pulgadas", start, false);
            } else {
                gap = max(gap, gapOf(c));
            }
        }

        private static Gap gapOf(int c) {
            return switch (c) {
                case '.', '?', '!', ';', '\n', '\r', '¿', '¡' -> Gap.SENTENCE;
                case ',', '/', '&', ':', '|', '•', '(' -> Gap.LIST;
                default -> Gap.SPACE;
            };
        }

        private static Gap max(Gap one, Gap other) {
            return one.compareTo(other) >= 0 ? one : other;
        }

        private void add(String word, int start, boolean isNumber) {
            if (!word.isEmpty()) {
                words.add(new Word(word, start, at, isNumber, gap));
            }
            gap = Gap.NONE;
        }
    }
}
