package ar.isac.crm.understanding;

import java.util.List;
import java.util.Set;

/**
 * What the model makes of one message.
 *
 * @param intents every intent worth acting on, most probable first; never empty ({@code OTHER} when nothing stands out)
 * @param primary what to answer if only one thing can be answered; abstains as {@code OTHER} with a low probability
 * @param entities what was mentioned, by position in the original text
 * @param urgency how pressing, 0 to 1
 * @param negativity how angry or disappointed, 0 to 1
 * @param isWholesale whether it shows signs of a reseller («por mayor», «factura A», CUIT)
 * @param modelVersion identifies the weights that said so
 */
public record MessageAnalysis(
        List<ScoredIntent> intents,
        ScoredIntent primary,
        List<Entity> entities,
        double urgency,
        double negativity,
        boolean isWholesale,
        String modelVersion) {

    /** An intent with its calibrated probability, 0 to 1. */
    public record ScoredIntent(Intent intent, double probability) {}

    /**
     * A mention.
     *
     * @param text the words as written
     * @param start offset in UTF-16 units of the original text, {@code end} exclusive
     */
    public record Entity(EntityType type, String text, int start, int end) {}

    /** What a mention is; the catalogue resolves products and attributes. */
    public enum EntityType {
        PRODUCT,
        ATTRIBUTE,
        QUANTITY,
        MONEY,
        ORDER
    }

    /** Whether {@code intent} is among those worth acting on. */
    public boolean has(Intent intent) {
        return intents.stream().anyMatch(scored -> scored.intent() == intent);
    }

    /** The intents without their probabilities. */
    public Set<Intent> intentSet() {
        return intents.stream().map(ScoredIntent::intent).collect(java.util.stream.Collectors.toUnmodifiableSet());
    }
}
