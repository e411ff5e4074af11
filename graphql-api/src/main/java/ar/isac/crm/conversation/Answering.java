package ar.isac.crm.conversation;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the conversation owes its customer.
 *
 * @param pending the last message that wants an answer
 * @param pendingSince since when the first one waits that is neither answered nor has an answer suggested
 * @param answered everything up to here has been answered, handed over or knowingly left
 * @param drafts decided and not yet in the thread
 * @param dialogue the assistant's state of the talk, in its own form
 * @param suggestion an answer that waits for an advisor to send it; gone as soon as the customer writes again
 */
record Answering(
        long pending,
        @Nullable Instant pendingSince,
        long answered,
        List<Draft> drafts,
        @Nullable String dialogue,
        @Nullable Suggestion suggestion) {

    static final Answering NOTHING = new Answering(0, null, 0, List.of(), null, null);

    /** Whether the customer waits for an answer. */
    boolean isDue() {
        return pending > answered;
    }

    /** Whether the assistant has neither answered nor suggested an answer. */
    boolean isUndecided() {
        return isDue() && (suggestion == null || suggestion.upTo() < pending);
    }

    Answering wanted(long seq, Instant now) {
        if (seq <= pending || seq <= answered) {
            return this;
        }
        return new Answering(seq, isUndecided() ? pendingSince : now, answered, drafts, dialogue, null);
    }

    Answering answeredUpTo(long seq, List<Draft> replies, @Nullable String newDialogue) {
        return new Answering(
                pending,
                pending > seq ? pendingSince : null,
                Math.max(answered, seq),
                Stream.concat(drafts.stream(), replies.stream()).toList(),
                newDialogue,
                null);
    }

    Answering suggesting(Suggestion next) {
        return new Answering(pending, pendingSince, answered, drafts, dialogue, next);
    }

    /** What waits has changed: what was suggested does not answer it. */
    Answering reconsidered() {
        return suggestion == null ? this : new Answering(pending, pendingSince, answered, drafts, dialogue, null);
    }

    /** A person has taken care of everything so far. */
    Answering settled() {
        return new Answering(pending, null, Math.max(answered, pending), drafts, dialogue, null);
    }

    Answering drafted(Draft draft) {
        return drafts.stream().anyMatch(other -> other.key().equals(draft.key()))
                ? this
                : new Answering(
                        pending,
                        pendingSince,
                        answered,
                        Stream.concat(drafts.stream(), Stream.of(draft)).toList(),
                        dialogue,
                        suggestion);
    }

    Answering without(List<String> keys) {
        return new Answering(
                pending,
                pendingSince,
                answered,
                drafts.stream().filter(draft -> !keys.contains(draft.key())).toList(),
                dialogue,
                suggestion);
    }
}
