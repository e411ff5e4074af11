package ar.isac.crm.activity;

import java.time.Instant;

/**
 * What somebody does in a conversation.
 *
 * @param since since when they do just this
 * @param expiresAt until when it holds unless it is said again
 */
record ConversationActivity(String advisorId, Kind activity, Instant since, Instant expiresAt) {

    /** What there is to do. */
    enum Kind {
        VIEWING,
        TYPING
    }
}
