package ar.isac.crm.hub;

import java.util.Objects;

/**
 * Asks to fetch the bytes of a message's medium.
 *
 * @param attempt 1 for the first try
 * @param part which one, of a message that comes with two
 */
public record MediaRequest(String messageId, int attempt, Part part) {

    /** Where in a message a medium stands. */
    public enum Part {
        /** It is what the message says. */
        CONTENT,
        /** It is the story that the message answers. */
        STORY
    }

    public MediaRequest {
        // Those of earlier versions name none.
        part = Objects.requireNonNullElse(part, Part.CONTENT);
    }

    /** The first try. */
    public static MediaRequest first(String messageId, Part part) {
        return new MediaRequest(messageId, 1, part);
    }

    public MediaRequest again() {
        return new MediaRequest(messageId, attempt + 1, part);
    }
}
