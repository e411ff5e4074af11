package ar.isac.crm.channel;

import java.nio.charset.StandardCharsets;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** Cuts texts to a platform's limit, between paragraphs or words where it can, and never inside a character that a reader sees. */
public final class TextParts {

    private static final String ELLIPSIS = "…";

    /** «si.» */
    private static final int SHORTEST_ABBREVIATION = 3;

    private TextParts() {}

    /** The size of a text in UTF-8, in bytes. */
    public static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The text in parts of at most {@code limit} each. Only white space at the cuts is lost. */
    public static List<String> split(String text, int limit, ToIntFunction<String> size) {
        List<String> parts = new ArrayList<>();
        String rest = text;
        while (size.applyAsInt(rest) > limit) {
            int cut = wordBoundary(rest, longestPrefix(rest, limit, size));
            String part = rest.substring(0, cut).stripTrailing();
            if (!part.isBlank()) {
                parts.add(part);
            }
            rest = rest.substring(cut).stripLeading();
        }
        if (!rest.isBlank() || parts.isEmpty()) {
            parts.add(rest);
        }
        return parts;
    }

    /**
     * The titles with those above {@code limit} UTF-16 units shortened with «…»: at their end; where their beginnings are alike in
     * their middle; where their ends are, too, word by word («Fu. sil. iPh. 15 Pro»); and where nothing helps with their number.
     *
     * @throws UnsendableMessage when a title is blank, or two are the same
     */
    public static List<String> titles(List<String> titles, int limit) {
        for (int i = 0; i < titles.size(); i++) {
            UnsendableMessage.within("options[" + i + "].title", titles.get(i), Integer.MAX_VALUE);
        }
        List<String> shown = IntStream.range(0, titles.size())
                .mapToObj(i -> shortened(titles.get(i), limit))
                .toList();
        shown = apart(shown, titles, i -> shortenedWithin(titles.get(i), limit));
        shown = apart(shown, titles, i -> abbreviated(titles.get(i), limit));
        shown = apart(shown, titles, i -> shortened((i + 1) + ". " + titles.get(i), limit));
        for (int i = 0; i < titles.size(); i++) {
            if (isShortenedAlike(shown, titles, i)) {
                throw new UnsendableMessage(
                        "options[" + i + "].title", "at most " + limit + " characters, and different from the others");
            }
        }
        return shown;
    }

    /** Those that look like another one in another way. */
    private static List<String> apart(List<String> shown, List<String> titles, IntFunction<String> otherwise) {
        return IntStream.range(0, titles.size())
                .mapToObj(i -> isShortenedAlike(shown, titles, i) ? otherwise.apply(i) : shown.get(i))
                .toList();
    }

    private static boolean isShortenedAlike(List<String> shown, List<String> titles, int i) {
        String title = shown.get(i);
        return !title.equals(titles.get(i)) && shown.indexOf(title) != shown.lastIndexOf(title);
    }

    /** The first word and as many of the last ones as there is room for. */
    private static String shortenedWithin(String text, int limit) {
        int firstSpace = text.indexOf(' ');
        String head = firstSpace > 0 && firstSpace <= limit / 2 ? text.substring(0, firstSpace) : "";
        int room = limit - head.length() - ELLIPSIS.length();
        int from = text.offsetByCodePoints(text.length(), -Math.min(room, text.codePointCount(0, text.length())));
        while (text.length() - from > room) {
            from = text.offsetByCodePoints(from, 1);
        }
        int word = text.charAt(from - 1) == ' ' ? from : text.indexOf(' ', from);
        return head + ELLIPSIS + text.substring(word < 0 ? from : word);
    }

    /** All words, the longest ones cut until there is room; numbers stay, for they tell models apart. */
    private static String abbreviated(String text, int limit) {
        List<String> words = new ArrayList<>(List.of(text.split(" ", -1)));
        while (String.join(" ", words).length() > limit) {
            int longest = longestToCut(words);
            if (longest < 0) {
                return shortened(String.join(" ", words), limit);
            }
            String word = words.get(longest);
            words.set(longest, word.substring(0, word.offsetByCodePoints(word.length(), -2)) + '.');
        }
        return String.join(" ", words);
    }

    private static int longestToCut(List<String> words) {
        int longest = -1;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            boolean canBeCut = word.codePointCount(0, word.length()) > SHORTEST_ABBREVIATION
                    && word.chars().noneMatch(Character::isDigit);
            if (canBeCut && (longest < 0 || word.length() > words.get(longest).length())) {
                longest = i;
            }
        }
        return longest;
    }

    /** The text, or its beginning with «…» when it is longer than {@code limit} UTF-16 units. */
    public static String shortened(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int cut = longestPrefix(text, limit - ELLIPSIS.length(), String::length);
        return text.substring(0, cut).stripTrailing() + ELLIPSIS;
    }

    private static int longestPrefix(String text, int limit, ToIntFunction<String> size) {
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text);
        int end = 0;
        int used = 0;
        for (int next = characters.next(); next != BreakIterator.DONE; next = characters.next()) {
            used += size.applyAsInt(text.substring(end, next));
            if (used > limit) {
                break;
            }
            end = next;
        }
        return end > 0 ? end : longestPrefixOfCodePoints(text, limit, size);
    }

    /** A letter may carry any number of combining marks, more than a message holds. */
    private static int longestPrefixOfCodePoints(String text, int limit, ToIntFunction<String> size) {
        int end = text.offsetByCodePoints(0, 1);
        while (end < text.length()) {
            int next = text.offsetByCodePoints(end, 1);
            if (size.applyAsInt(text.substring(0, next)) > limit) {
                break;
            }
            end = next;
        }
        return end;
    }

    /** The last good place to cut in the second half of {@code text[0, end)}, else {@code end}. */
    private static int wordBoundary(String text, int end) {
        if (end < text.length() && Character.isWhitespace(text.charAt(end))) {
            return end;
        }
        for (String separator : List.of("\n\n", "\n", " ")) {
            int at = text.lastIndexOf(separator, end - separator.length());
            if (at > end / 2) {
                return at + separator.length();
            }
        }
        return end;
    }
}
