package ar.isac.crm.way;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** A clock that a test can put forward, for waits that are longer than a test. */
public final class ShiftedClock extends Clock implements AutoCloseable {

    private static volatile @Nullable ShiftedClock installed;

    private volatile Duration shift = Duration.ZERO;

    /** The time of the product that runs with such a clock; else the true one. What customers write is as old as this. */
    static Instant now() {
        ShiftedClock clock = installed;
        return clock == null ? Instant.now() : clock.instant();
    }

    /** Ends with the product. */
    @Override
    public void close() {
        installed = null;
    }

    /** Puts the clock forward. */
    public void forward(Duration by) {
        shift = shift.plus(by);
    }

    /** Sets the clock right again. */
    public void reset() {
        shift = Duration.ZERO;
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
        return Instant.now().plus(shift);
    }

    /** Takes the place of the product's clock, for those who ask for it. */
    public static class Installed {
        @Bean
        @Primary
        ShiftedClock shiftedClock() {
            ShiftedClock clock = new ShiftedClock();
            installed = clock;
            return clock;
        }
    }
}
