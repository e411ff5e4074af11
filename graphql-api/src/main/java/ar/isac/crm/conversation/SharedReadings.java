package ar.isac.crm.conversation;

import ar.isac.crm.event.SharedReads;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The conversations and messages that events are about, read once for all who hear of them. */
@Component
class SharedReadings {

    private final Conversations conversations;
    private final Messages messages;
    private final SharedReads reads;

    SharedReadings(Conversations conversations, Messages messages, SharedReads reads) {
        this.conversations = conversations;
        this.messages = messages;
        this.reads = reads;
    }

    /** What one event is about. */
    record Reading(Optional<Conversation> conversation, Optional<Message> message) {}

    private record ConversationKey(String id) {}

    private record MessageKey(String id) {}

    private record MomentKey(String event) {}

    /** A reading that nobody else shares. */
    Reading ofNow(String conversationId, @Nullable Long seq) {
        return new Reading(
                conversations.find(conversationId),
                seq == null ? Optional.empty() : messages.find(Message.id(conversationId, seq)));
    }

    /** The reading of an event of the log. */
    Reading of(long number, String conversationId, @Nullable Long seq) {
        OptionalLong event = OptionalLong.of(number);
        return new Reading(
                read(new ConversationKey(conversationId), event, () -> conversations.find(conversationId)),
                seq == null
                        ? Optional.empty()
                        : read(
                                new MessageKey(Message.id(conversationId, seq)),
                                event,
                                () -> messages.find(Message.id(conversationId, seq))));
    }

    /**
     * The reading of what has no place in the log.
     *
     * @param event tells it from every other
     */
    Reading ofMoment(String event, String conversationId) {
        return new Reading(
                read(new MomentKey(event), OptionalLong.empty(), () -> conversations.find(conversationId)),
                Optional.empty());
    }

    private <T> Optional<T> read(Object key, OptionalLong number, Supplier<Optional<T>> read) {
        try {
            return reads.read(key, number, read).join();
        } catch (CompletionException another) {
            if (another.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw another;
        }
    }
}
