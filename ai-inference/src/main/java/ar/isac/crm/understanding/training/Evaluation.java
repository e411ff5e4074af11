package ar.isac.crm.understanding.training;

import ar.isac.crm.understanding.Intent;
import ar.isac.crm.understanding.ScoreLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Figures of single-label predictions.
 *
 * @param accuracy share of right ones
 * @param macroF1 mean F1 of the labels that occur among the right answers
 * @param labels a row for each label that occurs as answer or prediction
 * @param confusion wrong pairs, the most frequent first
 * @param ece expected calibration error over ten equal bins
 * @param accuracyAt80 accuracy among the surest 80 %
 */
public record Evaluation(
        int count,
        double accuracy,
        double macroF1,
        Map<Intent, Row> labels,
        List<Confusion> confusion,
        double ece,
        double accuracyAt80) {

    /** One answer. */
    public record Prediction(Intent right, Intent predicted, double probability) {

        boolean isRight() {
            return right == predicted;
        }
    }

    /** How one label fares. */
    public record Row(double precision, double recall, double f1, int support) {}

    /** How often a label was taken for another. */
    public record Confusion(Intent label, Intent predicted, int count) {}

    /** The figures of {@code predictions}, of which there must be at least one. */
    public static Evaluation of(List<Prediction> predictions) {
        if (predictions.isEmpty()) {
            throw new IllegalArgumentException("Nothing to evaluate");
        }
        int[][] counts = new int[Intent.values().length][Intent.values().length];
        int right = 0;
        for (Prediction prediction : predictions) {
            counts[ScoreLayout.columnOf(prediction.right())][ScoreLayout.columnOf(prediction.predicted())]++;
            right += prediction.isRight() ? 1 : 0;
        }
        Map<Intent, Row> rows = rows(counts);
        double macroF1 = rows.values().stream()
                .filter(row -> row.support() > 0)
                .mapToDouble(Row::f1)
                .average()
                .orElse(0);
        return new Evaluation(
                predictions.size(),
                right / (double) predictions.size(),
                macroF1,
                rows,
                confusion(counts),
                calibrationError(predictions),
                accuracyOfSurest(predictions, 0.8));
    }

    private static Map<Intent, Row> rows(int[][] counts) {
        Map<Intent, Row> rows = new EnumMap<>(Intent.class);
        for (Intent intent : Intent.values()) {
            int i = ScoreLayout.columnOf(intent);
            int support = 0;
            int predicted = 0;
            for (int j = 0; j < counts.length; j++) {
                support += counts[i][j];
                predicted += counts[j][i];
            }
            if (support + predicted > 0) {
                double precision = predicted == 0 ? 0 : counts[i][i] / (double) predicted;
                double recall = support == 0 ? 0 : counts[i][i] / (double) support;
                double f1 = precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
                rows.put(intent, new Row(precision, recall, f1, support));
            }
        }
        return rows;
    }

    private static List<Confusion> confusion(int[][] counts) {
        List<Confusion> pairs = new ArrayList<>();
        for (Intent label : Intent.values()) {
            for (Intent predicted : Intent.values()) {
                int count = counts[ScoreLayout.columnOf(label)][ScoreLayout.columnOf(predicted)];
                if (label != predicted && count > 0) {
                    pairs.add(new Confusion(label, predicted, count));
                }
            }
        }
        pairs.sort(Comparator.comparingInt(Confusion::count).reversed());
        return List.copyOf(pairs);
    }

    private static double calibrationError(List<Prediction> predictions) {
        Map<Integer, List<Prediction>> bins = new TreeMap<>();
        for (Prediction prediction : predictions) {
            int bin = Math.min(9, (int) (prediction.probability() * 10));
            bins.computeIfAbsent(bin, key -> new ArrayList<>()).add(prediction);
        }
        double error = 0;
        for (List<Prediction> bin : bins.values()) {
            double sure =
                    bin.stream().mapToDouble(Prediction::probability).average().orElse(0);
            double right = bin.stream().filter(Prediction::isRight).count() / (double) bin.size();
            error += Math.abs(sure - right) * bin.size() / predictions.size();
        }
        return error;
    }

    private static double accuracyOfSurest(List<Prediction> predictions, double coverage) {
        List<Prediction> surest = predictions.stream()
                .sorted(Comparator.comparingDouble(Prediction::probability).reversed())
                .limit(Math.max(1, Math.round(predictions.size() * coverage)))
                .toList();
        return surest.stream().filter(Prediction::isRight).count() / (double) surest.size();
    }
}
