package ar.isac.crm.assistant;

import ar.isac.crm.conversation.Escalation.Reason;
import ar.isac.crm.conversation.Priority;
import java.util.List;

/** What the assistant does with a turn. */
sealed interface Decision extends Move {

    /** Where the talk stands afterwards. */
    DialogueState state();

    /** What the customer is told, in order. */
    List<Reply> replies();

    /** The same with another state. */
    default Decision with(DialogueState next) {
        return switch (this) {
            case Answer answer -> new Answer(answer.replies(), next);
            case Ask ask -> new Ask(ask.replies(), next);
            case HandOver over -> new HandOver(over.replies(), next, over.reason(), over.evidence(), over.priority());
            case StaySilent silent -> new StaySilent(next);
        };
    }

    /** Says something. */
    record Answer(List<Reply> replies, DialogueState state) implements Decision {}

    /** Says something and waits for an answer to it. */
    record Ask(List<Reply> replies, DialogueState state) implements Decision {}

    /**
     * Leaves the conversation to a person and tells the customer so.
     *
     * @param evidence what led to it, never a customer's words
     */
    record HandOver(List<Reply> replies, DialogueState state, Reason reason, String evidence, Priority priority)
            implements Decision {}

    /** There is nothing to say. */
    record StaySilent(DialogueState state) implements Decision {
        @Override
        public List<Reply> replies() {
            return List.of();
        }
    }
}
