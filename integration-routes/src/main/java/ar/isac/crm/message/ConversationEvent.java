package ar.isac.crm.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * News that something of a conversation changed. It carries no content: whoever shows it renders the state of now, so one
 * event too many is harmless.
 *
 * @param key deterministic: the same cause gives the same key, and one key is numbered once
 * @param seq the message it is about; null when it is about the conversation itself
 * @param subject the id of what else it is about, such as a follow-up; null for most
 */
public record ConversationEvent(
        String key,
        Type type,
        String conversationId,
        @Nullable Long seq,
        @Nullable String subject,
        Instant occurredAt) {

    public ConversationEvent(String key, Type type, String conversationId, @Nullable Long seq, Instant occurredAt) {
        this(key, type, conversationId, seq, null, occurredAt);
    }

    /** What changed. */
    public enum Type {
        MESSAGE_ADDED,
        MESSAGE_CHANGED,
        CONVERSATION_CHANGED,
        /** The assistant has left the conversation to a person. */
        HANDED_OVER,
        /** A follow-up waits for a person. */
        FOLLOW_UP_DUE,
        /** A note mentions advisors; {@code subject} is its id. */
        MENTIONED,
        /** Somebody gave it to an advisor; {@code subject} is their id. */
        ASSIGNED,
        /** It was put off, and the time is over. */
        RETURNED,
        /** A parked letter came or changed; {@code subject} is its number, and there is no conversation. */
        DEAD_LETTER_CHANGED,
        /** An account cannot send, or somebody stopped it; {@code subject} is its id, and there is no conversation. */
        CHANNEL_PAUSED,
        /** An account sends again; likewise. */
        CHANNEL_RESUMED,
        /** Something about an account wants a person, though it still sends; likewise. */
        CHANNEL_ALERT,
        /** Something that other systems may want to hear of; {@code subject} is a {@link Fact}, and there is no conversation. */
        FACT,
        /** Nobody took an outgoing webhook for long, and it was stopped; {@code subject} is its id, likewise. */
        WEBHOOK_PAUSED;

        /** Whether it is about a conversation, and not about the shop's own affairs. */
        public boolean isOfConversations() {
            return switch (this) {
                case MESSAGE_ADDED,
                        MESSAGE_CHANGED,
                        CONVERSATION_CHANGED,
                        HANDED_OVER,
                        FOLLOW_UP_DUE,
                        MENTIONED,
                        ASSIGNED,
                        RETURNED -> true;
                case DEAD_LETTER_CHANGED, CHANNEL_PAUSED, CHANNEL_RESUMED, CHANNEL_ALERT, FACT, WEBHOOK_PAUSED -> false;
            };
        }
    }

    /** News of an account, which belongs to no conversation. */
    public static ConversationEvent ofAccount(String key, Type type, String accountId, Instant occurredAt) {
        return new ConversationEvent(key, type, "", null, accountId, occurredAt);
    }

    /**
     * News for other systems.
     *
     * @param cause tells it from the same fact at another time; blank for what happens once
     */
    public static ConversationEvent of(Fact fact, String cause, Instant occurredAt) {
        return new ConversationEvent(
                "fact/" + fact.subject() + (cause.isBlank() ? "" : "/" + cause),
                Type.FACT,
                "",
                null,
                fact.subject(),
                occurredAt);
    }

    /** News of an outgoing webhook that was stopped. */
    public static ConversationEvent ofWebhook(String key, String webhookId, Instant occurredAt) {
        return new ConversationEvent(key, Type.WEBHOOK_PAUSED, "", null, webhookId, occurredAt);
    }

    /** News of a parked letter, which belongs to no conversation. */
    public static ConversationEvent ofLetter(String key, String letterNumber, Instant occurredAt) {
        return new ConversationEvent(key, Type.DEAD_LETTER_CHANGED, "", null, letterNumber, occurredAt);
    }
}
