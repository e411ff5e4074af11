package ar.isac.crm.outgoing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * One piece of news for one address.
 *
 * @param id its number in decimal
 * @param key webhook and event: the same event is one delivery
 * @param messageId what the receiver knows it by: the same for every try and every replay
 * @param customerId whose data it holds; null for nobody's
 * @param body the JSON that is sent, byte by byte
 * @param attempts how often it was tried
 * @param since how often it had been tried when it was last to be delivered anew
 * @param tries the last of them
 * @param day in UTC, by which deliveries are forgotten together
 */
@Document("webhookDeliveries")
record Delivery(
        @Id String id,
        @Version @Nullable Long version,
        String key,
        String webhookId,
        String messageId,
        String event,
        @Nullable String customerId,
        String body,
        Status status,
        int attempts,
        int since,
        List<Try> tries,
        @Nullable Instant nextAttemptAt,
        Instant createdAt,
        String day) {

    private static final int KEPT_TRIES = 10;

    /** What became of it. */
    enum Status {
        /** To be tried, now or later. */
        PENDING,
        DELIVERED,
        /** Given up. */
        FAILED
    }

    /**
     * One call.
     *
     * @param httpStatus of the answer; null when there was none
     * @param error in a few words; null when it was taken
     */
    record Try(
            Instant at,
            @Nullable Integer httpStatus,
            @Nullable String error,
            long durationMs) {}

    Delivery tried(Try one, Status next, @Nullable Instant again) {
        List<Try> all = new ArrayList<>(tries);
        all.add(one);
        return with(next, attempts + 1, since, all.subList(Math.max(0, all.size() - KEPT_TRIES), all.size()), again);
    }

    /** To be tried once more, as if it were new. */
    Delivery replayed() {
        return with(Status.PENDING, attempts, attempts, tries, null);
    }

    private Delivery with(
            Status nextStatus, int nextAttempts, int nextSince, List<Try> nextTries, @Nullable Instant again) {
        return new Delivery(
                id,
                version,
                key,
                webhookId,
                messageId,
                event,
                customerId,
                body,
                nextStatus,
                nextAttempts,
                nextSince,
                List.copyOf(nextTries),
                again,
                createdAt,
                day);
    }

    /** What customers write has no place in a log. */
    @Override
    public String toString() {
        return "Delivery[" + id + "]";
    }
}
