package ar.isac.crm.payment;

import ar.isac.crm.pending.Alarm;
import ar.isac.crm.pending.AlarmHandler;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Set before a payment by hand is stored: goes on where a crash interrupted, and finds nothing to do where none did. */
@Component
class PaymentRecovery implements AlarmHandler {

    static final String KIND = "payment";

    private final Payments payments;
    private final Settlement settlement;

    PaymentRecovery(Payments payments, Settlement settlement) {
        this.payments = payments;
        this.settlement = settlement;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public @Nullable Instant ring(Alarm alarm) {
        payments.find(alarm.subject()).ifPresent(settlement::proceed);
        return null;
    }
}
