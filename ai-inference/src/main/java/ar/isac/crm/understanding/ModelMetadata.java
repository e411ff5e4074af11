package ar.isac.crm.understanding;

/**
 * What belongs to the weights beside their numbers.
 *
 * @param format how messages are read and weights are laid out; a program reads models of its own format only
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
        int format,
        String version,
        long seed,
        IntentNetwork.Size size,
        int members,
        double primaryTemperature,
        double intentScale,
        double intentShift,
        double intentThreshold,
        double abstainBelow) {

    /** Changes whenever features, layout or files do, so that a model trained by an older program is refused. */
    static final int FORMAT = 4;

    /** Numbers of a model of this program. */
    public ModelMetadata(
            String version,
            long seed,
            IntentNetwork.Size size,
            int members,
            double primaryTemperature,
            double intentScale,
            double intentShift,
            double intentThreshold,
            double abstainBelow) {
        this(
                FORMAT,
                version,
                seed,
                size,
                members,
                primaryTemperature,
                intentScale,
                intentShift,
                intentThreshold,
                abstainBelow);
    }

    /** The same numbers for other weights. */
    public ModelMetadata of(String otherVersion, int otherMembers) {
        return new ModelMetadata(
                format,
                otherVersion,
                seed,
                size,
                otherMembers,
                primaryTemperature,
                intentScale,
                intentShift,
                intentThreshold,
                abstainBelow);
    }
}
