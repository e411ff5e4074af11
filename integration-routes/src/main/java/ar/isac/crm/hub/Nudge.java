package ar.isac.crm.hub;

/** Asks to look at a conversation's lane. One too many changes nothing. */
public record Nudge(String conversationId) {}
