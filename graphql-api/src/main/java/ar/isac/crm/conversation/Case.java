package ar.isac.crm.conversation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A conversation that people have on their desk: what sharing the team's work needs to know of it.
 *
 * @param advisorId whose it is; null in the queue
 * @param isHandedOver whether the assistant called a person who has not come yet
 * @param since how long it has been so
 */
@Document("cases")
record Case(
        @Id String conversationId, @Nullable String advisorId, boolean isHandedOver, Priority priority, Instant since) {

    static Case of(Conversation conversation) {
        Silence silence = conversation.silence();
        return new Case(
                conversation.id(),
                conversation.assigneeId(),
                conversation.control() == Control.WAITING
                        && silence != null
                        && silence.reason() == Silence.Reason.HANDED_OVER,
                conversation.priority(),
                silence == null ? conversation.lastActivityAt() : silence.since());
    }
}
