package ar.isac.crm.sale;

import ar.isac.crm.customer.Segment;
import ar.isac.crm.quote.DiscountLimit;
import ar.isac.crm.quote.Selection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be sold without a quote.
 *
 * @param key derived from the cause: the same cause makes one sale
 * @param advisorId who sells; null for the assistant and for programs
 * @param priceList null for the one of the customer's segment
 * @param limit the most that may be taken off a line
 */
public record NewSale(
        String key,
        String conversationId,
        @Nullable String advisorId,
        List<Selection> selections,
        @Nullable Segment priceList,
        DiscountLimit limit) {}
