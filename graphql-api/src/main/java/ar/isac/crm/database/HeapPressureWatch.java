package ar.isac.crm.database;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Says in the log, once each time it happens, that the data of the embedded database outgrow the heap. */
final class HeapPressureWatch implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(HeapPressureWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(30);

    private final HeapPressure pressure;
    private final boolean isEmbedded;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("heap-pressure").factory());
    private volatile boolean isRunning;
    private boolean wasHigh;

    HeapPressureWatch(HeapPressure pressure, boolean isEmbedded) {
        this.pressure = pressure;
        this.isEmbedded = isEmbedded;
    }

    @Override
    public void start() {
        isRunning = true;
        if (isEmbedded) {
            var unused = timer.scheduleWithFixedDelay(
                    this::look, INTERVAL.toSeconds(), INTERVAL.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private void look() {
        boolean isHigh = pressure.isHigh();
        if (isHigh && !wasHigh) {
            log.warn(
                    "Data fill {} % of the heap: start with a larger -Xmx, or move to a MongoDB with MONGODB_URI",
                    Math.round(100 * pressure.share()));
        }
        wasHigh = isHigh;
    }

    @Override
    public void stop() {
        timer.shutdownNow();
        isRunning = false;
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }
}
