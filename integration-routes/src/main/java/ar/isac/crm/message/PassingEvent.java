package ar.isac.crm.message;

import java.time.Instant;

/**
 * News that is true for moments: who looks at a conversation, who writes in it. It is never stored and has no number; whoever
 * misses it learns the state of now with the next one, or by asking.
 *
 * @param advisorId whose doing it is; blank where it does not matter
 */
public record PassingEvent(Kind kind, String conversationId, String advisorId, Instant at) {

    /** What is happening. */
    public enum Kind {
        /** They have the conversation before them. */
        VIEWING,
        /** They are writing in it. */
        TYPING,
        /** They are there no more. */
        GONE,
        /** The text that they have not sent yet has changed. */
        DRAFTED,
        /** The customer is to see that somebody writes, where the product itself shows them the conversation. */
        SHOWN_WRITING
    }
}
