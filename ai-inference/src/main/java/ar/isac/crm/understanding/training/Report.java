package ar.isac.crm.understanding.training;

import ar.isac.crm.understanding.FeatureExtractor;
import ar.isac.crm.understanding.Intent;
import ar.isac.crm.understanding.IntentModel;
import ar.isac.crm.understanding.Lexicon;
import ar.isac.crm.understanding.MessageAnalysis;
import ar.isac.crm.understanding.training.Evaluation.Prediction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * How a model fares on the personas kept for testing, in the situations that matter, beside the linear baseline.
 *
 * @param plain the messages as they are
 * @param greeted with a greeting in front
 * @param typos with one slip of the thumb
 * @param bothFound share of joined pairs whose two intents are both among the intents
 * @param intentF1 micro-F1 of all intents of a message
 * @param spanF1 micro-F1 of exact mentions with their type
 * @param baseline the linear model's on the same messages, in the same order
 */
public record Report(
        Evaluation plain,
        Evaluation greeted,
        Evaluation typos,
        double bothFound,
        double intentF1,
        double spanF1,
        Baseline baseline) {

    private static final long SEED = 7;

    /** Accuracies and macro-F1 of the linear model. */
    public record Baseline(double accuracy, double macroF1, double greeted, double typos) {}

    /** Measures on the test part; the baseline is trained on what the model is. */
    public static Report of(IntentModel model, Splits splits) {
        List<LabelledMessage> test = splits.test();
        Perturbations perturbed = Perturbations.of(test, new Random(SEED));
        List<MessageAnalysis> plain = analyses(model, test);
        FeatureExtractor extractor = new FeatureExtractor(Lexicon.load());
        LinearBaseline linear = LinearBaseline.train(extractor, splits.trainingAndValidation(), 15, 0.3, 1e-4, SEED);
        Evaluation linearPlain = Evaluation.of(linear(linear, test));
        return new Report(
                Evaluation.of(predictions(test, plain)),
                Evaluation.of(predictions(perturbed.greeted(), analyses(model, perturbed.greeted()))),
                Evaluation.of(predictions(perturbed.typos(), analyses(model, perturbed.typos()))),
                bothFound(perturbed.joined(), analyses(model, perturbed.joined())),
                intentF1(test, plain),
                spanF1(test, plain),
                new Baseline(
                        linearPlain.accuracy(),
                        linearPlain.macroF1(),
                        Evaluation.of(linear(linear, perturbed.greeted())).accuracy(),
                        Evaluation.of(linear(linear, perturbed.typos())).accuracy()));
    }

    /** The report as lines to print. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(row("", "model", "linear"));
        lines.add(row("accuracy", plain.accuracy(), baseline.accuracy()));
        lines.add(row("macro-F1", plain.macroF1(), baseline.macroF1()));
        lines.add(row("accuracy, greeting in front", greeted.accuracy(), baseline.greeted()));
        lines.add(row("accuracy, one typo", typos.accuracy(), baseline.typos()));
        lines.add(row("accuracy of the surest 80 %", plain.accuracyAt80()));
        lines.add(row("both of two joined intents", bothFound));
        lines.add(row("micro-F1 of all intents", intentF1));
        lines.add(row("micro-F1 of exact mentions", spanF1));
        lines.add(row("calibration error", plain.ece()));
        return lines;
    }

    private static String row(String name, String... cells) {
        return String.format(Locale.ROOT, "%-30s", name) + String.join(" ", cells);
    }

    private static String row(String name, double... values) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-30s", name));
        for (double value : values) {
            line.append(String.format(Locale.ROOT, "%.3f  ", value));
        }
        return line.toString().strip();
    }

    private static List<MessageAnalysis> analyses(IntentModel model, List<LabelledMessage> messages) {
        return model.analyse(messages.stream().map(LabelledMessage::text).toList());
    }

    private static List<Prediction> predictions(List<LabelledMessage> messages, List<MessageAnalysis> analyses) {
        List<Prediction> predictions = new ArrayList<>(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            MessageAnalysis.ScoredIntent primary = analyses.get(i).primary();
            predictions.add(new Prediction(messages.get(i).primary(), primary.intent(), primary.probability()));
        }
        return predictions;
    }

    private static List<Prediction> linear(LinearBaseline baseline, List<LabelledMessage> messages) {
        return messages.stream()
                .map(message -> new Prediction(message.primary(), baseline.predict(message.text()), 1))
                .toList();
    }

    private static double bothFound(List<LabelledMessage> messages, List<MessageAnalysis> analyses) {
        int both = 0;
        for (int i = 0; i < messages.size(); i++) {
            both += analyses.get(i).intentSet().containsAll(messages.get(i).intents()) ? 1 : 0;
        }
        return both / (double) Math.max(1, messages.size());
    }

    private static double intentF1(List<LabelledMessage> messages, List<MessageAnalysis> analyses) {
        Overlap overlap = new Overlap();
        for (int i = 0; i < messages.size(); i++) {
            Set<Intent> right = Set.copyOf(messages.get(i).intents());
            overlap.add(right, analyses.get(i).intentSet());
        }
        return overlap.f1();
    }

    private static double spanF1(List<LabelledMessage> messages, List<MessageAnalysis> analyses) {
        Overlap overlap = new Overlap();
        for (int i = 0; i < messages.size(); i++) {
            Set<LabelledMessage.Span> right = Set.copyOf(messages.get(i).spans());
            Set<LabelledMessage.Span> found = new HashSet<>();
            analyses.get(i)
                    .entities()
                    .forEach(
                            entity -> found.add(new LabelledMessage.Span(entity.type(), entity.start(), entity.end())));
            overlap.add(right, found);
        }
        return overlap.f1();
    }

    private static final class Overlap {
        private int found;
        private int invented;
        private int missed;

        <T> void add(Set<T> right, Set<T> said) {
            for (T each : said) {
                if (right.contains(each)) {
                    found++;
                } else {
                    invented++;
                }
            }
            for (T each : right) {
                missed += said.contains(each) ? 0 : 1;
            }
        }

        double f1() {
            return found == 0 ? 0 : 2.0 * found / (2 * found + invented + missed);
        }
    }
}
