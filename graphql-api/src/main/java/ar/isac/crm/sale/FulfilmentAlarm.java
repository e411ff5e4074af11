package ar.isac.crm.sale;

import ar.isac.crm.pending.Alarm;
import ar.isac.crm.pending.AlarmHandler;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Set before a sale is changed: goes on where a crash interrupted, and finds nothing to do where none did. */
@Component
class FulfilmentAlarm implements AlarmHandler {

    static final String KIND = "fulfilment";

    private final Fulfilment fulfilment;

    FulfilmentAlarm(Fulfilment fulfilment) {
        this.fulfilment = fulfilment;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public @Nullable Instant ring(Alarm alarm) {
        fulfilment.proceed(alarm.subject());
        return null;
    }
}
