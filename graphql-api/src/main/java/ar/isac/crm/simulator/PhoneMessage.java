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
 * @param ownReaction the emoji of the phone's owner on it
 * @param edits how often its writer has said something else instead
 * @param isDeleted whether its writer took it back
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
        @Nullable String ownReaction,
        int edits,
        boolean isDeleted,
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
        return new PhoneMessage(
                id, true, content, State.SENDING, null, replyToId, null, null, 0, false, at, accountId, null);
    }

    static PhoneMessage byShop(
            String id,
            PhoneContent content,
            @Nullable String replyToId,
            Instant at,
            String accountId,
            @Nullable String callbackData) {
        return new PhoneMessage(
                id,
                false,
                content,
                State.DELIVERED,
                null,
                replyToId,
                null,
                null,
                0,
                false,
                at,
                accountId,
                callbackData);
    }

    PhoneMessage in(State next) {
        return new PhoneMessage(
                id,
                isMine,
                content,
                next,
                null,
                replyToId,
                reaction,
                ownReaction,
                edits,
                isDeleted,
                at,
                accountId,
                callbackData);
    }

    PhoneMessage notDelivered(String why) {
        return new PhoneMessage(
                id,
                isMine,
                content,
                State.NOT_DELIVERED,
                why,
                replyToId,
                reaction,
                ownReaction,
                edits,
                isDeleted,
                at,
                accountId,
                callbackData);
    }

    PhoneMessage reactedTo(@Nullable String emoji) {
        return new PhoneMessage(
                id,
                isMine,
                content,
                state,
                problem,
                replyToId,
                emoji,
                ownReaction,
                edits,
                isDeleted,
                at,
                accountId,
                callbackData);
    }

    PhoneMessage showing(PhoneContent complete) {
        return new PhoneMessage(
                id,
                isMine,
                complete,
                state,
                problem,
                replyToId,
                reaction,
                ownReaction,
                edits,
                isDeleted,
                at,
                accountId,
                callbackData);
    }

    /** @param emoji null for none any more */
    PhoneMessage reactedToByOwner(@Nullable String emoji) {
        return new PhoneMessage(
                id,
                isMine,
                content,
                state,
                problem,
                replyToId,
                reaction,
                emoji,
                edits,
                isDeleted,
                at,
                accountId,
                callbackData);
    }

    PhoneMessage edited(PhoneContent next) {
        return new PhoneMessage(
                id,
                isMine,
                next,
                state,
                problem,
                replyToId,
                reaction,
                ownReaction,
                edits + 1,
                isDeleted,
                at,
                accountId,
                callbackData);
    }

    PhoneMessage deleted() {
        return new PhoneMessage(
                id,
                isMine,
                new PhoneContent.Words(""),
                state,
                problem,
                null,
                null,
                null,
                edits,
                true,
                at,
                accountId,
                callbackData);
    }
}
