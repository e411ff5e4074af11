package ar.isac.crm.security;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What was brought to a webhook and not taken. Whoever knocks decides how often, so the log has a line a minute for each
 * reason, and the counter {@code crm.webhook.refused} tells the rest.
 */
@Component
public class RefusedDeliveries {

    private static final Logger log = LoggerFactory.getLogger(RefusedDeliveries.class);
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<Reason, Counter> counters = new EnumMap<>(Reason.class);
    private final Map<Reason, Silence> silences = new EnumMap<>(Reason.class);

    RefusedDeliveries(MeterRegistry meters, Clock clock) {
        this.clock = clock;
        for (Reason reason : Reason.values()) {
            counters.put(
                    reason,
                    Counter.builder("crm.webhook.refused")
                            .description("Deliveries to a webhook that were not taken")
                            .tag("reason", reason.tag)
                            .register(meters));
        }
    }

    /** Why something is not taken. */
    public enum Reason {
        UNPROVEN("unproven", "A webhook delivery was refused: missing or wrong proof"),
        MALFORMED("malformed", "A webhook delivery was refused: signed and not to be read"),
        STOCK("stock", "A delivery of stock was refused: neither a right signature nor a token for the inventory"),
        PAYMENT("payment", "A payment notification was refused: missing, wrong or old signature");

        private final String tag;
        private final String words;

        Reason(String tag, String words) {
            this.tag = tag;
            this.words = words;
        }
    }

    /** How many were not written down since {@code from}. */
    private record Silence(Instant from, long untold) {}

    public void add(Reason reason) {
        add(reason, "");
    }

    /**
     * Counts one more, and writes it down unless that was done within the last minute.
     *
     * @param detail what is known of this one, in our own words; may be empty
     */
    public synchronized void add(Reason reason, String detail) {
        Counter counter = counters.get(reason);
        if (counter != null) {
            counter.increment();
        }
        Instant now = clock.instant();
        Silence silence = silences.get(reason);
        if (silence != null && now.isBefore(silence.from().plus(QUIET))) {
            silences.put(reason, new Silence(silence.from(), silence.untold() + 1));
            return;
        }
        String words = detail.isEmpty() ? reason.words : reason.words + ": " + detail;
        if (silence == null || silence.untold() == 0) {
            log.warn("{}", words);
        } else {
            log.warn("{} ({} more since the last line)", words, silence.untold());
        }
        silences.put(reason, new Silence(now, 0));
    }
}
