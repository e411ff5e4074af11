package ar.isac.crm.conversation;

/**
 * A customer's message is in its place. Published within the handling of the message, at least once: whoever listens does its
 * work once for the message's id, quickly, and fails when the message should be handled again.
 *
 * @param conversation as it is with the message in it
 */
public record MessageReceived(Message message, Conversation conversation) {}
