package ar.isac.crm.conversation;

import ar.isac.crm.message.ConversationEvent;
import ar.isac.crm.message.ConversationEvent.Type;
import ar.isac.crm.message.DeliveryStatus;
import ar.isac.crm.hub.Publication;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** From drafts to messages: the one way in which the shop's messages get their place in a thread and in its lane. */
@Component
class Threads {

    private final Conversations conversations;
    private final Messages messages;
    private final Clock clock;

    Threads(Conversations conversations, Messages messages, Clock clock) {
        this.conversations = conversations;
        this.messages = messages;
        this.clock = clock;
    }

    /**
     * Gives every draft of the conversation its place. Drafts leave in the very update that puts their messages into the
     * lane, so whoever is interrupted finds either the drafts or the lane.
     *
     * @return the messages that the drafts became, in their order
     */
    List<Message> materialise(String conversationId) {
        List<Message> placed = new ArrayList<>();
        conversations.update(conversationId, conversation -> {
            placed.clear();
            List<Draft> drafts = conversation.answering().drafts();
            if (drafts.isEmpty()) {
                return conversation;
            }
            long known = conversation.lastSeq();
            for (Draft draft : drafts) {
                Message message = messages.append(conversationId, fresh(draft), known).message();
                known = Math.max(known, message.seq());
                placed.add(message);
            }
            return conversation.materialised(placed);
        });
        return placed;
    }

    private Message fresh(Draft draft) {
        Instant now = clock.instant();
        return new Message(
                "",
                null,
                draft.key(),
                null,
                Direction.OUTBOUND,
                draft.author(),
                draft.advisorId(),
                draft.content(),
                DeliveryStatus.QUEUED,
                null,
                draft.replyToId(),
                false,
                null,
                draft.evidence(),
                now,
                now);
    }

    Publication added(Message message) {
        return Publication.of(new ConversationEvent(
                "added/" + message.id(), Type.MESSAGE_ADDED, message.conversationId(), message.seq(), clock.instant()));
    }

    /** @param cause tells this change from every other of the message, and is the same when its cause is handled again */
    Publication changed(Message message, String cause) {
        return Publication.of(new ConversationEvent(
                "changed/" + message.id() + "/" + cause,
                Type.MESSAGE_CHANGED,
                message.conversationId(),
                message.seq(),
                clock.instant()));
    }

    /** @param cause as for {@link #changed(Message, String)} */
    Publication changed(String conversationId, String cause) {
        return Publication.of(new ConversationEvent(
                "conversation/" + conversationId + "/" + cause,
                Type.CONVERSATION_CHANGED,
                conversationId,
                null,
                clock.instant()));
    }
}
