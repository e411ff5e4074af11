package ar.isac.crm.conversation;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the assistant would say, for an advisor to send: decided exactly as an answer is, and not said. Nothing of it has
 * happened for the customer, so neither has the state of the talk moved on.
 *
 * @param id the conversation and the number up to which it answers
 * @param upTo it answers everything up to here
 * @param drafts the messages, with their evidence
 * @param dialogue the state of the talk once they are said
 * @param handOver what else sending them does; null for an answer
 */
public record Suggestion(
        String id,
        long upTo,
        List<Draft> drafts,
        @Nullable String dialogue,
        @Nullable HandOver handOver,
        Instant at) {

    /** The conversation goes to a person. */
    public record HandOver(Escalation why, Priority atLeast) {}

    public static String id(String conversationId, long upTo) {
        return conversationId + "/" + upTo;
    }

    /** All that would be said, as plain text. */
    public String text() {
        return drafts.stream().map(draft -> draft.content().plainText()).collect(Collectors.joining("\n\n"));
    }
}
