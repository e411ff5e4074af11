package ar.isac.crm.understanding.training;

import ar.isac.crm.understanding.Intent;
import java.util.List;
import java.util.Set;

/**
 * What a person said a message means, after the model had said something else.
 *
 * @param intents the primary one first, at least one
 */
public record Correction(String text, List<Intent> intents) {

    /** The persona of every correction: those who write to the shop. */
    static final String PERSONA = "corrections";

    public Correction {
        intents = List.copyOf(intents);
        if (text.isBlank()) {
            throw new IllegalArgumentException("a correction without text");
        }
        if (intents.isEmpty()) {
            throw new IllegalArgumentException("a correction without an intent");
        }
    }

    /** What answers the message if only one thing can be answered. */
    public Intent primary() {
        return intents.getFirst();
    }

    LabelledMessage toMessage() {
        return new LabelledMessage(text, intents, List.of(), Set.of(), PERSONA, PERSONA, null, false);
    }
}
