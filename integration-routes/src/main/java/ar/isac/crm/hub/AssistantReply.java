package ar.isac.crm.hub;

import java.util.List;

/** Last step of an answer: from drafts to messages. */
@FunctionalInterface
public interface AssistantReply {

    /** Creates the messages of the stored drafts, once each, and puts them in the conversation's lane. */
    List<Publication> reply(ReplyRequest request);
}
