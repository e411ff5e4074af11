package ar.isac.crm.conversation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What an event is rendered from, read once for all who hear of it at about the same time: five hundred open panels cost the
 * database no more than one. What is read is never older than the event, since a change is stored before it is announced; what
 * is newer is told by a later event.
 */
@Component
class SharedReadings {

    private static final int KEPT = 1_000;
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final Conversations conversations;
    private final Messages messages;
    private final Clock clock;
    private final Map<String, Reading> recent = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Reading> eldest) {
            return size() > KEPT;
        }
    };

    SharedReadings(Conversations conversations, Messages messages, Clock clock) {
        this.conversations = conversations;
        this.messages = messages;
        this.clock = clock;
    }

    /** What one event is about. */
    final class Reading {

        private final String conversationId;
        private final @Nullable Long seq;
        private final Instant since;
        private boolean isConversationRead;
        private boolean isMessageRead;
        private @Nullable Conversation conversation;
        private @Nullable Message message;

        private Reading(String conversationId, @Nullable Long seq, Instant since) {
            this.conversationId = conversationId;
            this.seq = seq;
            this.since = since;
        }

        synchronized Optional<Conversation> conversation() {
            if (!isConversationRead) {
                conversation = conversations.find(conversationId).orElse(null);
                isConversationRead = true;
            }
            return Optional.ofNullable(conversation);
        }

        synchronized Optional<Message> message() {
            if (!isMessageRead) {
                message = seq == null
                        ? null
                        : messages.find(Message.id(conversationId, seq)).orElse(null);
                isMessageRead = true;
            }
            return Optional.ofNullable(message);
        }
    }

    /** A reading that nobody else shares. */
    Reading ofNow(String conversationId, @Nullable Long seq) {
        return new Reading(conversationId, seq, clock.instant());
    }

    /**
     * The reading of an event.
     *
     * @param event tells it from every other
     */
    Reading of(String event, String conversationId, @Nullable Long seq) {
        Instant now = clock.instant();
        synchronized (recent) {
            Reading known = recent.get(event);
            if (known != null && known.since.plus(FRESH).isAfter(now)) {
                return known;
            }
            Reading fresh = new Reading(conversationId, seq, now);
            recent.put(event, fresh);
            return fresh;
        }
    }
}
