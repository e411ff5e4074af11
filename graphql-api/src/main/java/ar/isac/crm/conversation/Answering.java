package ar.isac.crm.conversation;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the conversation owes its customer.
 *
 * @param pending the last message that wants an answer
 * @param pendingSince since when the first unanswered one waits
 * @param answered everything up to here has been answered, handed over or knowingly left
 * @param drafts decided and not yet in the thread
 * @param dialogue the assistant's state of the talk, in its own form
 */
record Answering(
        long pending,
        @Nullable Instant pendingSince,
        long answered,
        List<Draft> drafts,
        @Nullable String dialogue) {

    static final Answering NOTHING = new Answering(0, null, 0, List.of(), null);

    boolean isDue() {
        return pending > answered;
    }

    Answering wanted(long seq, Instant now) {
        if (seq <= pending || seq <= answered) {
            return this;
        }
        return new Answering(seq, isDue() ? pendingSince : now, answered, drafts, dialogue);
    }

    Answering answeredUpTo(long seq, List<Draft> replies, @Nullable String newDialogue) {
        return new Answering(
                pending,
                pending > seq ? pendingSince : null,
                Math.max(answered, seq),
                Stream.concat(drafts.stream(), replies.stream()).toList(),
                newDialogue);
    }

    /** A person has taken care of everything so far. */
    Answering settled() {
        return new Answering(pending, null, Math.max(answered, pending), drafts, dialogue);
    }

    Answering drafted(Draft draft) {
        return drafts.stream().anyMatch(other -> other.key().equals(draft.key()))
                ? this
                : new Answering(
                        pending,
                        pendingSince,
                        answered,
                        Stream.concat(drafts.stream(), Stream.of(draft)).toList(),
                        dialogue);
    }

    Answering without(List<String> keys) {
        return new Answering(
                pending,
                pendingSince,
                answered,
                drafts.stream().filter(draft -> !keys.contains(draft.key())).toList(),
                dialogue);
    }
}
