package ar.isac.crm.gate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * How much each actor may still ask of this node: a bucket that empties with the cost of what is asked and fills up again
 * with time.
 */
@Component
class Budgets {

    private static final int REMEMBERED = 10_000;
    private static final int MILLIS = 1_000;

    private final GateSettings settings;
    private final Clock clock;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > REMEMBERED;
        }
    };

    Budgets(GateSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    private record Bucket(double left, Instant at) {}

    /** Takes what an operation costs; where that is not there, takes nothing and says how long to wait. */
    synchronized Optional<Duration> take(String actorId, long cost) {
        Instant now = clock.instant();
        Bucket before = buckets.getOrDefault(actorId, new Bucket(settings.budget(), now));
        double since = Math.max(0, Duration.between(before.at(), now).toMillis()) / (double) MILLIS;
        double left = Math.min(settings.budget(), before.left() + since * settings.budgetPerSecond());
        double price = Math.max(1, Math.min(cost, settings.budget()));
        if (price > left) {
            buckets.put(actorId, new Bucket(left, now));
            double wait = (price - left) / settings.budgetPerSecond();
            return Optional.of(Duration.ofMillis((long) Math.ceil(wait * MILLIS)));
        }
        buckets.put(actorId, new Bucket(left - price, now));
        return Optional.empty();
    }
}
