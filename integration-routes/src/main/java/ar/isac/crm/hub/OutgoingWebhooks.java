package ar.isac.crm.hub;

import java.time.Duration;
import java.util.List;

/** Delivers news to the addresses that want to hear of them. */
@FunctionalInterface
public interface OutgoingWebhooks {

    /**
     * A try to deliver.
     *
     * @param deliveryId which delivery
     * @param attempt the number of the try, from 1: one that was made already is not made again
     */
    record Attempt(String deliveryId, int attempt) {

        public Publication after(Duration delay) {
            return new Publication(Queues.WEBHOOKS, null, delay, this);
        }
    }

    /** Tries, notes what came of it, and returns what is to be published because of it, such as the next try. */
    List<Publication> deliver(Attempt attempt);
}
