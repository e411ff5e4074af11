package ar.isac.crm.understanding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Tokens to hashed features. The wide path sees the message as a set of character 2–5-grams within words, word 1–2-grams
 * and word classes; the deep path sees each word as a set of sub-words and classes, in order.
 */
public final class FeatureExtractor {

    /** Buckets of the wide path; bucket 0 is padding. */
    public static final int WIDE_BUCKETS = 1 << 16;

    /** Buckets of the deep path's sub-words; bucket 0 is padding. */
    public static final int WORD_BUCKETS = 1 << 15;

    private static final int MAX_WIDE = 3000;

    private static final int MAX_SUBWORDS = 40;

    /** So many words on each side of one are its neighbours, each in its place; so many more only somewhere around. */
    private static final int NEIGHBOURS = 2;

    private static final int AROUND = 5;

    private final Lexicon lexicon;
    private final Spelling spelling;

    public FeatureExtractor(Lexicon lexicon, Spelling spelling) {
        this.lexicon = lexicon;
        this.spelling = spelling;
    }

    /** What belongs to the weights beside their numbers, to be stored with them. */
    Lexicon lexicon() {
        return lexicon;
    }

    Spelling spelling() {
        return spelling;
    }

    /** Names of things that shops sell, in a fixed order, to vary messages with. */
    public List<String> goods() {
        return lexicon.goods();
    }

    /**
     * A message as the network reads it.
     *
     * @param tokens with original offsets
     * @param wide distinct buckets of the wide path
     * @param words buckets of each token
     */
    @SuppressWarnings("ArrayRecordComponent") // Handed on once and never compared.
    public record Features(List<Token> tokens, int[] wide, int[][] words) {}

    /**
     * A token with what is known of it.
     *
     * @param form as written, digits by their number alone
     * @param meant the form that was probably meant; the form itself where it is no slip
     * @param clause the number of its clause, from 1; 0 where there is only one
     * @param commonness of what was meant: words that hardly anybody writes tend to name things
     * @param sold what the caller's terms say of it
     * @param joined whether the caller's terms have it next to the word before, in one name
     * @param begins whether one of the caller's names begins with it
     * @param ends whether one of the caller's names ends with it
     */
    private record Word(
            Token token,
            String form,
            String meant,
            List<String> classes,
            int clause,
            int commonness,
            Sold sold,
            boolean joined,
            boolean begins,
            boolean ends) {

        boolean isSlip() {
            return !meant.equals(form);
        }

        boolean isGoods() {
            return sold == Sold.YES || classes.contains(Lexicon.GOODS);
        }

        boolean hasLetters() {
            return token.kind() == Token.Kind.WORD || token.kind() == Token.Kind.NUMBER;
        }
    }

    /** Whether a shop sells what a word names. That it does not says as much as that it does, where its goods are known. */
    private enum Sold {
        UNKNOWN("?"),
        NO("-"),
        YES("+");

        private final String sign;

        Sold(String sign) {
            this.sign = sign;
        }
    }

    /** Reads a text; one without any token has no wide feature and one empty word. */
    public Features extract(String text, ShopTerms terms) {
        return extract(Tokenizer.tokenize(text), terms);
    }

    /** Reads tokens, which may be part of a message. */
    Features extract(List<Token> tokens, ShopTerms terms) {
        List<Word> known = words(tokens, terms);
        int[][] words = new int[Math.max(1, known.size())][];
        words[0] = new int[] {1};
        for (int i = 0; i < known.size(); i++) {
            words[i] = subwords(known, i);
        }
        return new Features(tokens, wide(known, terms), words);
    }

    /**
     * What the tagger of mentions sees of each token: itself, its neighbours, and their classes; what goods are named before
     * and after; and what the message is about, because a part is a product when it is asked for, and none when it broke.
     */
    public int[][] contexts(List<Token> tokens, ShopTerms terms, Intent about) {
        List<Word> words = words(tokens, terms);
        List<String> named =
                IntStream.range(0, words.size()).mapToObj(i -> named(words, i)).toList();
        int firstGoods = 0;
        while (firstGoods < words.size() && !words.get(firstGoods).isGoods()) {
            firstGoods++;
        }
        int lastGoods = words.size() - 1;
        while (lastGoods >= 0 && !words.get(lastGoods).isGoods()) {
            lastGoods--;
        }
        int[][] contexts = new int[words.size()][];
        for (int i = 0; i < contexts.length; i++) {
            IntSet buckets = new IntSet();
            Word word = words.get(i);
            addContext(buckets, 20, meant(words, i));
            addContext(buckets, 21, meant(words, i - 1));
            addContext(buckets, 22, meant(words, i + 1));
            addContext(buckets, 23, meant(words, i - 2));
            addContext(buckets, 24, meant(words, i + 2));
            addContext(buckets, 25, meant(words, i - 1) + ' ' + meant(words, i));
            addContext(buckets, 26, meant(words, i) + ' ' + meant(words, i + 1));
            addContext(buckets, 27, meant(words, i - 2) + ' ' + meant(words, i - 1));
            addContext(buckets, 28, meant(words, i + 1) + ' ' + meant(words, i + 2));
            addContext(buckets, 29, meant(words, i - 1) + "_" + meant(words, i + 1));
            addContext(buckets, 30, shape(word));
            addContext(buckets, 31, i == 0 ? "first" : i == contexts.length - 1 ? "last" : "inside");
            if (word.hasLetters()) {
                String form = word.meant();
                for (int n = 2; n <= 4 && n < form.length(); n++) {
                    addContext(buckets, 32, form.substring(form.length() - n));
                    addContext(buckets, 33, form.substring(0, n));
                }
                for (String stem : Phrases.stems(form)) {
                    addContext(buckets, 34, stem);
                }
                if (word.isSlip()) {
                    addContext(buckets, 20, word.form());
                }
            }
            addContext(buckets, 35, shapes(words, i));
            addContext(buckets, 36, String.valueOf(word.commonness()));
            addContext(buckets, 37, commonness(words, i - 1) + commonness(words, i) + commonness(words, i + 1));
            addContext(buckets, 38, meant(words, i - 1) + ' ' + word.commonness());
            addContext(buckets, 39, word.commonness() + " " + meant(words, i + 1));
            addTerms(buckets, words, named, i);
            addAround(buckets, words, firstGoods, lastGoods, i);
            addAbout(buckets, words, i, about.name());
            for (int away = -NEIGHBOURS; away <= NEIGHBOURS; away++) {
                addClasses(buckets, 50 + away, words, i + away);
            }
            contexts[i] = buckets.toArray();
        }
        return contexts;
    }

    /** What is known of the shop's goods, apart for when nothing is. */
    private static void addTerms(IntSet buckets, List<Word> words, List<String> named, int at) {
        Word word = words.get(at);
        String sold = word.sold().sign;
        addContext(buckets, 60, sold);
        addContext(buckets, 61, sold(words, at - 1) + sold);
        addContext(buckets, 62, sold + sold(words, at + 1));
        addContext(buckets, 63, sold(words, at - 1) + sold + sold(words, at + 1));
        addContext(buckets, 64, sold + word.meant());
        addContext(buckets, 65, sold + meant(words, at - 1));
        addContext(buckets, 66, sold + word.commonness());
        if (word.sold() != Sold.UNKNOWN) {
            String me = named.get(at);
            String before = at(named, at - 1, name -> name);
            String after = at(named, at + 1, name -> name);
            addContext(buckets, 70, me);
            addContext(buckets, 71, before + me);
            addContext(buckets, 72, me + after);
            addContext(buckets, 73, before + me + after);
            addContext(buckets, 74, me + shapes(words, at));
            addContext(buckets, 75, me + meant(words, at - 1));
            addContext(buckets, 76, me + meant(words, at + 1));
            addContext(buckets, 77, me + commonness(words, at - 1) + word.commonness() + commonness(words, at + 1));
            String joined = joined(words, at);
            addContext(buckets, 78, joined + word.meant());
            for (String name : word.classes()) {
                addContext(buckets, 79, joined + name);
            }
        }
    }

    /** What stands further away, and whether goods are named there. */
    private static void addAround(IntSet buckets, List<Word> words, int firstGoods, int lastGoods, int at) {
        for (int away = NEIGHBOURS + 1; away <= AROUND; away++) {
            addContext(buckets, 80, meant(words, at - away));
            addContext(buckets, 81, meant(words, at + away));
            addClasses(buckets, 82, words, at - away);
            addClasses(buckets, 83, words, at + away);
        }
        Word word = words.get(at);
        String goods = (firstGoods < at - 1 ? "+" : "-")
                + (word.isGoods() ? "+" : "-")
                + (lastGoods > at + 1 ? "+" : "-")
                + word.sold().sign;
        addContext(buckets, 84, goods);
        addContext(buckets, 85, goods + meant(words, at - 1));
        addContext(buckets, 86, goods + meant(words, at + 1));
        addContext(buckets, 87, goods + word.commonness());
    }

    private static void addAbout(IntSet buckets, List<Word> words, int at, String about) {
        Word word = words.get(at);
        addContext(buckets, 90, about);
        addContext(buckets, 91, about + word.meant());
        addContext(buckets, 92, about + word.sold().sign);
        addContext(buckets, 93, about + meant(words, at - 1));
        addContext(buckets, 94, about + meant(words, at + 1));
        addContext(buckets, 95, about + shapes(words, at));
        addContext(buckets, 96, about + commonness(words, at - 1) + word.commonness() + commonness(words, at + 1));
        addContext(buckets, 97, about + meant(words, at - 2) + ' ' + meant(words, at - 1));
        addContext(buckets, 98, about + meant(words, at + 1) + ' ' + meant(words, at + 2));
        for (String name : word.classes()) {
            addContext(buckets, 99, about + name);
        }
    }

    private static void addClasses(IntSet buckets, int kind, List<Word> words, int at) {
        if (at >= 0 && at < words.size()) {
            words.get(at).classes().forEach(name -> addContext(buckets, kind, name));
        }
    }

    /** How a word stands in the names of the shop's goods: whether one begins or ends with it, and what it has beside it there. */
    private static String named(List<Word> words, int at) {
        Word word = words.get(at);
        return word.sold().sign + (word.begins() ? "b" : "") + (word.ends() ? "e" : "") + joined(words, at);
    }

    private static String joined(List<Word> words, int at) {
        boolean after = at + 1 < words.size() && words.get(at + 1).joined();
        return (words.get(at).joined() ? "<" : "|") + (after ? ">" : "|");
    }

    private static String shapes(List<Word> words, int at) {
        return shape(words, at - 1) + shape(words, at) + shape(words, at + 1);
    }

    private static void addContext(IntSet buckets, int kind, String what) {
        buckets.add(bucket(kind, what, MentionTagger.BUCKETS));
    }

    private static String meant(List<Word> words, int at) {
        return at(words, at, Word::meant);
    }

    private static String commonness(List<Word> words, int at) {
        return at(words, at, word -> String.valueOf(word.commonness()));
    }

    private static String shape(List<Word> words, int at) {
        return at(words, at, FeatureExtractor::shape);
    }

    private static String sold(List<Word> words, int at) {
        return at(words, at, word -> word.sold().sign);
    }

    /** What a word has, or what stands for there being none before the first and after the last one. */
    private static <T> String at(List<T> words, int at, Function<T, String> what) {
        return at < 0 ? "^" : at >= words.size() ? "$" : what.apply(words.get(at));
    }

    private static String shape(Word word) {
        return switch (word.token().kind()) {
            case WORD -> word.form().length() <= 3 ? "w" : "W";
            case NUMBER -> word.form().chars().anyMatch(Character::isLetter) ? "M" : "N";
            case SIGN -> word.form();
            case EMOJI -> "E";
            case BREAK -> "B";
        };
    }

    private List<Word> words(List<Token> tokens, ShopTerms terms) {
        List<Token> corrected = new ArrayList<>(tokens.size());
        for (Token token : tokens) {
            String meant = token.kind() == Token.Kind.WORD ? spelling.meant(token.text()) : null;
            corrected.add(meant == null ? token : new Token(meant, token.start(), token.end(), token.kind()));
        }
        List<List<String>> classes = lexicon.classesOf(corrected);
        List<List<String>> sold = terms.isEmpty() ? List.of() : terms.classesOf(tokens);
        int[] clauses = Clauses.numbers(tokens);
        List<Word> words = new ArrayList<>(tokens.size());
        for (int i = 0; i < tokens.size(); i++) {
            List<String> known = sold.isEmpty() ? List.of() : sold.get(i);
            words.add(new Word(
                    tokens.get(i),
                    form(tokens.get(i)),
                    form(corrected.get(i)),
                    both(classes.get(i), known),
                    clauses[i],
                    spelling.commonness(corrected.get(i).text()),
                    !terms.nameGoods() ? Sold.UNKNOWN : known.contains(ShopTerms.SOLD) ? Sold.YES : Sold.NO,
                    i > 0 && terms.join(tokens.get(i - 1), tokens.get(i)),
                    terms.nameBegins(tokens.get(i)),
                    terms.nameEnds(tokens.get(i))));
        }
        return words;
    }

    private static List<String> both(List<String> classes, List<String> more) {
        if (more.isEmpty() || classes.containsAll(more)) {
            return classes;
        }
        List<String> all = new ArrayList<>(classes);
        more.stream().filter(name -> !classes.contains(name)).forEach(all::add);
        return all;
    }

    private static int[] wide(List<Word> words, ShopTerms terms) {
        IntSet buckets = new IntSet();
        String before = "^";
        String classBefore = "^";
        int count = 0;
        for (int i = 0; i < words.size() && buckets.size() < MAX_WIDE; i++) {
            Word word = words.get(i);
            buckets.add(bucket(1, word.form(), WIDE_BUCKETS));
            if (word.hasLetters()) {
                count++;
                addCharacters(buckets, word.form());
                if (word.isSlip()) {
                    buckets.add(bucket(1, word.meant(), WIDE_BUCKETS));
                    addCharacters(buckets, word.meant());
                }
                buckets.add(bucket(2, before + ' ' + word.meant(), WIDE_BUCKETS));
                before = word.meant();
                String name = nameOf(word);
                for (String each : word.classes()) {
                    buckets.add(bucket(3, each, WIDE_BUCKETS));
                }
                buckets.add(bucket(4, classBefore + ' ' + name, WIDE_BUCKETS));
                classBefore = name;
                if (word.clause() > 0) {
                    // Which question came first decides which one is the primary one.
                    buckets.add(bucket(8, (word.clause() == 1 ? "first " : "later ") + word.meant(), WIDE_BUCKETS));
                }
            }
        }
        buckets.add(bucket(2, before + " $", WIDE_BUCKETS));
        buckets.add(bucket(4, classBefore + " $", WIDE_BUCKETS));
        buckets.add(bucket(5, count > 12 ? "long" : count > 6 ? "mid" : String.valueOf(count), WIDE_BUCKETS));
        if (terms.nameGoods()) {
            boolean sells = words.stream().anyMatch(word -> word.sold() == Sold.YES);
            buckets.add(bucket(7, sells ? "sells" : "sells nothing of it", WIDE_BUCKETS));
        }
        return buckets.toArray();
    }

    /** The word by its class: what is said of one thing is said of any. */
    private static String nameOf(Word word) {
        List<String> classes = word.classes();
        return classes.isEmpty() ? word.meant() : classes.contains(Lexicon.GOODS) ? Lexicon.GOODS : classes.getFirst();
    }

    private static void addCharacters(IntSet buckets, String form) {
        String padded = '<' + form + '>';
        for (int n = 2; n <= 5; n++) {
            for (int at = 0; at + n <= padded.length(); at++) {
                buckets.add(bucket(10 + n, padded, at, at + n, WIDE_BUCKETS));
            }
        }
    }

    private static int[] subwords(List<Word> words, int at) {
        Word word = words.get(at);
        IntSet buckets = new IntSet();
        buckets.add(bucket(1, word.form(), WORD_BUCKETS));
        for (String name : word.classes()) {
            buckets.add(bucket(3, name, WORD_BUCKETS));
        }
        if (word.isSlip()) {
            buckets.add(bucket(1, word.meant(), WORD_BUCKETS));
            addSubwords(buckets, word.meant());
        }
        if (word.hasLetters()) {
            addSubwords(buckets, word.form());
        }
        if (word.token().kind() == Token.Kind.NUMBER) {
            buckets.add(bucket(6, "number", WORD_BUCKETS));
        }
        if (word.token().kind() == Token.Kind.WORD) {
            buckets.add(bucket(9, String.valueOf(word.commonness()), WORD_BUCKETS));
        }
        if (word.clause() > 0) {
            buckets.add(bucket(8, String.valueOf(word.clause()), WORD_BUCKETS));
        }
        if (word.sold() != Sold.UNKNOWN) {
            buckets.add(bucket(20, word.sold().sign, WORD_BUCKETS));
            buckets.add(bucket(21, joined(words, at), WORD_BUCKETS));
        }
        return buckets.toArray();
    }

    private static void addSubwords(IntSet buckets, String form) {
        String padded = '<' + form + '>';
        for (int n = 3; n <= 5; n++) {
            for (int at = 0; at + n <= padded.length() && buckets.size() < MAX_SUBWORDS; at++) {
                buckets.add(bucket(10 + n, padded, at, at + n, WORD_BUCKETS));
            }
        }
    }

    /** Digits count by their number alone: «1.500» and «2.300» are one form, «15» and «38» another. */
    private static String form(Token token) {
        String text = token.text();
        for (int i = 0; i < text.length(); i++) {
            if (Character.isDigit(text.charAt(i))) {
                StringBuilder form = new StringBuilder(text.length());
                for (int j = 0; j < text.length(); j++) {
                    char c = text.charAt(j);
                    form.append(Character.isDigit(c) ? '0' : c);
                }
                return form.toString();
            }
        }
        return text;
    }

    private static int bucket(int kind, String text, int buckets) {
        return bucket(kind, text, 0, text.length(), buckets);
    }

    /** FNV-1a with a final mix; never 0. */
    private static int bucket(int kind, String text, int start, int end, int buckets) {
        int hash = 0x811C9DC5 ^ (kind * 0x9E3779B9);
        for (int i = start; i < end; i++) {
            hash = (hash ^ text.charAt(i)) * 0x01000193;
        }
        hash ^= hash >>> 16;
        hash *= 0x85EBCA6B;
        hash ^= hash >>> 13;
        return 1 + Math.floorMod(hash, buckets - 1);
    }

    /** Distinct ints in the order of first appearance. */
    private static final class IntSet {
        private int[] table = new int[512];
        private int[] values = new int[256];
        private int size;

        void add(int value) {
            int slot = ((value * 0x9E3779B9) >>> 8) & (table.length - 1);
            while (table[slot] != 0) {
                if (table[slot] == value) {
                    return;
                }
                slot = (slot + 1) & (table.length - 1);
            }
            table[slot] = value;
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = value;
            if (size * 2 > table.length) {
                grow();
            }
        }

        private void grow() {
            int[] kept = toArray();
            table = new int[table.length * 2];
            size = 0;
            for (int value : kept) {
                add(value);
            }
        }

        int size() {
            return size;
        }

        int[] toArray() {
            return Arrays.copyOf(values, size);
        }
    }
}
