package ar.isac.crm.followup;

import ar.isac.crm.pending.Alarm;
import ar.isac.crm.pending.AlarmHandler;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A follow-up's time has come. */
@Component
class FollowUpAlarm implements AlarmHandler {

    static final String KIND = "followUp";

    private final FollowUpDesk desk;

    FollowUpAlarm(FollowUpDesk desk) {
        this.desk = desk;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public @Nullable Instant ring(Alarm alarm) {
        desk.fallDue(alarm.subject());
        return null;
    }
}
