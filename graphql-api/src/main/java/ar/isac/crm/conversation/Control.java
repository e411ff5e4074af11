package ar.isac.crm.conversation;

/** Who answers a conversation now. While a person is waited for or has it, the assistant is silent. */
public enum Control {
    ASSISTANT,
    WAITING,
    HUMAN
}
