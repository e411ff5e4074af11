package ar.isac.crm.simulator;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One bubble on a phone.
 *
 * @param id the platform's id: a wamid or a mid
 * @param isMine whether the phone's owner wrote it
 * @param problem why it was not delivered, for whoever looks at the phone
 * @param reaction the shop's emoji on it
 * @param accountId the shop's account that it went to or came from
 * @param callbackData the shop's note on its message, handed back with every status
 */
record PhoneMessage(
        String id,
        boolean isMine,
        PhoneContent content,
        State state,
        @Nullable String problem,
        @Nullable String replyToId,
        @Nullable String reaction,
        Instant at,
        @JsonIgnore String accountId,
        @JsonIgnore @Nullable String callbackData) {

    /** How far a message has come. */
    enum State {
        SENDING,
        NOT_DELIVERED,
        DELIVERED,
        READ
    }

    static PhoneMessage byCustomer(
            String id, PhoneContent content, @Nullable String replyToId, Instant at, String accountId) {
        return new PhoneMessage(id, true, content, State.SENDING, null, replyToId, null, at, accountId, null);
    }

    static PhoneMessage byShop(
            String id,
            PhoneContent content,
            @Nullable String replyToId,
            Instant at,
            String accountId,
            @Nullable String callbackData) {
        return new PhoneMessage(
                id, false, content, State.DELIVERED, null, replyToId, null, at, accountId, callbackData);
    }

    PhoneMessage in(State next) {
        return new PhoneMessage(id, isMine, content, next, null, replyToId, reaction, at, accountId, callbackData);
    }

    PhoneMessage notDelivered(String why) {
        return new PhoneMessage(
                id, isMine, content, State.NOT_DELIVERED, why, replyToId, reaction, at, accountId, callbackData);
    }

    PhoneMessage reactedTo(@Nullable String emoji) {
        return new PhoneMessage(id, isMine, content, state, problem, replyToId, emoji, at, accountId, callbackData);
    }

    PhoneMessage showing(PhoneContent complete) {
        return new PhoneMessage(id, isMine, complete, state, problem, replyToId, reaction, at, accountId, callbackData);
    }
}
