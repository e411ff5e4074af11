package ar.isac.crm.payment;

import ar.isac.crm.pending.Alarm;
import ar.isac.crm.pending.AlarmHandler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Asks for the payments of a link that nobody has noticed to us: notifications can be lost, refused or not be set up. */
@Component
class PaymentCheck implements AlarmHandler {

    static final String KIND = "paymentCheck";
    static final Duration FIRST = Duration.ofMinutes(5);

    private static final Logger log = LoggerFactory.getLogger(PaymentCheck.class);
    private static final Duration USUAL = Duration.ofMinutes(30);

    /** Money may be on its way when the link ends. */
    private static final Duration AFTERMATH = Duration.ofDays(3);

    private final Payments payments;
    private final MercadoPago mercadoPago;
    private final Settlement settlement;
    private final Clock clock;

    PaymentCheck(Payments payments, MercadoPago mercadoPago, Settlement settlement, Clock clock) {
        this.payments = payments;
        this.mercadoPago = mercadoPago;
        this.settlement = settlement;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public @Nullable Instant ring(Alarm alarm) {
        Payment payment = payments.find(alarm.subject()).orElse(null);
        Instant now = clock.instant();
        if (payment == null || isOver(payment, now)) {
            return null;
        }
        try {
            mercadoPago.search(payment.id()).forEach(settlement::take);
        } catch (MercadoPago.Unavailable unavailable) {
            log.debug("Payments cannot be asked for now: {}", unavailable.getMessage());
        }
        boolean isOpen = payment.expiresAt() != null && now.isBefore(payment.expiresAt());
        return now.plus(isOpen ? USUAL : USUAL.multipliedBy(12));
    }

    private static boolean isOver(Payment payment, Instant now) {
        return payment.status().compareTo(PaymentStatus.APPROVED) >= 0
                || payment.expiresAt() == null
                || now.isAfter(payment.expiresAt().plus(AFTERMATH));
    }
}
