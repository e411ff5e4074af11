package ar.isac.crm.understanding;

/**
 * What belongs to the weights beside their numbers.
 *
 * @param version identifies the weights
 * @param seed the seed they were trained with
 * @param size the network's sizes
 * @param members how many networks are averaged
 * @param primaryTemperature divides the primary scores before the softmax
 * @param intentScale multiplies an independent intent's score before the sigmoid, after which {@code intentShift} is added
 * @param intentThreshold probability from which an intent is worth acting on
 * @param abstainBelow primary probability under which the model abstains
 */
public record ModelMetadata(
        String version,
        long seed,
        IntentNetwork.Size size,
        int members,
        double primaryTemperature,
        double intentScale,
        double intentShift,
        double intentThreshold,
        double abstainBelow) {

    /** The same numbers for other weights. */
    public ModelMetadata withVersion(String other) {
        return new ModelMetadata(
                other,
                seed,
                size,
                members,
                primaryTemperature,
                intentScale,
                intentShift,
                intentThreshold,
                abstainBelow);
    }
}
