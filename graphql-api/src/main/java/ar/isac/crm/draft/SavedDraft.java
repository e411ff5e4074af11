package ar.isac.crm.draft;

import ar.isac.crm.conversation.OfConversation;
import java.time.Instant;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A text that an advisor has not sent yet. The last one that is saved counts, from whichever device.
 *
 * @param id conversation and advisor
 */
@Document("drafts")
record SavedDraft(@Id String id, String conversationId, String advisorId, String text, Instant updatedAt)
        implements OfConversation {

    static SavedDraft of(String conversationId, String advisorId, String text, Instant now) {
        return new SavedDraft(idOf(conversationId, advisorId), conversationId, advisorId, text, now);
    }

    static String idOf(String conversationId, String advisorId) {
        return conversationId + "/" + advisorId;
    }
}
