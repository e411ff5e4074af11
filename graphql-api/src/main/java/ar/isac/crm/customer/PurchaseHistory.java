package ar.isac.crm.customer;

import ar.isac.crm.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What customers have bought so far. Known to the feature that sells; a shop that sells nothing here has none. */
public interface PurchaseHistory {

    /** What the customer has bought, as of now; {@link Purchases#NONE} for somebody who has bought nothing. */
    Purchases of(String customerId);

    /**
     * The paid sales of one customer, less what was cancelled or refunded.
     *
     * @param count how many sales
     * @param spent what they came to; null while there are none
     * @param last when the last one was
     */
    record Purchases(
            int count, @Nullable Money spent, @Nullable Instant last) {
        public static final Purchases NONE = new Purchases(0, null, null);
    }
}
