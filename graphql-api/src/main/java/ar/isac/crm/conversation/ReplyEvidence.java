package ar.isac.crm.conversation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reply of the assistant stands on.
 *
 * @param intent what the customer was taken to want
 * @param rule the rule of the assistant that answered
 * @param products the products whose price or stock was read, as they were at {@code at}
 */
public record ReplyEvidence(@Nullable String intent, String rule, List<ProductReading> products, Instant at) {

    /**
     * A product at one instant.
     *
     * @param price in minor units of {@code currency}
     * @param stock units that could be sold
     */
    public record ProductReading(String sku, String title, long price, String currency, int stock) {}
}
