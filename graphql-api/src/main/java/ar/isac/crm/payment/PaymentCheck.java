package ar.isac.crm.payment;

import ar.isac.crm.pending.Alarm;
import ar.isac.crm.pending.AlarmHandler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
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

    private static final int SIDE_BY_SIDE = 4;

    private final Payments payments;
    private final MercadoPago mercadoPago;
    private final Settlement settlement;
    private final Clock clock;
    private final Executor beside =
            task -> Thread.ofVirtual().name("payment-check").start(task);
    private final Semaphore turns = new Semaphore(SIDE_BY_SIDE);

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

    /** The provider is asked beside: it may be slow, and other alarms are not to wait for it. */
    @Override
    public @Nullable Instant ring(Alarm alarm) {
        Payment payment = payments.find(alarm.subject()).orElse(null);
        Instant now = clock.instant();
        if (payment == null) {
            return null;
        }
        if (isOver(payment, now)) {
            // What was learned beside may have been interrupted before it took effect.
            settlement.proceed(payment);
            return null;
        }
        beside.execute(() -> ask(payment.id()));
        boolean isOpen = payment.expiresAt() != null && now.isBefore(payment.expiresAt());
        return now.plus(isOpen ? USUAL : USUAL.multipliedBy(12));
    }

    private void ask(String paymentId) {
        turns.acquireUninterruptibly();
        try {
            mercadoPago.search(paymentId).forEach(settlement::take);
        } catch (MercadoPago.Refused refused) {
            log.warn("Mercado Pago refused to tell of payment {}: {}", paymentId, refused.getMessage());
        } catch (MercadoPago.Unavailable unavailable) {
            log.debug("Payments cannot be asked for now: {}", unavailable.getMessage());
        } catch (RuntimeException e) {
            log.error("What came by payment {} cannot take effect now and will be asked for again", paymentId, e);
        } finally {
            turns.release();
        }
    }

    private static boolean isOver(Payment payment, Instant now) {
        return payment.status().compareTo(PaymentStatus.APPROVED) >= 0
                || payment.expiresAt() == null
                || now.isAfter(payment.expiresAt().plus(AFTERMATH));
    }
}
