package ar.isac.crm.understanding.training;

import ar.isac.crm.understanding.Intent;
import ar.isac.crm.understanding.Token;
import ar.isac.crm.understanding.Tokenizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a developer would pick instead of training a network. */
interface Peer {

    String name();

    /** The likeliest primary intent. */
    Intent predict(String text);

    /** A single-label classifier reads a message of two questions clause by clause. */
    default Set<Intent> predictAll(String text) {
        Set<Intent> intents = new LinkedHashSet<>();
        for (String clause : text.split("[\\n.?!,]+|\\s+y\\s+|\\s+-\\s+", -1)) {
            if (!clause.isBlank()) {
                intents.add(predict(clause));
            }
        }
        intents.add(predict(text));
        return intents;
    }

    /** Character 2–5-grams within words and word 1–2-grams, of a text normalised as the model's is. */
    static List<String> grams(String text) {
        List<String> grams = new ArrayList<>(256);
        String before = "^";
        for (Token token : Tokenizer.tokenize(text)) {
            String word = token.text();
            grams.add("w " + word);
            grams.add("b " + before + ' ' + word);
            before = word;
            if (token.kind() == Token.Kind.WORD || token.kind() == Token.Kind.NUMBER) {
                String padded = '<' + word + '>';
                for (int n = 2; n <= 5; n++) {
                    for (int at = 0; at + n <= padded.length(); at++) {
                        grams.add("c " + padded.substring(at, at + n));
                    }
                }
            }
        }
        grams.add("b " + before + " $");
        return grams;
    }
}
