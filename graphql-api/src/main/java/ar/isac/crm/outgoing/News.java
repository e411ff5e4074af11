package ar.isac.crm.outgoing;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, ready to be told.
 *
 * @param key the same for the same thing, however often the log tells it
 * @param event its name, such as {@code sale.paid}
 * @param customerId whom it is about; null for nobody
 * @param data JSON-able, without what customers write
 * @param text what a customer wrote, for those who may read it; null for most
 */
record News(
        String key,
        String event,
        Instant occurredAt,
        @Nullable String customerId,
        Map<String, Object> data,
        @Nullable String text) {

    @Override
    public String toString() {
        return "News[" + key + "]";
    }
}
