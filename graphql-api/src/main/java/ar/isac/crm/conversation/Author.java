package ar.isac.crm.conversation;

/** Who wrote a message. */
public enum Author {
    CUSTOMER,
    ASSISTANT,
    ADVISOR,
    AUTOMATION,
    SYSTEM
}
