package ar.isac.crm.webchat;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** How much anybody may ask for in a minute, on this node. */
@Component
class Rates {

    /** More than these in one minute, and everybody waits for the next: the memory is not theirs. */
    private static final int MOST_KEYS = 100_000;

    private final Clock clock;
    private volatile Minute minute = new Minute(Long.MIN_VALUE);

    Rates(Clock clock) {
        this.clock = clock;
    }

    private record Minute(long number, ConcurrentMap<String, AtomicInteger> counts) {
        Minute(long number) {
            this(number, new ConcurrentHashMap<>());
        }
    }

    /** Whether this one is still within the limit. */
    boolean allows(String key, int most) {
        long number = clock.instant().truncatedTo(ChronoUnit.MINUTES).getEpochSecond();
        Minute now = minute;
        if (now.number() != number) {
            now = new Minute(number);
            minute = now;
        }
        return now.counts().size() < MOST_KEYS
                && now.counts()
                                .computeIfAbsent(key, unused -> new AtomicInteger())
                                .incrementAndGet()
                        <= most;
    }
}
