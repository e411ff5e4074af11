package ar.isac.crm.simulator;

import org.jspecify.annotations.Nullable;

/** What the shop asks the platform to do, understood and within the platform's limits. */
sealed interface Send {

    /**
     * A message for a customer.
     *
     * @param address the customer's: a wa_id or an Instagram-scoped id
     * @param input the address as the shop wrote it
     * @param linked the medium that the platform has to fetch first
     * @param needsWindow whether the customer must have written lately
     */
    record Message(
            String address,
            String input,
            PhoneContent content,
            @Nullable Link linked,
            @Nullable String replyToId,
            @Nullable String callbackData,
            boolean needsWindow)
            implements Send {}

    /** A reaction to a message; a null emoji takes it back. */
    record Reaction(
            String address, String messageId, @Nullable String emoji) implements Send {}

    /** The shop has read up to the message, and perhaps is writing. {@code messageId} is null where only the address is known. */
    record Seen(@Nullable String address, @Nullable String messageId, boolean isRead, boolean isTyping)
            implements Send {}

    /** Where a medium is to be fetched. */
    record Link(String kind, String url) {}
}
