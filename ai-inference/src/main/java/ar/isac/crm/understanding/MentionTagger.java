package ar.isac.crm.understanding;

import ar.isac.crm.understanding.MessageAnalysis.Entity;
import ar.isac.crm.understanding.MessageAnalysis.EntityType;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds which words are part of a mention: a linear chain over hashed features of each word and its neighbours, decoded
 * as the best whole sequence of tags. {@link ScoreLayout#tagOf} numbers the tags.
 */
public final class MentionTagger {

    /** Buckets of hashed features. */
    public static final int BUCKETS = 1 << 18;

    static final String FILE = "mentions.bin";

    /** How much the networks' scores count beside the chain's own, which are larger; 0.25 to 1 did equally well on validation. */
    private static final float OPINION = 0.5f;

    private static final int MAGIC = 0x49534D54;

    private static final int TAGS = ScoreLayout.TAGS;

    private static final EntityType[] TYPES = EntityType.values();

    private final float[] weights;
    private final float[] transitions;

    /**
     * A tagger of its weights: {@code TAGS} for each bucket, and for each tag one for each tag before it.
     */
    public MentionTagger(float[] weights, float[] transitions) {
        if (weights.length != BUCKETS * TAGS || transitions.length != TAGS * TAGS) {
            throw new IllegalArgumentException("Weights do not fit the tags");
        }
        this.weights = weights.clone();
        this.transitions = transitions.clone();
    }

    /** The best tags of words with these features; the networks' scores of each word's tags are a second opinion. */
    int[] tags(int[][] features, float[] opinions) {
        return best(features, weights, transitions, opinions);
    }

    /** The best sequence under any weights, those of a tagger in training too. */
    public static int[] best(int[][] features, float[] weights, float[] transitions) {
        return best(features, weights, transitions, new float[features.length * TAGS]);
    }

    private static int[] best(int[][] features, float[] weights, float[] transitions, float[] opinions) {
        int words = features.length;
        float[] score = new float[TAGS];
        int[][] from = new int[words][TAGS];
        for (int word = 0; word < words; word++) {
            float[] next = new float[TAGS];
            for (int tag = 0; tag < TAGS; tag++) {
                next[tag] = OPINION * opinions[word * TAGS + tag];
            }
            for (int bucket : features[word]) {
                for (int tag = 0; tag < TAGS; tag++) {
                    next[tag] += weights[bucket * TAGS + tag];
                }
            }
            for (int tag = 0; tag < TAGS; tag++) {
                int before = -1;
                float highest = Float.NEGATIVE_INFINITY;
                for (int candidate = 0; candidate < TAGS; candidate++) {
                    boolean follows = word == 0 ? candidate == 0 && !continues(tag) : follows(tag, candidate);
                    float reached = follows ? score[candidate] + transitions[tag * TAGS + candidate] : 0;
                    if (follows && (before < 0 || reached > highest)) {
                        before = candidate;
                        highest = reached;
                    }
                }
                from[word][tag] = before;
                next[tag] = before < 0 ? Float.NEGATIVE_INFINITY : next[tag] + highest;
            }
            score = next;
        }
        int[] best = new int[words];
        int tag = 0;
        for (int last = 1; last < TAGS; last++) {
            tag = score[last] > score[tag] ? last : tag;
        }
        for (int word = words - 1; word >= 0; word--) {
            best[word] = tag;
            tag = from[word][tag];
        }
        return best;
    }

    /** A mention is continued only where it was begun. */
    private static boolean follows(int tag, int before) {
        return !continues(tag) || before == tag || before == tag - 1;
    }

    private static boolean continues(int tag) {
        return tag > 0 && tag % 2 == 0;
    }

    /** The bytes of a tagger: transitions as they are, weights as a scale and a byte a value for each bucket in use. */
    void write(DataOutputStream out) throws IOException {
        out.writeInt(MAGIC);
        for (float transition : transitions) {
            out.writeFloat(transition);
        }
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            float largest = 0;
            for (int tag = 0; tag < TAGS; tag++) {
                largest = Math.max(largest, Math.abs(weights[bucket * TAGS + tag]));
            }
            out.writeFloat(largest);
            for (int tag = 0; tag < TAGS && largest > 0; tag++) {
                out.writeByte(Math.round(weights[bucket * TAGS + tag] / largest * Byte.MAX_VALUE));
            }
        }
    }

    static MentionTagger read(DataInputStream in) throws IOException {
        if (in.readInt() != MAGIC) {
            throw new IOException(FILE + " is not a tagger's file");
        }
        float[] transitions = new float[TAGS * TAGS];
        for (int i = 0; i < transitions.length; i++) {
            transitions[i] = in.readFloat();
        }
        float[] weights = new float[BUCKETS * TAGS];
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            float largest = in.readFloat();
            for (int tag = 0; tag < TAGS && largest > 0; tag++) {
                weights[bucket * TAGS + tag] = in.readByte() * largest / Byte.MAX_VALUE;
            }
        }
        return new MentionTagger(weights, transitions);
    }

    /** The mentions that tags mark in a text. */
    static List<Entity> entities(String text, List<Token> tokens, int[] tags) {
        List<Entity> entities = new ArrayList<>(2);
        int at = 0;
        while (at < tokens.size()) {
            int first = at++;
            if (tags[first] != 0) {
                EntityType type = TYPES[(tags[first] - 1) / 2];
                while (at < tokens.size() && tags[at] == ScoreLayout.tagOf(type, false)) {
                    at++;
                }
                int from = tokens.get(first).start();
                int to = tokens.get(at - 1).end();
                entities.add(new Entity(type, text.substring(from, to), from, to));
            }
        }
        return List.copyOf(entities);
    }
}
