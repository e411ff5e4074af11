package ar.isac.crm.quote;

import ar.isac.crm.pending.Alarm;
import ar.isac.crm.pending.AlarmHandler;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Notes expiries when they come, so that whoever watches learns of them. */
@Component
class QuoteExpiry implements AlarmHandler {

    static final String KIND = "quoteExpiry";

    private final QuoteDesk desk;

    QuoteExpiry(QuoteDesk desk) {
        this.desk = desk;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public @Nullable Instant ring(Alarm alarm) {
        return desk.expire(alarm.subject());
    }
}
