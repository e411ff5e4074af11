package ar.isac.crm.conversation;

/** Something that belongs to a conversation, and that only those may see who may see the conversation. */
public interface OfConversation {

    String conversationId();
}
