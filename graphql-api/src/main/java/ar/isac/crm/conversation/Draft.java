package ar.isac.crm.conversation;

import ar.isac.crm.message.MessageContent;
import org.jspecify.annotations.Nullable;

/**
 * A message that has been decided on and not yet been given its place in the thread.
 *
 * @param key the message's unique key, derived from its cause: creating it again finds it
 * @param advisorId who wrote it, where a person did
 * @param replyToId the message it answers
 */
public record Draft(
        String key,
        Author author,
        @Nullable String advisorId,
        MessageContent content,
        @Nullable String replyToId,
        @Nullable ReplyEvidence evidence) {}
