package ar.isac.crm.understanding.cli;

import ar.isac.crm.understanding.Intent;
import ar.isac.crm.understanding.IntentModel;
import ar.isac.crm.understanding.MessageAnalysis.ScoredIntent;
import ar.isac.crm.understanding.training.Evaluation;
import ar.isac.crm.understanding.training.Evaluation.Confusion;
import ar.isac.crm.understanding.training.Evaluation.Prediction;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The model's figures on labelled lines, message by message as the product would ask. */
final class EvaluateCommand {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final int MOST_CONFUSED = 15;

    private final PrintStream out;

    EvaluateCommand(PrintStream out) {
        this.out = out;
    }

    private record Labelled(String text, Intent label) {}

    /** Milliseconds of one message. */
    private record Latency(double p50, double p99) {

        static Latency of(long[] nanos) {
            Arrays.sort(nanos);
            return new Latency(at(nanos, 0.50), at(nanos, 0.99));
        }

        private static double at(long[] sorted, double share) {
            int index = (int) Math.ceil(share * sorted.length) - 1;
            return sorted[Math.max(0, index)] / 1e6;
        }
    }

    void run(Main.Options options) throws IOException {
        if (options.operands().size() != 1) {
            throw new Main.UsageException("evaluate needs one file");
        }
        List<Labelled> lines = read(Path.of(options.operands().getFirst()));
        try (IntentModel model = Models.load(options)) {
            // The first calls are the compiler's, not the model's.
            lines.stream().limit(200).forEach(line -> model.analyse(line.text()));
            List<Prediction> predictions = new ArrayList<>(lines.size());
            long[] nanos = new long[lines.size()];
            for (int i = 0; i < lines.size(); i++) {
                long began = System.nanoTime();
                ScoredIntent primary = model.analyse(lines.get(i).text()).primary();
                nanos[i] = System.nanoTime() - began;
                predictions.add(new Prediction(lines.get(i).label(), primary.intent(), primary.probability()));
            }
            Evaluation evaluation = Evaluation.of(predictions);
            if (options.has("--json")) {
                printJson(evaluation, Latency.of(nanos));
            } else {
                printTable(evaluation, Latency.of(nanos));
            }
        }
    }

    private static List<Labelled> read(Path file) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(file + ": no such file", e);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + ": not UTF-8", e);
        }
        List<Labelled> labelled = new ArrayList<>(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                labelled.add(parse(lines.get(i), file + ":" + (i + 1)));
            }
        }
        if (labelled.isEmpty()) {
            throw new IllegalArgumentException(file + ": no lines to evaluate");
        }
        return labelled;
    }

    private static Labelled parse(String line, String where) {
        JsonNode node;
        try {
            node = JSON.readTree(line);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(where + ": not JSON: " + e.getOriginalMessage(), e);
        }
        if (!node.path("text").isString() || !node.path("label").isString()) {
            throw new IllegalArgumentException(where + ": needs the strings \"text\" and \"label\"");
        }
        String label = node.path("label").asString();
        try {
            return new Labelled(node.path("text").asString(), Intent.valueOf(label));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + ": unknown label " + label, e);
        }
    }

    private void printJson(Evaluation evaluation, Latency latency) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("count", evaluation.count());
        figures.put("accuracy", evaluation.accuracy());
        figures.put("macroF1", evaluation.macroF1());
        figures.put("labels", evaluation.labels());
        figures.put("confusion", evaluation.confusion());
        figures.put("ece", evaluation.ece());
        figures.put("accuracyAt80", evaluation.accuracyAt80());
        figures.put("p50Ms", latency.p50());
        figures.put("p99Ms", latency.p99());
        out.println(JSON.writeValueAsString(figures));
    }

    private void printTable(Evaluation evaluation, Latency latency) {
        line("messages           %d", evaluation.count());
        line("accuracy           %.4f", evaluation.accuracy());
        line("macro-F1           %.4f", evaluation.macroF1());
        line("calibration error  %.4f", evaluation.ece());
        line("surest 80 %%        %.4f", evaluation.accuracyAt80());
        line("latency            p50 %.2f ms, p99 %.2f ms", latency.p50(), latency.p99());
        line("");
        line("%-18s %9s %9s %9s %9s", "label", "precision", "recall", "F1", "support");
        evaluation
                .labels()
                .forEach((label, row) -> line(
                        "%-18s %9.3f %9.3f %9.3f %9d", label, row.precision(), row.recall(), row.f1(), row.support()));
        line("");
        line("taken for another:");
        for (Confusion pair :
                evaluation.confusion().stream().limit(MOST_CONFUSED).toList()) {
            line("%6d  %s as %s", pair.count(), pair.label(), pair.predicted());
        }
    }

    @SuppressWarnings("AnnotateFormatMethod") // Not worth an annotation library for one private method.
    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
