package ar.isac.crm.understanding.training;

import ar.isac.crm.understanding.Token;
import ar.isac.crm.understanding.Tokenizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds texts whose sets of character 3-grams, after normalising, overlap (Jaccard) by a share or more. */
public final class NearDuplicates {

    private static final BitSet NONE = new BitSet();

    private final double share;
    private final List<Integer> sizes = new ArrayList<>();
    private final Map<String, BitSet> textsOfGram = new HashMap<>();

    public NearDuplicates(double share) {
        this.share = share;
    }

    /** Adds a text to compare with. */
    public void add(String text) {
        Set<String> grams = grams(text);
        for (String gram : grams) {
            textsOfGram.computeIfAbsent(gram, key -> new BitSet()).set(sizes.size());
        }
        sizes.add(grams.size());
    }

    /** Whether an added text is as near as the share or nearer; may be asked on several threads once all are added. */
    public boolean hasNear(String text) {
        Set<String> grams = grams(text);
        int[] shared = new int[sizes.size()];
        for (String gram : grams) {
            BitSet texts = textsOfGram.getOrDefault(gram, NONE);
            for (int i = texts.nextSetBit(0); i >= 0; i = texts.nextSetBit(i + 1)) {
                shared[i]++;
            }
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
}
