package ar.isac.crm.understanding.training;

import ar.isac.crm.understanding.IntentNetwork;

/**
 * How a model is trained.
 *
 * @param seed of values, order, dropout and augmentation; the same seed gives the same figures
 * @param epochs times that every training message is varied and seen
 * @param batch messages per step
 * @param learningRate at the peak, after a warm-up of one epoch and before a cosine down to nothing
 * @param weightDecay of AdamW
 * @param featureDropout share of n-grams hidden in training
 * @param dropout share of values hidden in training
 * @param smoothing probability moved from the right primary intent to all
 * @param members networks trained from different seeds and averaged
 */
public record TrainingSettings(
        long seed,
        int epochs,
        int batch,
        float learningRate,
        float weightDecay,
        float featureDropout,
        float dropout,
        float smoothing,
        int members,
        IntentNetwork.Size size) {

    /** What the committed model was trained with. */
    public static TrainingSettings standard() {
        return new TrainingSettings(
                20261, 23, 64, 2e-3f, 0.02f, 0.2f, 0.2f, 0.05f, 3, new IntentNetwork.Size(64, 128, 3));
    }

    /** The same with another seed. */
    public TrainingSettings withSeed(long other) {
        return with(other, epochs, members);
    }

    /** The same with what a call may choose. */
    public TrainingSettings with(long otherSeed, int otherEpochs, int otherMembers) {
        return new TrainingSettings(
                otherSeed,
                otherEpochs,
                batch,
                learningRate,
                weightDecay,
                featureDropout,
                dropout,
                smoothing,
                otherMembers,
                size);
    }
}
