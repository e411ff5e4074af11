package ar.isac.crm.understanding.training;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.understanding.DjlIntentModel;
import ar.isac.crm.understanding.Intent;
import ar.isac.crm.understanding.MessageAnalysis;
import ar.isac.crm.understanding.WrittenBlock;
import ar.isac.crm.understanding.training.Evaluation.Prediction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The model beside what a developer would pick instead, on the same data and the same people kept for testing. */
class PeersBenchmark {

    private static final double MARGIN = 0.03;

    /** One classifier's figures. */
    private record Column(String name, double accuracy, List<String> cells) {}

    @Test
    void standsAheadOfThePeersOnPeopleThatNoneOfThemKnows() throws IOException {
        Splits splits = Splits.read(Path.of("data"));
        Perturbations probes = Perturbations.of(splits.test(), new Random(Figures.SEED));
        List<Column> columns = new ArrayList<>();
        try (DjlIntentModel model = DjlIntentModel.load()) {
            columns.add(column(
                    "this model",
                    splits.test(),
                    probes,
                    texts -> model.analyse(texts).stream()
                            .map(analysis -> analysis.primary().intent())
                            .toList(),
                    texts -> model.analyse(texts).stream()
                            .map(MessageAnalysis::intentSet)
                            .toList()));
        }
        for (Peer peer : List.of(LiblinearPeer.train(splits), DoccatPeer.train(splits.trainingAndValidation()))) {
            columns.add(column(
                    peer.name(),
                    splits.test(),
                    probes,
                    texts -> texts.stream().map(peer::predict).toList(),
                    texts -> texts.stream().map(peer::predictAll).toList()));
        }

        WrittenBlock.replace(Path.of("../docs/benchmarks.md"), "peers", table(columns));
        assertThat(columns.subList(1, columns.size()))
                .allSatisfy(peer ->
                        assertThat(columns.getFirst().accuracy()).isGreaterThanOrEqualTo(peer.accuracy() + MARGIN));
    }

    private static Column column(
            String name,
            List<LabelledMessage> test,
            Perturbations probes,
            Function<List<String>, List<Intent>> primary,
            Function<List<String>, List<Set<Intent>>> all) {
        Evaluation plain = evaluation(test, primary);
        return new Column(
                name,
                plain.accuracy(),
                List.of(
                        cell(plain.accuracy()),
                        cell(plain.macroF1()),
                        cell(evaluation(probes.typos(), primary).accuracy()),
                        cell(evaluation(probes.shortened(), primary).accuracy()),
                        cell(evaluation(probes.single(), primary).accuracy()),
                        cell(evaluation(probes.greeted(), primary).accuracy()),
                        cell(both(probes.joined(), all, false)),
                        cell(both(probes.joined(), all, true)),
                        cell(evaluation(probes.withEmojis(), primary).accuracy()),
                        cell(evaluation(probes.withoutAccents(), primary).accuracy())));
    }

    private static List<String> table(List<Column> columns) {
        List<String> names = List.of(
                "primary intent, accuracy",
                "primary intent, macro-F1",
                "one typo, accuracy",
                "SMS spelling, accuracy",
                "one business intent, accuracy",
                "the same with a greeting in front",
                "two joined: both found",
                "two joined: both and nothing else",
                "with emojis, accuracy",
                "no accents, accuracy");
        List<String> lines = new ArrayList<>();
        lines.add("| | " + String.join(" | ", columns.stream().map(Column::name).toList()) + " |");
        lines.add("|---|" + "---|".repeat(columns.size()));
        for (int i = 0; i < names.size(); i++) {
            int row = i;
            lines.add("| " + names.get(i) + " | "
                    + String.join(
                            " | ",
                            columns.stream()
                                    .map(column -> column.cells().get(row))
                                    .toList())
                    + " |");
        }
        return lines;
    }

    private static String cell(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static Evaluation evaluation(List<LabelledMessage> messages, Function<List<String>, List<Intent>> primary) {
        List<Intent> said =
                primary.apply(messages.stream().map(LabelledMessage::text).toList());
        List<Prediction> predictions = new ArrayList<>(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            predictions.add(new Prediction(messages.get(i).primary(), said.get(i), 1));
        }
        return Evaluation.of(predictions);
    }

    private static double both(
            List<LabelledMessage> joined, Function<List<String>, List<Set<Intent>>> all, boolean exactly) {
        List<Set<Intent>> said =
                all.apply(joined.stream().map(LabelledMessage::text).toList());
        int both = 0;
        for (int i = 0; i < joined.size(); i++) {
            Set<Intent> right = Set.copyOf(joined.get(i).intents());
            both += (exactly ? said.get(i).equals(right) : said.get(i).containsAll(right)) ? 1 : 0;
        }
        return both / (double) joined.size();
    }
}
