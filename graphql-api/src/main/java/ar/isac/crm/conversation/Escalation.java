package ar.isac.crm.conversation;

import java.time.Instant;

/**
 * Why the assistant handed a conversation over.
 *
 * @param evidence what led to it, for the advisor: the intent, the rule, never a customer's words
 */
public record Escalation(Reason reason, String evidence, Instant at) {

    /** The reasons there are. */
    public enum Reason {
        ASKED_FOR_PERSON,
        COMPLAINT,
        PAYMENT_PROBLEM,
        LOW_CONFIDENCE,
        UNSUPPORTED_MEDIA,
        HIGH_VALUE,
        NEGATIVE_TONE,
        READY_TO_BUY,
        NOT_COVERED,
        ASSISTANT_FAILURE,
        ASSISTANT_TIMEOUT
    }
}
