package ar.isac.crm.understanding.training;

import ar.isac.crm.understanding.FeatureExtractor;
import ar.isac.crm.understanding.Intent;
import ar.isac.crm.understanding.ScoreLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The sanity figure: a softmax regression on character 2–5-grams and word 1–2-grams, trained on the labelled messages as
 * they are. The network must beat it to earn its place.
 */
public final class LinearBaseline {

    private static final int INTENTS = Intent.values().length;

    private final FeatureExtractor extractor;
    private final float[] weights = new float[FeatureExtractor.WIDE_BUCKETS * INTENTS];

    private LinearBaseline(FeatureExtractor extractor) {
        this.extractor = extractor;
    }

    /** Trains by AdaGrad; {@code decay} is the L2 penalty of one step. */
    public static LinearBaseline train(
            FeatureExtractor extractor,
            List<LabelledMessage> messages,
            int epochs,
            double rate,
            double decay,
            long seed) {
        LinearBaseline baseline = new LinearBaseline(extractor);
        baseline.fit(messages, epochs, rate, decay, new Random(seed));
        return baseline;
    }

    private void fit(List<LabelledMessage> messages, int epochs, double rate, double decay, Random random) {
        float[] squares = new float[weights.length];
        List<int[]> features = messages.stream()
                .map(message -> extractor.plain(message.text()))
                .toList();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            order.add(i);
        }
        for (int epoch = 0; epoch < epochs; epoch++) {
            Collections.shuffle(order, random);
            for (int index : order) {
                int[] buckets = features.get(index);
                double[] gradient = probabilities(buckets);
                gradient[ScoreLayout.columnOf(messages.get(index).primary())] -= 1;
                double value = 1 / Math.sqrt(Math.max(1, buckets.length));
                for (int bucket : buckets) {
                    for (int i = 0; i < INTENTS; i++) {
                        int at = bucket * INTENTS + i;
                        double slope = gradient[i] * value + decay * weights[at];
                        squares[at] += (float) (slope * slope);
                        weights[at] -= (float) (rate * slope / Math.sqrt(squares[at] + 1e-8));
                    }
                }
            }
        }
    }

    /** The likeliest primary intent. */
    public Intent predict(String text) {
        double[] probabilities = probabilities(extractor.plain(text));
        int best = 0;
        for (int i = 1; i < INTENTS; i++) {
            if (probabilities[i] > probabilities[best]) {
                best = i;
            }
        }
        return ScoreLayout.intentOf(best);
    }

    private double[] probabilities(int[] buckets) {
        double[] scores = new double[INTENTS];
        double value = 1 / Math.sqrt(Math.max(1, buckets.length));
        for (int bucket : buckets) {
            for (int i = 0; i < INTENTS; i++) {
                scores[i] += value * weights[bucket * INTENTS + i];
            }
        }
        double highest = Double.NEGATIVE_INFINITY;
        for (double score : scores) {
            highest = Math.max(highest, score);
        }
        double sum = 0;
        for (int i = 0; i < INTENTS; i++) {
            scores[i] = Math.exp(scores[i] - highest);
            sum += scores[i];
        }
        for (int i = 0; i < INTENTS; i++) {
            scores[i] /= sum;
        }
        return scores;
    }
}
