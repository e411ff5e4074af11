package ar.isac.crm.understanding;

import java.util.List;

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

    /** Reads a text; one without any token has no wide feature and one empty word. */
    public Features extract(String text, ShopTerms terms) {
        return extract(Tokenizer.tokenize(text), terms);
    }

    /** Reads tokens, which may be part of a message. */
    Features extract(List<Token> tokens, ShopTerms terms) {
        Words known = Words.of(tokens, terms, lexicon, spelling);
        int[][] words = new int[Math.max(1, known.size())][];
        words[0] = new int[] {1};
        for (int i = 0; i < known.size(); i++) {
            words[i] = subwords(known, i);
        }
        return new Features(tokens, wide(known, terms), words);
    }

    /** What the tagger of mentions sees of each token of a message about something. */
    public int[][] contexts(List<Token> tokens, ShopTerms terms, Intent about) {
        return MentionFeatures.of(Words.of(tokens, terms, lexicon, spelling), about);
    }

    private static int[] wide(Words words, ShopTerms terms) {
        Buckets buckets = new Buckets(WIDE_BUCKETS);
        String before = "^";
        String nameBefore = "^";
        int count = 0;
        boolean sells = false;
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            sells |= word.sold() == Word.Sold.YES;
            if (buckets.size() >= MAX_WIDE) {
                continue;
            }
            buckets.add(1, word.form());
            if (word.hasLetters()) {
                count++;
                addNGrams(buckets, word.form(), 2, Integer.MAX_VALUE);
                if (word.isSlip()) {
                    buckets.add(1, word.meant());
                    addNGrams(buckets, word.meant(), 2, Integer.MAX_VALUE);
                }
                buckets.add(2, before + ' ' + word.meant());
                before = word.meant();
                for (String each : word.classes()) {
                    buckets.add(3, each);
                }
                buckets.add(4, nameBefore + ' ' + word.name());
                nameBefore = word.name();
                if (word.clause() > 0) {
                    // Which question came first decides which one is the primary one.
                    buckets.add(8, (word.clause() == 1 ? "first " : "later ") + word.meant());
                }
            }
        }
        buckets.add(2, before + " $");
        buckets.add(4, nameBefore + " $");
        buckets.add(5, count > 12 ? "long" : count > 6 ? "mid" : String.valueOf(count));
        if (terms.nameGoods()) {
            buckets.add(7, sells ? "sells" : "sells nothing of it");
        }
        return buckets.toArray();
    }

    private static int[] subwords(Words words, int at) {
        Word word = words.get(at);
        Buckets buckets = new Buckets(WORD_BUCKETS);
        buckets.add(1, word.form());
        for (String name : word.classes()) {
            buckets.add(3, name);
        }
        if (word.isSlip()) {
            buckets.add(1, word.meant());
            addNGrams(buckets, word.meant(), 3, MAX_SUBWORDS);
        }
        if (word.hasLetters()) {
            addNGrams(buckets, word.form(), 3, MAX_SUBWORDS);
        }
        if (word.token().kind() == Token.Kind.NUMBER) {
            buckets.add(6, "number");
        }
        if (word.token().kind() == Token.Kind.WORD) {
            buckets.add(9, words.commonness(at));
        }
        if (word.clause() > 0) {
            buckets.add(8, String.valueOf(word.clause()));
        }
        if (word.sold() != Word.Sold.UNKNOWN) {
            buckets.add(20, words.sold(at));
            buckets.add(21, words.joined(at));
        }
        return buckets.toArray();
    }

    /** The n-grams of a word, from the shortest to five characters, while there is room for more buckets. */
    private static void addNGrams(Buckets buckets, String form, int shortest, int room) {
        String padded = '<' + form + '>';
        for (int n = shortest; n <= 5; n++) {
            for (int at = 0; at + n <= padded.length() && buckets.size() < room; at++) {
                buckets.add(10 + n, padded, at, at + n);
            }
        }
    }
}
