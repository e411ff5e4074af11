package ar.isac.crm.payment;

import ar.isac.crm.conversation.Author;
import ar.isac.crm.conversation.Draft;
import ar.isac.crm.conversation.Escalation;
import ar.isac.crm.conversation.Posting;
import ar.isac.crm.conversation.Priority;
import ar.isac.crm.hub.PaymentNotice;
import ar.isac.crm.hub.PaymentNotices;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.message.MessageContent.TextContent;
import ar.isac.crm.money.MoneyFormat;
import ar.isac.crm.phrase.Phrases;
import ar.isac.crm.sale.Sale;
import ar.isac.crm.sale.SaleDesk;
import ar.isac.crm.sale.SaleDesk.PaidOutcome;
import ar.isac.crm.sale.SaleDesk.PaidOutcome.Surplus.Why;
import ar.isac.crm.sale.Sales;
import ar.isac.crm.shop.ShopSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What payments lead to. A notice is read back at the provider and compared with what was asked for; then the payment takes
 * effect: the sale, its stock, the receipt, or a person who looks into it. Every step is harmless when repeated, so notices
 * may come twice, late and in any order.
 */
@Component
class Settlement implements PaymentNotices {

    private static final Logger log = LoggerFactory.getLogger(Settlement.class);

    /** Until when a provider that does not answer is asked again; then the notice is parked. */
    private static final List<Duration> RETRIES = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofHours(4),
            Duration.ofHours(12));

    /** A payment may be noticed before it can be read. */
    private static final int TRIES_FOR_UNKNOWN = 4;

    private final MercadoPago mercadoPago;
    private final Payments payments;
    private final SaleDesk desk;
    private final Sales sales;
    private final Posting posting;
    private final Phrases phrases;
    private final MoneyFormat money;
    private final Clock clock;

    Settlement(
            MercadoPago mercadoPago,
            Payments payments,
            SaleDesk desk,
            Sales sales,
            Posting posting,
            MoneyFormat money,
            ShopSettings shop,
            Clock clock) {
        this.mercadoPago = mercadoPago;
        this.payments = payments;
        this.desk = desk;
        this.sales = sales;
        this.posting = posting;
        this.phrases = Phrases.of("selling", shop);
        this.money = money;
        this.clock = clock;
    }

    @Override
    public List<Publication> settle(PaymentNotice notice) {
        Optional<MercadoPago.Reading> reading;
        try {
            reading = mercadoPago.read(notice.externalId());
        } catch (MercadoPago.Unavailable unavailable) {
            if (notice.attempt() > RETRIES.size()) {
                throw unavailable;
            }
            return List.of(later(notice));
        }
        if (reading.isPresent()) {
            take(reading.get());
            return List.of();
        }
        if (notice.attempt() < TRIES_FOR_UNKNOWN) {
            return List.of(later(notice));
        }
        log.warn("Nobody knows the payment {} that was noticed", notice.externalId());
        return List.of();
    }

    private static Publication later(PaymentNotice notice) {
        return Publication.of(
                new PaymentNotice(notice.externalId(), notice.attempt() + 1), RETRIES.get(notice.attempt() - 1));
    }

    /** Lets what the provider has take effect. */
    void take(MercadoPago.Reading reading) {
        Optional<Payment> found = payments.find(reading.reference());
        PaymentStatus told = reading.status();
        if (found.isEmpty() || told == null || found.get().method() != PaymentMethod.MERCADO_PAGO) {
            log.warn("The payment {} is none of ours, or in no state that we know", reading.externalId());
            return;
        }
        Payment payment = found.get();
        if (!payment.amount().equals(reading.amount())) {
            log.warn("The payment {} is not of the amount that was asked for", reading.externalId());
            if (told.compareTo(PaymentStatus.APPROVED) >= 0) {
                callPerson(
                        payment,
                        "mismatch/" + reading.externalId(),
                        phrases.say("evidence.mismatch", "id", reading.externalId()));
            }
            return;
        }
        Payment learned = payments.update(payment.id(), current -> current.learned(reading.externalId(), told, now()));
        proceed(learned);
        if (told == PaymentStatus.REJECTED) {
            tellRejected(learned, reading.externalId());
        }
    }

    /** Brings a payment as far as it can go from where it stands. */
    void proceed(Payment payment) {
        switch (payment.status()) {
            case PENDING, REJECTED -> log.trace("Nothing came by payment {} yet", payment.id());
            case APPROVED -> approved(payment);
            case REFUNDED, CHARGED_BACK -> undone(payment);
        }
    }

    private void approved(Payment payment) {
        Instant at = payment.approvedAt() == null ? now() : payment.approvedAt();
        String method = phrases.say("method."
                + (payment.isSimulated() ? "simulated" : payment.method().name().toLowerCase(Locale.ROOT)));
        PaidOutcome outcome = desk.paid(
                payment.orderKey(),
                payment.quoteId(),
                payment.quoteRevision(),
                new Sale.Paid(payment.id(), method, payment.amount(), at));
        switch (outcome) {
            case PaidOutcome.Settled settled -> {
                if (payment.approvedTries() > 1) {
                    callPerson(
                            payment,
                            "twice",
                            phrases.say(
                                    "evidence.twice", "number", settled.sale().number()));
                }
            }
            case PaidOutcome.Surplus(Sale sale, Why why) ->
                callPerson(
                        payment,
                        "surplus",
                        phrases.say(
                                "evidence.surplus." + why.name().toLowerCase(Locale.ROOT),
                                "amount",
                                money.format(payment.amount()),
                                "number",
                                sale.number()));
        }
    }

    private void undone(Payment payment) {
        Optional<Sale> sale = sales.findByKey(payment.orderKey())
                .filter(paid -> paid.paid() != null && paid.paid().paymentId().equals(payment.id()));
        sale.ifPresent(desk::refunded);
        String number = sale.map(Sale::number).orElse("");
        Escalation why = new Escalation(
                Escalation.Reason.PAYMENT_PROBLEM,
                phrases.say(
                                "evidence." + payment.status().name().toLowerCase(Locale.ROOT),
                                "amount",
                                money.format(payment.amount()),
                                "number",
                                number)
                        .strip(),
                now());
        Draft told = payment.status() == PaymentStatus.REFUNDED && sale.isPresent()
                ? automatic(payment, "refunded", phrases.say("payment.refunded", "number", number))
                : note(payment, payment.status().name().toLowerCase(Locale.ROOT), why.evidence());
        posting.handOver(payment.conversationId(), why, Priority.URGENT, List.of(told));
    }

    private void callPerson(Payment payment, String cause, String evidence) {
        Escalation why = new Escalation(Escalation.Reason.PAYMENT_PROBLEM, evidence, now());
        posting.handOver(
                payment.conversationId(),
                why,
                Priority.URGENT,
                List.of(
                        note(payment, cause + "/note", evidence),
                        automatic(payment, cause, phrases.say("payment.problem"))));
    }

    private void tellRejected(Payment payment, String externalId) {
        Payment.Link link = payment.link();
        if (link != null && payment.status() == PaymentStatus.REJECTED) {
            posting.post(
                    payment.conversationId(),
                    List.of(automatic(
                            payment, "rejected/" + externalId, phrases.say("payment.rejected", "link", link.url()))));
        }
    }

    private static Draft automatic(Payment payment, String cause, String text) {
        return new Draft(key(payment, cause), Author.AUTOMATION, null, new TextContent(text), null, null);
    }

    /** For the shop's eyes. */
    private static Draft note(Payment payment, String cause, String text) {
        return new Draft(key(payment, cause), Author.SYSTEM, null, new TextContent(text), null, null);
    }

    private static String key(Payment payment, String cause) {
        return "payment/" + payment.id() + "/" + cause;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
