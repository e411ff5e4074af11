package ar.isac.crm.quote;

import ar.isac.crm.customer.Segment;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be quoted.
 *
 * @param key derived from the cause: the same cause makes one quote
 * @param messageId the customer's message that it answers; null when none is known
 * @param advisorId who makes it; null for the assistant
 * @param priceList null for the one of the customer's segment
 * @param validFor null for the shop's usual time
 * @param limit the most that may be taken off a line
 */
public record NewQuote(
        String key,
        String conversationId,
        @Nullable String messageId,
        @Nullable String advisorId,
        List<Selection> selections,
        @Nullable Segment priceList,
        @Nullable Duration validFor,
        DiscountLimit limit) {

    /** One whose discounts, if any, the shop's own rules grant. */
    public NewQuote(
            String key,
            String conversationId,
            @Nullable String messageId,
            @Nullable String advisorId,
            List<Selection> selections,
            @Nullable Segment priceList,
            @Nullable Duration validFor) {
        this(key, conversationId, messageId, advisorId, selections, priceList, validFor, DiscountLimit.NONE);
    }
}
