package ar.isac.crm.conversation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why the assistant says nothing in a conversation.
 *
 * @param endsAt when it may answer again if the customer writes; set by closing, null while only a person can give it back
 */
public record Silence(
        Reason reason, Instant since, @Nullable Instant endsAt) {

    /** The reasons there are. */
    public enum Reason {
        /** The assistant called a person. */
        HANDED_OVER,
        /** An advisor wrote or took the conversation. */
        TAKEN_OVER,
        /** Somebody answered from the shop's own phone. */
        ANSWERED_ELSEWHERE,
        /** The assistant was off on the account when the customer wrote; it wakes by itself once it is on again. */
        SWITCHED_OFF
    }

    static Silence because(Reason reason, Instant since) {
        return new Silence(reason, since, null);
    }

    Silence until(@Nullable Instant end) {
        return new Silence(reason, since, end);
    }

    boolean isOver(Instant now) {
        return endsAt != null && !now.isBefore(endsAt);
    }
}
