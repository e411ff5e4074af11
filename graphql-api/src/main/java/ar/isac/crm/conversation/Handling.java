package ar.isac.crm.conversation;

import ar.isac.crm.conversation.Silence.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who cares for a conversation, and how urgently.
 *
 * @param escalation why the assistant handed it over the last time; null while it has not
 * @param silence why the assistant is silent; null while it has control
 */
record Handling(
        ConversationStatus status,
        Control control,
        Priority priority,
        @Nullable String assigneeId,
        List<String> tags,
        @Nullable Escalation escalation,
        @Nullable Silence silence) {

    static final Handling NEW =
            new Handling(ConversationStatus.OPEN, Control.ASSISTANT, Priority.NORMAL, null, List.of(), null, null);

    /** Whether a person has it or is waited for. */
    boolean isWithPeople() {
        return status != ConversationStatus.CLOSED && control != Control.ASSISTANT;
    }

    /**
     * Something is written in it. The person who had it keeps it, unless it was closed long enough ago: then the matter is a
     * new one, and the assistant's.
     */
    Handling reopened(Instant now) {
        if (status != ConversationStatus.CLOSED) {
            return this;
        }
        if (silence != null && silence.isOver(now)) {
            return new Handling(ConversationStatus.OPEN, Control.ASSISTANT, Priority.NORMAL, null, tags, null, null);
        }
        return moved(ConversationStatus.OPEN).silent(silence == null ? null : silence.until(null));
    }

    Handling closed(Instant now, Duration returnAfter) {
        return status == ConversationStatus.CLOSED
                ? this
                : moved(ConversationStatus.CLOSED)
                        .silent(silence == null ? null : silence.until(now.plus(returnAfter)));
    }

    /** Between open and in follow-up; out of closed the person keeps it. */
    Handling moved(ConversationStatus next) {
        boolean isOpenAgain = status == ConversationStatus.CLOSED && next != ConversationStatus.CLOSED;
        Silence still = isOpenAgain && silence != null ? silence.until(null) : silence;
        return new Handling(next, control, priority, assigneeId, tags, escalation, still);
    }

    Handling handedOver(Escalation why, Priority atLeast) {
        return new Handling(
                status,
                Control.WAITING,
                priority.atLeast(atLeast),
                assigneeId,
                tags,
                why,
                Silence.because(Reason.HANDED_OVER, why.at()));
    }

    /** The assistant is off: whoever looks next answers. */
    Handling leftToPeople(Instant now) {
        return new Handling(
                status,
                Control.WAITING,
                priority,
                assigneeId,
                tags,
                escalation,
                Silence.because(Reason.SWITCHED_OFF, now));
    }

    /** Whether it waits only because the assistant was off. */
    boolean isLeftToPeople() {
        return control == Control.WAITING && silence != null && silence.reason() == Reason.SWITCHED_OFF;
    }

    Handling controlledBy(Control who, Reason reason, Instant now) {
        if (control == who) {
            return this;
        }
        if (who == Control.ASSISTANT) {
            return new Handling(status, who, priority, assigneeId, tags, null, null);
        }
        boolean keepsReason = who == Control.WAITING && silence != null;
        return new Handling(
                status,
                who,
                priority,
                assigneeId,
                tags,
                escalation,
                keepsReason ? silence : Silence.because(reason, now));
    }

    Handling assignedTo(@Nullable String advisorId) {
        return new Handling(status, control, priority, advisorId, tags, escalation, silence);
    }

    Handling prioritised(Priority next) {
        return new Handling(status, control, next, assigneeId, tags, escalation, silence);
    }

    Handling tagged(List<String> tagIds) {
        return new Handling(status, control, priority, assigneeId, List.copyOf(tagIds), escalation, silence);
    }

    private Handling silent(@Nullable Silence next) {
        return new Handling(status, control, priority, assigneeId, tags, escalation, next);
    }
}
