package ar.isac.crm.learning;

import ar.isac.crm.understanding.Intent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What somebody of the shop told the assistant.
 *
 * @param id from what it is about, so that saying it again, or otherwise, takes the place of what was said before
 * @param messageId the message it is about; the customer's last one where it is about a suggestion
 * @param text the customer's words where intents are corrected, else what the assistant said or suggested; goes when the
 *     customer is erased
 * @param intents what the customer really wanted, the main thing first
 * @param said what the model had taken them to want
 * @param modelVersion the model that had said so
 * @param correction what was sent instead of what was suggested
 * @param actorId who says it
 */
@Document("aiFeedback")
record Feedback(
        @Id String id,
        @Version @Nullable Long version,
        Kind kind,
        String conversationId,
        String customerId,
        String messageId,
        String text,
        List<Intent> intents,
        List<Intent> said,
        @Nullable String modelVersion,
        @Nullable Boolean helpful,
        @Nullable String note,
        @Nullable String correction,
        String actorId,
        String actorName,
        Instant at) {

    /** What it is about. */
    enum Kind {
        /** What a customer's message means: an example to learn from. */
        INTENTS,
        /** Whether an answer was helpful. */
        RATING,
        /** Other words for a suggestion. */
        EDIT
    }

    Feedback inPlaceOf(@Nullable Long storedVersion) {
        return new Feedback(
                id,
                storedVersion,
                kind,
                conversationId,
                customerId,
                messageId,
                text,
                intents,
                said,
                modelVersion,
                helpful,
                note,
                correction,
                actorId,
                actorName,
                at);
    }
}
