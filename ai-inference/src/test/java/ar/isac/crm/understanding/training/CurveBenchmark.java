package ar.isac.crm.understanding.training;

import ai.djl.ndarray.NDManager;
import ar.isac.crm.understanding.DjlIntentModel;
import ar.isac.crm.understanding.EngineSettings;
import ar.isac.crm.understanding.FeatureExtractor;
import ar.isac.crm.understanding.IntentNetwork;
import ar.isac.crm.understanding.Lexicon;
import ar.isac.crm.understanding.MentionTagger;
import ar.isac.crm.understanding.ModelMetadata;
import ar.isac.crm.understanding.ScoreLayout;
import ar.isac.crm.understanding.Spelling;
import ar.isac.crm.understanding.WrittenBlock;
import ar.isac.crm.understanding.training.Evaluation.Prediction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What more people to learn from bring: one short training for each number of personas. */
class CurveBenchmark {

    private static final int EPOCHS = 6;

    @Test
    void accuracyByTheNumberOfPersonas() throws IOException {
        Splits splits = Splits.read(Path.of("data"));
        Set<String> names = new TreeSet<>();
        splits.training().forEach(message -> names.add(message.persona()));
        List<String> personas = List.copyOf(names);
        List<String> lines = new ArrayList<>();
        lines.add("| personas | messages | this network, accuracy / macro-F1 | liblinear, accuracy |");
        lines.add("|---|---|---|---|");
        EngineSettings.prepare();
        for (int count = 6; ; count = Math.min(personas.size(), count * 2)) {
            Set<String> some = new HashSet<>(personas.subList(0, count));
            List<LabelledMessage> messages = splits.training().stream()
                    .filter(message -> some.contains(message.persona()))
                    .toList();
            Evaluation network = ofNetwork(messages, splits.test());
            LiblinearPeer peer = LiblinearPeer.train(messages);
            long right = splits.test().stream()
                    .filter(message -> peer.predict(message.text()) == message.primary())
                    .count();
            lines.add(String.format(
                    Locale.ROOT,
                    "| %d | %,d | %.3f / %.3f | %.3f |",
                    count,
                    messages.size(),
                    network.accuracy(),
                    network.macroF1(),
                    right / (double) splits.test().size()));
            if (count == personas.size()) {
                break;
            }
        }
        WrittenBlock.replace(Path.of("../docs/benchmarks.md"), "curve", lines);
    }

    /** Finds no mentions: the curve is about intents. */
    private static MentionTagger blind() {
        return new MentionTagger(
                new float[MentionTagger.BUCKETS * ScoreLayout.TAGS], new float[ScoreLayout.TAGS * ScoreLayout.TAGS]);
    }

    private static Evaluation ofNetwork(List<LabelledMessage> messages, List<LabelledMessage> test) {
        TrainingSettings standard = TrainingSettings.standard();
        TrainingSettings settings = standard.with(standard.seed(), EPOCHS, 1);
        FeatureExtractor extractor = new FeatureExtractor(
                Lexicon.load(),
                Spelling.of(messages.stream().map(LabelledMessage::text).toList()));
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            IntentNetwork network =
                    new Trainer(extractor, Catalogues.NONE, settings, line -> {}).train(messages, manager);
            ModelMetadata raw = new ModelMetadata("curve", settings.seed(), settings.size(), 1, 0.8, 1, 0, 0.4, 0);
            try (DjlIntentModel model = DjlIntentModel.of(extractor, List.of(network), blind(), raw)) {
                return Evaluation.of(test.stream()
                        .map(message -> {
                            var primary = model.analyse(message.text()).primary();
                            return new Prediction(message.primary(), primary.intent(), primary.probability());
                        })
                        .toList());
            }
        }
    }
}
