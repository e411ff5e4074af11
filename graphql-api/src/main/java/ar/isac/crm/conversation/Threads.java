package ar.isac.crm.conversation;

import ar.isac.crm.hub.Channels;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.ConversationEvent;
import ar.isac.crm.message.DeliveryStatus;
import ar.isac.crm.message.MessageContent;
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
    private final Channels channels;
    private final Clock clock;

    Threads(Conversations conversations, Messages messages, Channels channels, Clock clock) {
        this.conversations = conversations;
        this.messages = messages;
        this.channels = channels;
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
                List<MessageContent> parts = parts(conversation, draft);
                for (int n = 0; n < parts.size(); n++) {
                    Message message = messages.append(conversationId, fresh(draft, n, parts.get(n)), known)
                            .message();
                    known = Math.max(known, message.seq());
                    placed.add(message);
                }
            }
            return conversation.materialised(drafts, placed);
        });
        return placed;
    }

    /** What no channel carries needs no pieces. */
    private List<MessageContent> parts(Conversation conversation, Draft draft) {
        return draft.author() == Author.SYSTEM
                ? List.of(draft.content())
                : channels.parts(AccountRef.parse(conversation.accountId()), draft.content());
    }

    /** A draft and the pieces that its channel needs for it: the first has the draft's own key. */
    static String partKey(String draftKey, int n) {
        return n == 0 ? draftKey : draftKey + "+" + n;
    }

    private Message fresh(Draft draft, int n, MessageContent part) {
        Instant now = clock.instant();
        return new Message(
                "",
                null,
                partKey(draft.key(), n),
                null,
                Direction.OUTBOUND,
                draft.author(),
                draft.advisorId(),
                part,
                draft.author() == Author.SYSTEM ? DeliveryStatus.RECEIVED : DeliveryStatus.QUEUED,
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
                "added/" + message.id(),
                ConversationEvent.Type.MESSAGE_ADDED,
                message.conversationId(),
                message.seq(),
                clock.instant()));
    }

    /** @param cause tells this change from every other of the message, and is the same when its cause is handled again */
    Publication changed(Message message, String cause) {
        return Publication.of(new ConversationEvent(
                "changed/" + message.id() + "/" + cause,
                ConversationEvent.Type.MESSAGE_CHANGED,
                message.conversationId(),
                message.seq(),
                clock.instant()));
    }

    /** @param cause as for {@link #changed(Message, String)} */
    Publication changed(String conversationId, String cause) {
        return Publication.of(new ConversationEvent(
                "conversation/" + conversationId + "/" + cause,
                ConversationEvent.Type.CONVERSATION_CHANGED,
                conversationId,
                null,
                clock.instant()));
    }

    /** @param cause as for {@link #changed(Message, String)} */
    Publication returned(String conversationId, String cause) {
        return Publication.of(new ConversationEvent(
                "returned/" + conversationId + "/" + cause,
                ConversationEvent.Type.RETURNED,
                conversationId,
                null,
                clock.instant()));
    }

    /** @param cause as for {@link #changed(Message, String)} */
    Publication assigned(String conversationId, String advisorId, String cause) {
        return Publication.of(new ConversationEvent(
                "assigned/" + conversationId + "/" + cause,
                ConversationEvent.Type.ASSIGNED,
                conversationId,
                null,
                advisorId,
                clock.instant()));
    }

    /** @param cause as for {@link #changed(Message, String)} */
    Publication handedOver(String conversationId, String cause) {
        return Publication.of(new ConversationEvent(
                "handedOver/" + conversationId + "/" + cause,
                ConversationEvent.Type.HANDED_OVER,
                conversationId,
                null,
                clock.instant()));
    }
}
