package ar.isac.crm.conversation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who cares for a conversation, and how urgently.
 *
 * @param escalation why the assistant handed it over the last time; null while it has not
 */
record Handling(
        ConversationStatus status,
        Control control,
        Priority priority,
        @Nullable String assigneeId,
        List<String> tags,
        @Nullable Escalation escalation) {

    static final Handling NEW =
            new Handling(ConversationStatus.OPEN, Control.ASSISTANT, Priority.NORMAL, null, List.of(), null);

    Handling reopened() {
        return status == ConversationStatus.CLOSED
                ? new Handling(ConversationStatus.OPEN, control, priority, assigneeId, tags, escalation)
                : this;
    }

    Handling handedOver(Escalation why, Priority atLeast) {
        return new Handling(status, Control.WAITING, priority.atLeast(atLeast), assigneeId, tags, why);
    }

    Handling controlledBy(Control who) {
        return control == who
                ? this
                : new Handling(status, who, priority, assigneeId, tags, who == Control.ASSISTANT ? null : escalation);
    }

    Handling assignedTo(@Nullable String advisorId) {
        return new Handling(status, control, priority, advisorId, tags, escalation);
    }
}
