package ar.isac.crm.message;

import org.jspecify.annotations.Nullable;

/**
 * Something small that the shop tells the platform about a message or a chat, and that is no message: that it was read, that
 * somebody is writing, a reaction. It has no place in a thread and no lane: one too many, or one that is lost, does no harm.
 *
 * @param recipient the customer's address, verbatim as the platform gave it
 * @param messageExternalId the platform's id of the message that it is about
 * @param emoji the reaction; blank takes it away, null for what is none
 * @param tries how often it has been tried in vain
 */
public record Signal(
        AccountRef account,
        Kind kind,
        Handle recipient,
        String messageExternalId,
        @Nullable String emoji,
        int tries) {

    /** What is told. */
    public enum Kind {
        READ,
        TYPING,
        REACTION
    }

    public Signal again() {
        return new Signal(account, kind, recipient, messageExternalId, emoji, tries + 1);
    }
}
