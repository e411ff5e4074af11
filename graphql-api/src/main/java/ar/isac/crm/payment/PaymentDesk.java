package ar.isac.crm.payment;

import ar.isac.crm.conversation.Author;
import ar.isac.crm.conversation.Draft;
import ar.isac.crm.conversation.Posting;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.message.MessageContent.TextContent;
import ar.isac.crm.money.Money;
import ar.isac.crm.money.MoneyFormat;
import ar.isac.crm.pending.Alarms;
import ar.isac.crm.phrase.Phrases;
import ar.isac.crm.quote.PricedLine;
import ar.isac.crm.quote.Quote;
import ar.isac.crm.quote.QuoteDesk;
import ar.isac.crm.quote.QuoteStatus;
import ar.isac.crm.sale.Holds;
import ar.isac.crm.sale.Sale;
import ar.isac.crm.sale.SaleDesk;
import ar.isac.crm.sale.SaleOutcome;
import ar.isac.crm.sale.SaleStatus;
import ar.isac.crm.sale.Sales;
import ar.isac.crm.sale.Shortage;
import ar.isac.crm.shop.ShopSettings;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Asking for money, and noting what came by hand. Every act is harmless when repeated. */
@Component
public class PaymentDesk {

    private static final Logger log = LoggerFactory.getLogger(PaymentDesk.class);
    private static final Duration RECOVERY = Duration.ofSeconds(5);

    private final Payments payments;
    private final MercadoPago mercadoPago;
    private final Settlement settlement;
    private final QuoteDesk quotes;
    private final SaleDesk desk;
    private final Sales sales;
    private final Holds holds;
    private final Posting posting;
    private final Alarms alarms;
    private final Phrases phrases;
    private final MoneyFormat money;
    private final Clock clock;

    PaymentDesk(
            Payments payments,
            MercadoPago mercadoPago,
            Settlement settlement,
            QuoteDesk quotes,
            SaleDesk desk,
            Sales sales,
            Holds holds,
            Posting posting,
            Alarms alarms,
            MoneyFormat money,
            ShopSettings shop,
            Clock clock) {
        this.payments = payments;
        this.mercadoPago = mercadoPago;
        this.settlement = settlement;
        this.quotes = quotes;
        this.desk = desk;
        this.sales = sales;
        this.holds = holds;
        this.posting = posting;
        this.alarms = alarms;
        this.phrases = Phrases.of("selling", shop);
        this.money = money;
        this.clock = clock;
    }

    /** What is to be paid. */
    private record Due(
            String orderKey,
            @Nullable String quoteId,
            int revision,
            String conversationId,
            String title,
            List<PricedLine> lines,
            @Nullable Instant until) {

        static Due of(Quote quote) {
            return new Due(
                    Sale.keyOf(quote.id()),
                    quote.id(),
                    quote.revision(),
                    quote.conversationId(),
                    quote.number(),
                    quote.lines(),
                    quote.validUntil());
        }

        static Due of(Sale sale) {
            return new Due(
                    sale.key(),
                    sale.quoteId(),
                    sale.quoteRevision(),
                    sale.conversationId(),
                    sale.number(),
                    sale.lines(),
                    null);
        }

        Money amount() {
            return PricedLine.total(lines);
        }
    }

    /** Whether links can be made at all. */
    public boolean isOnline() {
        return mercadoPago.isSetUp();
    }

    /**
     * The link to pay a quote by, made now or before and not ended; its stock is promised for a while. Paying it accepts the
     * quote.
     *
     * @throws ar.isac.crm.graphql.NotFound when there is no such quote
     */
    public Result<Payment> linkForQuote(String quoteId) {
        Quote quote = quotes.find(quoteId);
        Optional<Sale> sale = sales.findByKey(Sale.keyOf(quoteId));
        if (sale.isPresent()) {
            return linkForSale(sale.get().id());
        }
        return switch (quote.statusAt(clock.instant())) {
            case PENDING, ACCEPTED -> link(Due.of(quote));
            case EXPIRED ->
                Result.refused(UserError.at(
                        "quoteId",
                        UserError.Code.EXPIRED,
                        "Esta cotización venció. Actualizala para ofrecerla con los precios de hoy."));
            case REJECTED ->
                Result.refused(UserError.at(
                        "quoteId",
                        UserError.Code.NOT_ALLOWED,
                        "Esta cotización fue rechazada. Actualizala para ofrecerla de nuevo."));
        };
    }

    /**
     * The link to pay a sale by, made now or before and not ended; its stock is promised for a while.
     *
     * @throws ar.isac.crm.graphql.NotFound when there is no such sale
     */
    public Result<Payment> linkForSale(String saleId) {
        Sale sale = desk.find(saleId);
        return sale.status() == SaleStatus.PENDING
                ? link(Due.of(sale))
                : Result.refused(
                        UserError.at("saleId", UserError.Code.NOT_ALLOWED, "Esta venta no espera ningún pago."));
    }

    private Result<Payment> link(Due due) {
        if (!mercadoPago.isSetUp()) {
            return Result.refused(new UserError(
                    List.of(),
                    UserError.Code.UNAVAILABLE,
                    "No hay un medio de pago en línea configurado (MERCADOPAGO_ACCESS_TOKEN)."));
        }
        switch (holds.hold(due.orderKey(), due.lines())) {
            case Holds.Holding.Lacking(List<Shortage> shortages) -> {
                return new Result.Refused<>(SaleOutcome.errors("quoteId", shortages));
            }
            case Holds.Holding.Held held -> log.trace("The stock of {} is held until {}", due.title(), held.until());
        }
        Payment payment = asked(due);
        if (payment.link() != null) {
            return Result.done(payment);
        }
        try {
            Payment.Link link = mercadoPago.offer(payment, phrases.say("payment.title", "number", due.title()));
            alarms.setUnlessSet(PaymentCheck.KIND, payment.id(), clock.instant().plus(PaymentCheck.FIRST));
            return Result.done(payments.update(payment.id(), current -> current.linked(link)));
        } catch (MercadoPago.Refused refused) {
            log.warn("Mercado Pago refused to make a link for {}: {}", due.title(), refused.getMessage());
            return Result.refused(new UserError(
                    List.of(),
                    UserError.Code.UNAVAILABLE,
                    "Mercado Pago rechazó el pedido: avisale a quien administra la cuenta"
                            + " (MERCADOPAGO_ACCESS_TOKEN)."));
        } catch (MercadoPago.Unavailable unavailable) {
            log.warn("No payment link could be made for {}: {}", due.title(), unavailable.getMessage());
            return Result.refused(new UserError(
                    List.of(), UserError.Code.UNAVAILABLE, "Mercado Pago no responde: probá de nuevo en un minuto."));
        }
    }

    /** What waits for the money: where a link has ended unpaid, the next, and money by the ended one is still taken. */
    private Payment asked(Due due) {
        String cause = "link/" + due.orderKey() + "/" + due.revision();
        Payment payment = asked(due, cause);
        for (int n = 2; payment.hasEndedUnpaid(clock.instant()); n++) {
            payment = asked(due, cause + "/" + n);
        }
        return payment;
    }

    private Payment asked(Due due, String cause) {
        return payments.insert(fresh(id(cause), due, PaymentMethod.MERCADO_PAGO, PaymentStatus.PENDING, null, null));
    }

    /** Sends a link to the customer, once for its key. */
    void send(Payment payment, @Nullable String advisorId, String cause) {
        Payment.Link link = payment.link();
        if (link != null) {
            String text = phrases.say("payment.link", "total", money.format(payment.amount()), "link", link.url());
            posting.post(
                    payment.conversationId(),
                    List.of(new Draft(
                            "payment/" + payment.id() + "/link/" + cause,
                            Author.ADVISOR,
                            advisorId,
                            new TextContent(text),
                            null,
                            null)));
        }
    }

    /**
     * Money that came by hand.
     *
     * @param key derived from the cause: the same cause notes it once
     * @param quoteId the quote that it pays, which is accepted by it; null for a sale
     * @param saleId the sale that it pays; null for a quote
     * @param reference a word about it, such as the number of a transfer
     */
    record ByHand(
            String key,
            @Nullable String quoteId,
            @Nullable String saleId,
            PaymentMethod method,
            Money amount,
            @Nullable String reference,
            @Nullable String advisorId) {}

    Result<Payment> record(ByHand came) {
        String id = id("hand/" + came.key());
        Optional<Payment> known = payments.find(id);
        if (known.isPresent()) {
            settlement.proceed(known.get());
            return Result.done(known.get());
        }
        return switch (due(came)) {
            case Result.Refused<Due>(List<UserError> errors) -> new Result.Refused<>(errors);
            case Result.Done<Due>(Due due)
            when !due.amount().equals(came.amount()) ->
                Result.refused(UserError.at(
                        "amount",
                        UserError.Code.INVALID,
                        "El importe a pagar es %s, completo.".formatted(money.format(due.amount()))));
            case Result.Done<Due>(Due due) -> {
                // Before the payment is stored: whoever rings goes on with it if this process dies.
                alarms.setUnlessSet(PaymentRecovery.KIND, id, clock.instant().plus(RECOVERY));
                Payment payment = payments.insert(
                        fresh(id, due, came.method(), PaymentStatus.APPROVED, came.advisorId(), came.reference()));
                settlement.proceed(payment);
                yield Result.done(payment);
            }
        };
    }

    private Result<Due> due(ByHand came) {
        Optional<Sale> sale = came.saleId() != null
                ? Optional.of(desk.find(came.saleId()))
                : sales.findByKey(Sale.keyOf(String.valueOf(came.quoteId())));
        if (sale.isPresent()) {
            return sale.get().status() == SaleStatus.PENDING
                    ? Result.done(Due.of(sale.get()))
                    : Result.refused(
                            UserError.at("saleId", UserError.Code.NOT_ALLOWED, "Esta venta no espera ningún pago."));
        }
        Quote quote = quotes.find(String.valueOf(came.quoteId()));
        QuoteStatus status = quote.statusAt(clock.instant());
        return status == QuoteStatus.PENDING || status == QuoteStatus.ACCEPTED
                ? Result.done(Due.of(quote))
                : Result.refused(UserError.at(
                        "quoteId",
                        status == QuoteStatus.EXPIRED ? UserError.Code.EXPIRED : UserError.Code.NOT_ALLOWED,
                        "Esta cotización ya no está vigente. Actualizala para ofrecerla de nuevo."));
    }

    private Payment fresh(
            String id,
            Due due,
            PaymentMethod method,
            PaymentStatus status,
            @Nullable String advisorId,
            @Nullable String reference) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        boolean isOnline = method == PaymentMethod.MERCADO_PAGO;
        return new Payment(
                id,
                null,
                due.orderKey(),
                due.quoteId(),
                due.revision(),
                due.conversationId(),
                method,
                isOnline && mercadoPago.isSimulated(),
                due.amount(),
                status,
                null,
                List.of(),
                advisorId,
                reference,
                now,
                isOnline ? end(due, now) : null,
                status == PaymentStatus.APPROVED ? now : null);
    }

    /** A quote that was accepted is still to be paid when its own time is over. */
    private static Instant end(Due due, Instant now) {
        return Optional.ofNullable(due.until()).filter(now::isBefore).orElse(MercadoPago.usualEnd(now));
    }

    /** The provider shows the id to nobody who could guess from it. */
    private static String id(String cause) {
        return UUID.nameUUIDFromBytes(("payment " + cause).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
