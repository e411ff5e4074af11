package ar.isac.crm.conversation;

/** Where a conversation stands on the board. */
public enum ConversationStatus {
    OPEN,
    FOLLOW_UP,
    CLOSED
}
