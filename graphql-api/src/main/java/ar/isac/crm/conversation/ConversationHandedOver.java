package ar.isac.crm.conversation;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person has to look at a conversation: what a task for them needs to be made of. Published after the hand-over is stored,
 * at least once; {@code key} is the same each time, so whoever makes the task makes it once.
 *
 * @param assigneeId who it is for; null while it is nobody's
 * @param dueAt when somebody should have looked, by its priority
 */
public record ConversationHandedOver(
        String key,
        String conversationId,
        String customerId,
        @Nullable String assigneeId,
        Escalation why,
        Priority priority,
        Instant dueAt) {

    static ConversationHandedOver of(Conversation conversation, Escalation why) {
        return new ConversationHandedOver(
                "handover/" + conversation.id() + "/" + why.at().toEpochMilli(),
                conversation.id(),
                conversation.customerId(),
                conversation.assigneeId(),
                why,
                conversation.priority(),
                why.at().plus(patience(conversation.priority())));
    }

    private static Duration patience(Priority priority) {
        return switch (priority) {
            case URGENT -> Duration.ofMinutes(10);
            case HIGH -> Duration.ofMinutes(30);
            case NORMAL -> Duration.ofHours(2);
            case LOW -> Duration.ofHours(24);
        };
    }
}
