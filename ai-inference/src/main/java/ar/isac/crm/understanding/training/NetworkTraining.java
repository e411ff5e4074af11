package ar.isac.crm.understanding.training;

import ai.djl.ndarray.NDManager;
import ar.isac.crm.understanding.FeatureExtractor;
import ar.isac.crm.understanding.IntentNetwork;
import ar.isac.crm.understanding.Lexicon;
import ar.isac.crm.understanding.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Where the networks of a model are trained: each alone, from what its plan says, so that where and when makes no difference. */
@FunctionalInterface
public interface NetworkTraining {

    /**
     * One network to train.
     *
     * @param part of the data
     * @param settings with the network's own seed
     */
    record Plan(Part part, TrainingSettings settings) {

        /** Trains it alone, its values owned by {@code manager}. */
        public IntentNetwork train(Splits splits, NDManager manager, Consumer<String> progress) {
            return train(splits, extractorOf(splits), manager, progress);
        }

        private IntentNetwork train(
                Splits splits, FeatureExtractor extractor, NDManager manager, Consumer<String> progress) {
            return new Trainer(extractor, splits.trainingCatalogues(), settings, progress)
                    .train(part.messagesOf(splits), manager);
        }
    }

    /** What a network is trained on. */
    enum Part {
        /** So that validation can calibrate it. */
        TRAINING,
        /** To serve. */
        TRAINING_AND_VALIDATION;

        List<LabelledMessage> messagesOf(Splits splits) {
            return this == TRAINING ? splits.training() : splits.trainingAndValidation();
        }
    }

    /** The networks of the plans, in their order, their values owned by {@code manager}. */
    List<IntentNetwork> train(List<Plan> plans, NDManager manager);

    /** In this process, one after another; {@code progress} hears a line now and then. */
    static NetworkTraining here(Splits splits, Consumer<String> progress) {
        return (plans, manager) -> {
            FeatureExtractor extractor = extractorOf(splits);
            List<IntentNetwork> networks = new ArrayList<>(plans.size());
            for (Plan plan : plans) {
                progress.accept("network %d of %d".formatted(networks.size() + 1, plans.size()));
                networks.add(plan.train(splits, extractor, manager, progress));
            }
            return networks;
        };
    }

    /** What reads messages for every network of a model: it knows the words of the training part. */
    static FeatureExtractor extractorOf(Splits splits) {
        return new FeatureExtractor(
                Lexicon.load(),
                Spelling.of(
                        splits.training().stream().map(LabelledMessage::text).toList()));
    }
}
