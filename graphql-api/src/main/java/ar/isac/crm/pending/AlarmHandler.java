package ar.isac.crm.pending;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What to do when an alarm of its kind falls due. A crash may make it ring again, so handling it twice must do no harm. */
public interface AlarmHandler {

    String kind();

    /** Handles the alarm; returns when it is to ring again, or null when it is done with. */
    @Nullable
    Instant ring(Alarm alarm);
}
