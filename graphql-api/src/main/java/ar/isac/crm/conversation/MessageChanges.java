package ar.isac.crm.conversation;

import ar.isac.crm.conversation.ExternalIds.Change;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.hub.ReplyRequest;
import ar.isac.crm.message.InboundUpdate.InboundChange;
import ar.isac.crm.message.InboundUpdate.InboundMessage;
import ar.isac.crm.message.MessageChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Reactions, edits and deletions take effect on the message that they name, once and in their own order, however often and
 * whenever they come. Nobody answers them.
 */
@Component
class MessageChanges {

    /** How many of the messages that wait for an answer are looked at. */
    private static final int FARTHEST_LOOK = 50;

    private final ExternalIds externalIds;
    private final Messages messages;
    private final Conversations conversations;
    private final Threads threads;
    private final AnsweringSettings settings;

    MessageChanges(
            ExternalIds externalIds,
            Messages messages,
            Conversations conversations,
            Threads threads,
            AnsweringSettings settings) {
        this.externalIds = externalIds;
        this.messages = messages;
        this.conversations = conversations;
        this.threads = threads;
        this.settings = settings;
    }

    /** A change whose message is not there yet waits for it. */
    List<Publication> receive(InboundChange update) {
        String accountId = update.account().id();
        Author by = update.isEcho() ? Author.ADVISOR : Author.CUSTOMER;
        Change change = new Change(update.externalId(), by, update.change(), update.occurredAt());
        Optional<String> messageId = externalIds
                .anyMessageId(accountId, update.messageExternalId())
                .or(() -> externalIds.await(accountId, update.messageExternalId(), change));
        List<Publication> publications = new ArrayList<>();
        messageId.ifPresent(id -> publications.addAll(applied(id, List.of(change))));
        if (change.change() instanceof MessageChange.Deletion) {
            publications.addAll(furtherParts(accountId, update.messageExternalId(), change));
        }
        return publications;
    }

    /** What is one message there and several here is taken back as a whole. */
    private List<Publication> furtherParts(String accountId, String externalId, Change deletion) {
        List<Publication> publications = new ArrayList<>();
        for (int n = 1; ; n++) {
            Optional<Message> part =
                    messages.findByKey(ExternalIds.inboundKey(accountId, InboundMessage.partId(externalId, n)));
            if (part.isEmpty()) {
                return publications;
            }
            publications.addAll(applied(part.get().id(), List.of(deletion)));
        }
    }

    /** What has waited for a customer's message takes effect; returns the message after it. */
    Message awaited(String accountId, Message message) {
        String externalId = message.externalId();
        if (externalId == null) {
            return message;
        }
        int part = externalId.indexOf('#');
        List<Change> waiting = new ArrayList<>(externalIds.changesInWait(accountId, externalId));
        if (part > 0) {
            externalIds.changesInWait(accountId, externalId.substring(0, part)).stream()
                    .filter(change -> change.change() instanceof MessageChange.Deletion)
                    .forEach(waiting::add);
        }
        return waiting.isEmpty() ? message : apply(message.id(), waiting);
    }

    private Message apply(String messageId, List<Change> changes) {
        return messages.update(messageId, message -> {
            Message next = message;
            for (Change change : changes) {
                next = next.changed(change.by(), change.change(), change.at(), change.cause());
            }
            return next;
        });
    }

    /** The changes take effect on a message in its place, with all that follows. */
    List<Publication> applied(String messageId, List<Change> changes) {
        Message message = apply(messageId, changes);
        List<Publication> publications = new ArrayList<>();
        changes.forEach(change -> publications.add(threads.changed(message, "change/" + change.cause())));
        if (changes.stream().anyMatch(change -> !(change.change() instanceof MessageChange.Reaction))) {
            publications.addAll(saysOtherwise(message));
        }
        return publications;
    }

    /** What waits for an answer is considered anew; there is nothing to answer where nothing is left of it. */
    private List<Publication> saysOtherwise(Message message) {
        Conversation before = conversations.find(message.conversationId()).orElseThrow();
        boolean awaitsAnswer = before.awaitsAnswer() && saysSomethingUnanswered(before);
        Conversation conversation =
                conversations.update(message.conversationId(), current -> current.revised(message, awaitsAnswer));
        boolean isWaiting = message.direction() == Direction.INBOUND && message.seq() > conversation.answeredSeq();
        return isWaiting && conversation.awaitsAssistant()
                ? List.of(Publication.of(
                        new ReplyRequest(conversation.id(), conversation.pendingSeq()), settings.burstWindow()))
                : List.of();
    }

    private boolean saysSomethingUnanswered(Conversation conversation) {
        long from = Math.max(conversation.answeredSeq() + 1, conversation.pendingSeq() - FARTHEST_LOOK);
        return messages.range(conversation.id(), from, conversation.pendingSeq()).stream()
                .anyMatch(message -> message.direction() == Direction.INBOUND && !message.isDeleted());
    }
}
