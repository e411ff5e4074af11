package ar.isac.crm.customer;

import ar.isac.crm.money.Money;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One sign of what a customer likes. Its key is its cause, so that noting it again changes nothing.
 *
 * @param key the message that asked, or the line of the sale
 * @param attributes the values chosen, by attribute
 * @param price of one unit
 */
public record Ask(
        String key,
        Kind kind,
        @Nullable String family,
        @Nullable String brand,
        @Nullable String category,
        Map<String, String> attributes,
        @Nullable Money price,
        Instant at) {

    /** How strong a sign it is. */
    public enum Kind {
        ASKED(1),
        BOUGHT(3);

        final int weight;

        Kind(int weight) {
            this.weight = weight;
        }
    }

    public Ask {
        attributes = Map.copyOf(attributes);
    }
}
