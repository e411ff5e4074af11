package ar.isac.crm.conversation;

import ar.isac.crm.hub.AssistantReply;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.hub.ReplyRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** The last step of an answer. */
@Component
class AssistantMessages implements AssistantReply {

    private final Conversations conversations;
    private final Messages messages;
    private final Threads threads;
    private final ApplicationEventPublisher events;

    AssistantMessages(
            Conversations conversations, Messages messages, Threads threads, ApplicationEventPublisher events) {
        this.conversations = conversations;
        this.messages = messages;
        this.threads = threads;
        this.events = events;
    }

    @Override
    public List<Publication> reply(ReplyRequest request) {
        if (conversations.find(request.conversationId()).isEmpty()) {
            // Its customer was erased meanwhile.
            return List.of();
        }
        threads.materialise(request.conversationId());
        Conversation conversation = conversations.find(request.conversationId()).orElseThrow();
        List<Publication> publications = new ArrayList<>();
        // By key, not from the drafts: those are gone when this is done again.
        for (int n = 0; addParts(ReplyKeys.of(conversation.id(), conversation.answeredSeq(), n), publications); n++) {}
        publications.add(threads.changed(conversation.id(), turn(conversation)));
        if (!conversation.lane().isEmpty()) {
            publications.add(IncomingUpdates.nudge(conversation.id()));
        }
        Escalation why = conversation.escalation();
        if (why != null && conversation.control() == Control.WAITING) {
            publications.add(threads.handedOver(conversation.id(), why.at().toString()));
            events.publishEvent(ConversationHandedOver.of(conversation, why));
        }
        return publications;
    }

    /** What the turn ended in, so that each end is told once and none is taken for an earlier one. */
    private static String turn(Conversation conversation) {
        Suggestion suggestion = conversation.suggestion();
        return "answered/" + conversation.answeredSeq() + "/" + conversation.pendingSeq() + "/"
                + conversation.control()
                + (suggestion == null ? "" : "/suggested/" + suggestion.upTo());
    }

    /** Whether there is a message of that key. */
    private boolean addParts(String key, List<Publication> publications) {
        int part = 0;
        for (Optional<Message> message = messages.findByKey(key);
                message.isPresent();
                message = messages.findByKey(Threads.partKey(key, ++part))) {
            publications.add(threads.added(message.get()));
        }
        return part > 0;
    }
}
