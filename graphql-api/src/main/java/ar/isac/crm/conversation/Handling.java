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
 * @param snoozedUntil when it comes back by itself; null while it is not put off
 * @param transfer to whom it is being given; null while it is not
 */
record Handling(
        ConversationStatus status,
        Control control,
        Priority priority,
        @Nullable String assigneeId,
        List<String> tags,
        @Nullable Escalation escalation,
        @Nullable Silence silence,
        @Nullable Instant snoozedUntil,
        @Nullable Transfer transfer) {

    static final Handling NEW = new Handling(
            ConversationStatus.OPEN, Control.ASSISTANT, Priority.NORMAL, null, List.of(), null, null, null, null);

    /** Whether a person has it or is waited for. */
    boolean isWithPeople() {
        return status != ConversationStatus.CLOSED && control != Control.ASSISTANT;
    }

    /**
     * Something is written in it: it comes back if it was put off. The person who had it keeps it, unless it was closed long
     * enough ago: then the matter is a new one, and the assistant's.
     */
    Handling reopened(Instant now) {
        if (status != ConversationStatus.CLOSED) {
            return returned();
        }
        if (silence != null && silence.isOver(now)) {
            return new Handling(
                    ConversationStatus.OPEN, Control.ASSISTANT, Priority.NORMAL, null, tags, null, null, null, null);
        }
        return moved(ConversationStatus.OPEN);
    }

    Handling closed(Instant now, Duration returnAfter) {
        return status == ConversationStatus.CLOSED
                ? this
                : moved(ConversationStatus.CLOSED)
                        .silent(silence == null ? null : silence.until(now.plus(returnAfter)));
    }

    /** Between open and in follow-up; out of closed the person keeps it. Whoever moves it puts it off no longer. */
    Handling moved(ConversationStatus next) {
        boolean isOpenAgain = status == ConversationStatus.CLOSED && next != ConversationStatus.CLOSED;
        Silence still = isOpenAgain && silence != null ? silence.until(null) : silence;
        Transfer pending = next == ConversationStatus.CLOSED ? null : transfer;
        return new Handling(next, control, priority, assigneeId, tags, escalation, still, null, pending);
    }

    /** It is out of the way until then. */
    Handling snoozed(Instant until) {
        Handling inFollowUp = moved(ConversationStatus.FOLLOW_UP);
        return new Handling(
                inFollowUp.status,
                control,
                priority,
                assigneeId,
                tags,
                escalation,
                inFollowUp.silence,
                until,
                inFollowUp.transfer);
    }

    /** It is put off no longer; one that is not stays as it is. */
    Handling returned() {
        return snoozedUntil == null ? this : moved(ConversationStatus.OPEN);
    }

    Handling handedOver(Escalation why, Priority atLeast) {
        return new Handling(
                status,
                Control.WAITING,
                priority.atLeast(atLeast),
                assigneeId,
                tags,
                why,
                Silence.because(Reason.HANDED_OVER, why.at()),
                snoozedUntil,
                null);
    }

    /** The assistant is off: whoever looks next answers. */
    Handling leftToPeople(Instant now) {
        return waiting(Silence.because(Reason.SWITCHED_OFF, now), assigneeId, transfer);
    }

    /** Whether it waits only because the assistant was off. */
    boolean isLeftToPeople() {
        return control == Control.WAITING && silence != null && silence.reason() == Reason.SWITCHED_OFF;
    }

    Handling controlledBy(Control who, Reason reason, Instant now) {
        if (control == who) {
            return this;
        }
        boolean isTheAssistants = who == Control.ASSISTANT;
        boolean keepsReason = who == Control.WAITING && silence != null;
        return new Handling(
                status,
                who,
                priority,
                assigneeId,
                tags,
                isTheAssistants ? null : escalation,
                isTheAssistants ? null : keepsReason ? silence : Silence.because(reason, now),
                snoozedUntil,
                null);
    }

    /** Another advisor is to take it; nobody else answers meanwhile. */
    Handling transferred(Transfer to) {
        Silence still = silence == null ? Silence.because(Reason.TAKEN_OVER, to.at()) : silence;
        return waiting(still, to.toId(), to);
    }

    /** Nobody has taken it: it waits for whoever is there. */
    Handling untransferred(Instant now) {
        return waiting(Silence.because(Reason.HANDED_OVER, now), null, null);
    }

    private Handling waiting(Silence because, @Nullable String advisorId, @Nullable Transfer to) {
        return new Handling(status, Control.WAITING, priority, advisorId, tags, escalation, because, snoozedUntil, to);
    }

    Handling assignedTo(@Nullable String advisorId) {
        boolean isStillTransferred = transfer != null && transfer.toId().equals(advisorId);
        return new Handling(
                status,
                control,
                priority,
                advisorId,
                tags,
                escalation,
                silence,
                snoozedUntil,
                isStillTransferred ? transfer : null);
    }

    Handling prioritised(Priority next) {
        return new Handling(status, control, next, assigneeId, tags, escalation, silence, snoozedUntil, transfer);
    }

    Handling tagged(List<String> tagIds) {
        return new Handling(
                status,
                control,
                priority,
                assigneeId,
                List.copyOf(tagIds),
                escalation,
                silence,
                snoozedUntil,
                transfer);
    }

    private Handling silent(@Nullable Silence next) {
        return new Handling(status, control, priority, assigneeId, tags, escalation, next, snoozedUntil, transfer);
    }
}
