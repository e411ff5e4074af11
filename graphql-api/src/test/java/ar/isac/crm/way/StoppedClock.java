package ar.isac.crm.way;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Time that goes on until it is stopped; then nothing falls due any more. */
public final class StoppedClock extends Clock {

    private volatile @Nullable Instant stopped;

    /** Time stands still from here on. */
    public void stop() {
        if (stopped == null) {
            stopped = Instant.now();
        }
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Nothing under test asks for another zone");
    }

    @Override
    public Instant instant() {
        Instant at = stopped;
        return at == null ? Instant.now() : at;
    }
}
