package ar.isac.crm.message;

import org.jspecify.annotations.Nullable;

/**
 * One attempt to send one message.
 *
 * @param attemptId new for every attempt; sent along as {@code biz_opaque_callback_data} where the platform echoes it
 * @param recipient the customer's address, verbatim as the platform gave it
 * @param replyToExternalId the platform's id of the message it answers
 * @param tag why it may go out after the platform's reply window; null within it
 * @param topic what the message that it answers was about, where the channel tells that: the subject of an e-mail
 */
public record OutboundMessage(
        String attemptId,
        AccountRef account,
        Handle recipient,
        MessageContent content,
        @Nullable String replyToExternalId,
        @Nullable Tag tag,
        @Nullable String topic) {

    /** What a platform lets through after its reply window. */
    public enum Tag {
        /** Text that a person wrote, on Instagram, up to 7 days after the customer's last message. */
        HUMAN_AGENT
    }

    public OutboundMessage(
            String attemptId,
            AccountRef account,
            Handle recipient,
            MessageContent content,
            @Nullable String replyToExternalId) {
        this(attemptId, account, recipient, content, replyToExternalId, null, null);
    }
}
