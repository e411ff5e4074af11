package ar.isac.crm.understanding.training;

import ar.isac.crm.understanding.Token;
import ar.isac.crm.understanding.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds texts whose sets of character 3-grams, after normalising, overlap (Jaccard) by a share or more. */
public final class NearDuplicates {

    private static final Texts NONE = new Texts();

    private final double share;
    private final List<Integer> sizes = new ArrayList<>();
    private final Map<String, Texts> textsOfGram = new HashMap<>();

    public NearDuplicates(double share) {
        this.share = share;
    }

    /** Adds a text to compare with. */
    public void add(String text) {
        Set<String> grams = grams(text);
        for (String gram : grams) {
            textsOfGram.computeIfAbsent(gram, key -> new Texts()).add(sizes.size());
        }
        sizes.add(grams.size());
    }

    /** Whether an added text is as near as the share or nearer; may be asked on several threads once all are added. */
    public boolean hasNear(String text) {
        Set<String> grams = grams(text);
        int[] shared = new int[sizes.size()];
        for (String gram : grams) {
            textsOfGram.getOrDefault(gram, NONE).countIn(shared);
        }
        for (int i = 0; i < shared.length; i++) {
            if (shared[i] >= share * (grams.size() + sizes.get(i) - shared[i])) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> grams(String text) {
        StringBuilder joined = new StringBuilder(" ");
        for (Token token : Tokenizer.tokenize(text)) {
            if (token.kind() == Token.Kind.WORD || token.kind() == Token.Kind.NUMBER) {
                joined.append(token.text()).append(' ');
            }
        }
        Set<String> grams = new HashSet<>();
        for (int i = 0; i + 3 <= joined.length(); i++) {
            grams.add(joined.substring(i, i + 3));
        }
        return grams;
    }

    /** The numbers of texts that have a gram: looked through for every gram of every message, so plain numbers. */
    private static final class Texts {

        private int[] numbers = new int[4];
        private int count;

        void add(int number) {
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * count);
            }
            numbers[count++] = number;
        }

        void countIn(int[] counts) {
            for (int i = 0; i < count; i++) {
                counts[numbers[i]]++;
            }
        }
    }
}
