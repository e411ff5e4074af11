package ar.isac.crm.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that could not be handled and waits for a person, with everything needed to understand and to replay it.
 *
 * @param id stable for one failure, so that parking it again changes nothing
 * @param origin where it belongs: the queue it came from, or the webhook that could not understand it
 * @param route the route that gave up, and {@code step} the step in it
 * @param failure the simple name of the exception; null when there was none
 * @param reason without secrets; with a failure it may quote the message
 * @param body the message as it stood, JSON
 */
public record ParkedLetter(
        String id,
        String origin,
        @Nullable String group,
        @Nullable String route,
        @Nullable String step,
        @Nullable String failure,
        String reason,
        String body,
        Instant parkedAt) {}
