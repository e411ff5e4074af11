package ar.isac.crm.understanding.training;

import ar.isac.crm.understanding.Token;
import ar.isac.crm.understanding.Tokenizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds texts whose sets of character 3-grams, after normalising, overlap (Jaccard) by a share or more. */
public final class NearDuplicates {

    private final double share;
    private final List<Set<String>> texts = new ArrayList<>();
    private final Map<String, List<Integer>> textsOfGram = new HashMap<>();

    public NearDuplicates(double share) {
        this.share = share;
    }

    /** Adds a text to compare with. */
    public void add(String text) {
        Set<String> grams = grams(text);
        for (String gram : grams) {
            textsOfGram.computeIfAbsent(gram, key -> new ArrayList<>()).add(texts.size());
        }
        texts.add(grams);
    }

    /** Whether an added text is as near as the share or nearer. */
    public boolean hasNear(String text) {
        Set<String> grams = grams(text);
        Map<Integer, Integer> shared = new HashMap<>();
        for (String gram : grams) {
            for (int other : textsOfGram.getOrDefault(gram, List.of())) {
                shared.merge(other, 1, Integer::sum);
            }
        }
        return shared.entrySet().stream().anyMatch(entry -> {
            int union = grams.size() + texts.get(entry.getKey()).size() - entry.getValue();
            return entry.getValue() >= share * union;
        });
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
