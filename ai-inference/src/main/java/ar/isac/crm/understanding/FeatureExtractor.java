package ar.isac.crm.understanding;

import java.util.Arrays;
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

    public FeatureExtractor(Lexicon lexicon) {
        this.lexicon = lexicon;
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
    public Features extract(String text) {
        return extract(Tokenizer.tokenize(text));
    }

    /** Reads tokens, which may be part of a message. */
    Features extract(List<Token> tokens) {
        List<List<String>> classes = lexicon.classesOf(tokens);
        int[][] words = new int[Math.max(1, tokens.size())][];
        words[0] = new int[] {1};
        for (int i = 0; i < tokens.size(); i++) {
            words[i] = subwords(tokens.get(i), classes.get(i));
        }
        return new Features(tokens, wide(tokens, classes, true), words);
    }

    /** The features of the linear peer: n-grams of characters and words, and no word classes. */
    public int[] plain(String text) {
        List<Token> tokens = Tokenizer.tokenize(text);
        return wide(tokens, List.of(), false);
    }

    private static int[] wide(List<Token> tokens, List<List<String>> classes, boolean withClasses) {
        IntSet buckets = new IntSet();
        String before = "^";
        String classBefore = "^";
        int words = 0;
        for (int i = 0; i < tokens.size() && buckets.size() < MAX_WIDE; i++) {
            Token token = tokens.get(i);
            String form = form(token);
            buckets.add(bucket(1, form, WIDE_BUCKETS));
            if (token.kind() == Token.Kind.WORD || token.kind() == Token.Kind.NUMBER) {
                words++;
                addCharacters(buckets, form);
                buckets.add(bucket(2, before + ' ' + form, WIDE_BUCKETS));
                before = form;
                if (withClasses) {
                    String name =
                            classes.get(i).isEmpty() ? form : classes.get(i).getFirst();
                    for (String each : classes.get(i)) {
                        buckets.add(bucket(3, each, WIDE_BUCKETS));
                    }
                    buckets.add(bucket(4, classBefore + ' ' + name, WIDE_BUCKETS));
                    classBefore = name;
                }
            }
        }
        buckets.add(bucket(2, before + " $", WIDE_BUCKETS));
        if (withClasses) {
            buckets.add(bucket(4, classBefore + " $", WIDE_BUCKETS));
            buckets.add(bucket(5, words > 12 ? "long" : words > 6 ? "mid" : String.valueOf(words), WIDE_BUCKETS));
        }
        return buckets.toArray();
    }

    private static void addCharacters(IntSet buckets, String form) {
        String padded = '<' + form + '>';
        for (int n = 2; n <= 5; n++) {
            for (int at = 0; at + n <= padded.length(); at++) {
                buckets.add(bucket(10 + n, padded, at, at + n, WIDE_BUCKETS));
            }
        }
    }

    private static int[] subwords(Token token, List<String> classes) {
        IntSet buckets = new IntSet();
        String form = form(token);
        buckets.add(bucket(1, form, WORD_BUCKETS));
        for (String name : classes) {
            buckets.add(bucket(3, name, WORD_BUCKETS));
        }
        if (token.kind() == Token.Kind.WORD || token.kind() == Token.Kind.NUMBER) {
            String padded = '<' + form + '>';
            for (int n = 3; n <= 5; n++) {
                for (int at = 0; at + n <= padded.length() && buckets.size() < MAX_SUBWORDS; at++) {
                    buckets.add(bucket(10 + n, padded, at, at + n, WORD_BUCKETS));
                }
            }
        }
        if (token.kind() == Token.Kind.NUMBER) {
            buckets.add(bucket(6, "number", WORD_BUCKETS));
        }
        return buckets.toArray();
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
