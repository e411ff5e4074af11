package ar.isac.crm.understanding.training;

import ar.isac.crm.understanding.Intent;
import ar.isac.crm.understanding.ScoreLayout;
import java.util.List;

/** Fits the few numbers between raw scores and probabilities, on validation messages. */
final class Calibration {

    private static final int INTENTS = Intent.values().length;

    /** β² of the threshold's F: a question that is missed costs a shop more than one answered beside it. */
    private static final double WEIGHT_OF_RECALL = 1.25 * 1.25;

    private Calibration() {}

    /** A raw row of scores with what is right. */
    @SuppressWarnings("ArrayRecordComponent") // Handed on once and never compared.
    record Scored(float[] scores, LabelledMessage message) {}

    /** Of {@code sigmoid(scale · score + shift)}. */
    record Scale(double scale, double shift) {}

    /** The softmax temperature of least negative log likelihood. */
    static double temperature(List<Scored> rows) {
        double best = 1;
        double least = Double.POSITIVE_INFINITY;
        for (double candidate = 0.4; candidate <= 2.5; candidate += 0.02) {
            double sum = 0;
            for (Scored row : rows) {
                sum -= logProbability(
                        row.scores(), ScoreLayout.columnOf(row.message().primary()), candidate);
            }
            if (sum < least) {
                least = sum;
                best = candidate;
            }
        }
        return best;
    }

    /** Platt scaling shared by all independent intents, by gradient descent. */
    static Scale scale(List<Scored> rows) {
        double scale = 1;
        double shift = 0;
        for (int round = 0; round < 300; round++) {
            double slopeOfScale = 0;
            double slopeOfShift = 0;
            double curvature = 0;
            for (Scored row : rows) {
                for (Intent intent : Intent.values()) {
                    double score = row.scores()[INTENTS + ScoreLayout.columnOf(intent)];
                    double probability = 1 / (1 + Math.exp(-(scale * score + shift)));
                    double error = probability - (row.message().intents().contains(intent) ? 1 : 0);
                    slopeOfScale += error * score;
                    slopeOfShift += error;
                    curvature += probability * (1 - probability);
                }
            }
            double step = 0.1 / Math.max(1, curvature);
            scale -= step * slopeOfScale;
            shift -= step * slopeOfShift;
        }
        return new Scale(scale, shift);
    }

    /** The threshold with the best micro-F of independent intents. */
    static double threshold(List<Scored> rows, Scale scale) {
        double best = 0.5;
        double highest = -1;
        for (double candidate = 0.2; candidate <= 0.7; candidate += 0.025) {
            int found = 0;
            int invented = 0;
            int missed = 0;
            for (Scored row : rows) {
                for (Intent intent : Intent.values()) {
                    double score = row.scores()[INTENTS + ScoreLayout.columnOf(intent)];
                    boolean says = 1 / (1 + Math.exp(-(scale.scale() * score + scale.shift()))) >= candidate;
                    boolean is = row.message().intents().contains(intent);
                    found += says && is ? 1 : 0;
                    invented += says && !is ? 1 : 0;
                    missed += !says && is ? 1 : 0;
                }
            }
            double right = (1 + WEIGHT_OF_RECALL) * found;
            double f = right / Math.max(1, right + WEIGHT_OF_RECALL * missed + invented);
            if (f > highest) {
                highest = f;
                best = candidate;
            }
        }
        return best;
    }

    /** The share whose highest score is the primary intent's. */
    static double accuracy(List<Scored> rows) {
        return rightWith(rows, 1, 0) / (double) Math.max(1, rows.size());
    }

    /** The highest probability, up to 0.4, under which saying {@code OTHER} instead costs no accuracy. */
    static double abstention(List<Scored> rows, double temperature) {
        int before = rightWith(rows, temperature, 0);
        double highest = 0;
        for (double candidate = 0.1; candidate <= 0.4; candidate += 0.02) {
            if (rightWith(rows, temperature, candidate) >= before) {
                highest = candidate;
            }
        }
        return highest;
    }

    private static int rightWith(List<Scored> rows, double temperature, double abstainBelow) {
        int right = 0;
        for (Scored row : rows) {
            int best = 0;
            for (int i = 1; i < INTENTS; i++) {
                best = row.scores()[i] > row.scores()[best] ? i : best;
            }
            boolean abstains = Math.exp(logProbability(row.scores(), best, temperature)) < abstainBelow;
            Intent said = abstains ? Intent.OTHER : ScoreLayout.intentOf(best);
            right += said == row.message().primary() ? 1 : 0;
        }
        return right;
    }

    private static double logProbability(float[] scores, int index, double temperature) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < INTENTS; i++) {
            highest = Math.max(highest, scores[i] / temperature);
        }
        double sum = 0;
        for (int i = 0; i < INTENTS; i++) {
            sum += Math.exp(scores[i] / temperature - highest);
        }
        return scores[index] / temperature - highest - Math.log(sum);
    }
}
