package ar.isac.crm.understanding.training;

import ai.djl.ndarray.NDManager;
import ar.isac.crm.understanding.DjlIntentModel;
import ar.isac.crm.understanding.EngineSettings;
import ar.isac.crm.understanding.FeatureExtractor;
import ar.isac.crm.understanding.IntentNetwork;
import ar.isac.crm.understanding.MentionTagger;
import ar.isac.crm.understanding.ModelFiles;
import ar.isac.crm.understanding.ModelMetadata;
import ar.isac.crm.understanding.training.Calibration.Scale;
import ar.isac.crm.understanding.training.Calibration.Scored;
import ar.isac.crm.understanding.training.NetworkTraining.Part;
import ar.isac.crm.understanding.training.NetworkTraining.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * From the data to a written model, in two rounds: a network of the training part alone is calibrated on validation; the
 * networks to serve are trained in the same way on both, and take over that calibration.
 */
public final class ModelTraining {

    private final TrainingSettings settings;
    private final Consumer<String> progress;

    /** {@code progress} hears a line now and then. */
    public ModelTraining(TrainingSettings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /** Trains on a split in this process and writes the model into {@code folder}. */
    public ModelMetadata run(Splits splits, Path folder) {
        return run(splits, NetworkTraining.here(splits, progress), folder);
    }

    /** The same with its networks trained elsewhere. */
    public ModelMetadata run(Splits splits, NetworkTraining training, Path folder) {
        EngineSettings.prepare();
        FeatureExtractor extractor = NetworkTraining.extractorOf(splits);
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            List<IntentNetwork> networks = training.train(plans(), manager);
            progress.accept("mentions");
            // Nothing is calibrated by the mentions, so one of the chain's members is enough to say how validation
            // fares. It and those that serve are trained beside each other.
            CompletableFuture<MentionTagger> calibrating =
                    CompletableFuture.supplyAsync(() -> tagger(extractor, splits, 1, splits.training()));
            MentionTagger tagger = tagger(extractor, splits, TaggerTraining.MEMBERS, splits.trainingAndValidation());
            ModelMetadata calibrated = calibrated(extractor, networks.subList(0, 1), calibrating.join(), splits);
            List<IntentNetwork> serving = networks.subList(1, networks.size());
            ModelMetadata metadata = calibrated.of(version(serving, tagger), serving.size());
            ModelFiles.write(folder, metadata, extractor, tagger, serving);
            return metadata;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the model into " + folder, e);
        }
    }

    /** The network to calibrate, and those to serve. */
    private List<Plan> plans() {
        List<Plan> plans = new ArrayList<>();
        plans.add(new Plan(Part.TRAINING, settings));
        for (int member = 0; member < settings.members(); member++) {
            plans.add(new Plan(Part.TRAINING_AND_VALIDATION, settings.withSeed(settings.seed() + member)));
        }
        return plans;
    }

    private MentionTagger tagger(
            FeatureExtractor extractor, Splits splits, int members, List<LabelledMessage> messages) {
        return TaggerTraining.train(extractor, splits.trainingCatalogues(), settings.seed(), members, messages);
    }

    private static String version(List<IntentNetwork> networks, MentionTagger tagger) throws IOException {
        return "isac-" + ModelFiles.fingerprint(networks, tagger);
    }

    private ModelMetadata calibrated(
            FeatureExtractor extractor, List<IntentNetwork> networks, MentionTagger tagger, Splits splits)
            throws IOException {
        List<LabelledMessage> validation = splits.validation();
        String version = version(networks, tagger);
        ModelMetadata raw =
                new ModelMetadata(version, settings.seed(), settings.size(), networks.size(), 1, 1, 0, 0.5, 0);
        List<LabelledMessage> withJoined = new ArrayList<>(validation);
        withJoined.addAll(
                Perturbations.of(validation, new Random(settings.seed())).joined());
        try (DjlIntentModel model = DjlIntentModel.of(extractor, networks, tagger, raw)) {
            List<Scored> rows = scored(model, validation);
            double temperature = Calibration.temperature(rows);
            List<Scored> all = scored(model, withJoined);
            Scale scale = Calibration.scale(all);
            ModelMetadata fitted = new ModelMetadata(
                    version,
                    settings.seed(),
                    settings.size(),
                    networks.size(),
                    temperature,
                    scale.scale(),
                    scale.shift(),
                    Calibration.threshold(all, scale),
                    Calibration.abstention(rows, temperature));
            try (DjlIntentModel calibrated = DjlIntentModel.of(extractor, networks, tagger, fitted)) {
                progress.accept("on validation:");
                Figures.of(calibrated, validation, splits.measuredCatalogues())
                        .lines()
                        .forEach(progress);
            }
            return fitted;
        }
    }

    private static List<Scored> scored(DjlIntentModel model, List<LabelledMessage> messages) {
        List<float[]> scores =
                model.rawScores(messages.stream().map(LabelledMessage::text).toList());
        List<Scored> rows = new ArrayList<>(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            rows.add(new Scored(scores.get(i), messages.get(i)));
        }
        return rows;
    }
}
