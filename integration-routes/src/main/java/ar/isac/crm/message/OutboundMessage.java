package ar.isac.crm.message;

import org.jspecify.annotations.Nullable;

/**
 * One attempt to send one message.
 *
 * @param attemptId new for every attempt; sent along as {@code biz_opaque_callback_data} where the platform echoes it
 * @param recipient the customer's address, verbatim as the platform gave it
 * @param replyToExternalId the platform's id of the message it answers
 */
public record OutboundMessage(
        String attemptId,
        AccountRef account,
        Handle recipient,
        MessageContent content,
        @Nullable String replyToExternalId) {}
