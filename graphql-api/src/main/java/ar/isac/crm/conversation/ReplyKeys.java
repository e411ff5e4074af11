package ar.isac.crm.conversation;

/** The keys of the assistant's messages: the same answer is created once. */
public final class ReplyKeys {

    private ReplyKeys() {}

    /**
     * The key of the {@code n}th message, from 0, that answers everything up to {@code seq}.
     */
    public static String of(String conversationId, long seq, int n) {
        return "re/" + conversationId + "/" + seq + "/" + n;
    }
}
