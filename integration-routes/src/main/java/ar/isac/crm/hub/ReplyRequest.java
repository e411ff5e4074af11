package ar.isac.crm.hub;

/**
 * Asks the assistant to answer a conversation up to the inbound message {@code seq}. It acts only if that is still the last
 * one waiting, or the first has waited too long.
 */
public record ReplyRequest(String conversationId, long seq) {}
