package ar.isac.crm.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that could not be handled and waits for a person, with everything needed to understand and to replay it.
 *
 * @param id stable for one failure, so that parking it again changes nothing
 * @param origin where it belongs: the queue it came from, or the webhook that could not understand it
 * @param route the route that gave up, and {@code step} the step in it
 * @param body the message as it stood, JSON
 */
public record ParkedLetter(
        String id,
        String origin,
        @Nullable String group,
        @Nullable String route,
        @Nullable String step,
        String reason,
        String body,
        Instant parkedAt) {}
