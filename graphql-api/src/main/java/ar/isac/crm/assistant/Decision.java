package ar.isac.crm.assistant;

import ar.isac.crm.conversation.Escalation.Reason;
import ar.isac.crm.conversation.Priority;
import java.util.List;
import java.util.stream.Stream;

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

    /** The same behind something else that is told. */
    default Decision ledBy(List<Reply> before) {
        List<Reply> all = Stream.concat(before.stream(), replies().stream()).toList();
        return switch (this) {
            case Answer answer -> new Answer(all, answer.state());
            case Ask ask -> new Ask(all, ask.state());
            case HandOver over -> new HandOver(all, over.state(), over.reason(), over.evidence(), over.priority());
            case StaySilent silent -> new Answer(all, silent.state());
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
