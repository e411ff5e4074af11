package ar.isac.crm.understanding.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ar.isac.crm.understanding.DjlIntentModel;
import ar.isac.crm.understanding.FeatureExtractor;
import ar.isac.crm.understanding.Intent;
import ar.isac.crm.understanding.IntentNetwork;
import ar.isac.crm.understanding.Lexicon;
import ar.isac.crm.understanding.MentionTagger;
import ar.isac.crm.understanding.ModelFiles;
import ar.isac.crm.understanding.ModelMetadata;
import ar.isac.crm.understanding.ScoreLayout;
import ar.isac.crm.understanding.Spelling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTests {

    private static final TrainingSettings TINY =
            new TrainingSettings(3, 6, 32, 3e-3f, 0.02f, 0.1f, 0.1f, 0.05f, 1, new IntentNetwork.Size(16, 24, 2));

    @Test
    void learnsFromASliceWritesAModelAndTheSameSeedGivesTheSameOneWheneverGarbageIsCollected(@TempDir Path folder) {
        Splits slice = slice();

        List<String> firstProgress = new ArrayList<>();
        List<String> secondProgress = new ArrayList<>();
        String firstVersion = new ModelTraining(TINY, firstProgress::add)
                .run(slice, folder.resolve("first"))
                .version();
        String secondVersion;
        Collector collector = new Collector();
        try {
            secondVersion = new ModelTraining(TINY, secondProgress::add)
                    .run(slice, folder.resolve("second"))
                    .version();
        } finally {
            collector.end();
        }

        assertThat(secondVersion).as("%s%n%s", firstProgress, secondProgress).isEqualTo(firstVersion);
        List<String> texts =
                slice.training().stream().map(LabelledMessage::text).toList();
        try (DjlIntentModel first = DjlIntentModel.load(folder.resolve("first"));
                DjlIntentModel second = DjlIntentModel.load(folder.resolve("second"))) {
            List<Intent> said = first.analyse(texts).stream()
                    .map(analysis -> analysis.primary().intent())
                    .toList();
            int right = 0;
            for (int i = 0; i < said.size(); i++) {
                right += said.get(i) == slice.training().get(i).primary() ? 1 : 0;
            }
            assertThat(right).as("right of %d", said.size()).isGreaterThan(said.size() / 2);
            assertThat(second.analyse(texts).stream()
                            .map(analysis -> analysis.primary().intent())
                            .toList())
                    .isEqualTo(said);
        }
    }

    /** Collects garbage many times a second: memory that is still read must not be among it. */
    private static final class Collector {

        private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

        Collector() {
            var unused = timer.scheduleWithFixedDelay(System::gc, 0, 100, TimeUnit.MILLISECONDS);
        }

        void end() {
            timer.shutdownNow();
        }
    }

    @Test
    void severalNetworksAreServedAsTheirMean(@TempDir Path folder) throws IOException {
        Splits slice = slice();
        FeatureExtractor extractor = new FeatureExtractor(Lexicon.load(), Spelling.none());
        MentionTagger tagger = new MentionTagger(
                new float[MentionTagger.BUCKETS * ScoreLayout.TAGS], new float[ScoreLayout.TAGS * ScoreLayout.TAGS]);
        ModelMetadata metadata = new ModelMetadata("two", 3, TINY.size(), 2, 1, 1, 0, 0.5, 0);
        List<String> texts = List.of("hola, cuánto sale?", "se me rompió", "");
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            List<IntentNetwork> networks = new ArrayList<>();
            for (long seed : List.of(3L, 4L)) {
                networks.add(new Trainer(extractor, slice.trainingCatalogues(), TINY.with(seed, 1, 1), line -> {})
                        .train(slice.training(), manager));
            }

            ModelFiles.write(folder, metadata, extractor, tagger, networks);

            try (DjlIntentModel mean = DjlIntentModel.of(extractor, networks, tagger, metadata);
                    DjlIntentModel served = DjlIntentModel.load(folder)) {
                for (int i = 0; i < texts.size(); i++) {
                    assertThat(served.rawScores(texts).get(i))
                            .containsExactly(mean.rawScores(texts).get(i), Offset.offset(0.05f));
                }
            }
        }
    }

    private static Splits slice() {
        List<LabelledMessage> messages = new ArrayList<>();
        for (String persona : List.of("p01-karina", "p03-tobi", "p15-architect")) {
            messages.addAll(MessageFiles.read(Path.of("data/messages/" + persona + ".jsonl")));
        }
        return Splits.of(messages, List.of("p03-tobi"), List.of("p15-architect"), Catalogues.NONE, Catalogues.NONE);
    }
}
