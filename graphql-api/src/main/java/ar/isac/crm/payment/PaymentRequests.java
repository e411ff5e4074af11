package ar.isac.crm.payment;

import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.Page;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.idempotency.IdempotencyKeys;
import ar.isac.crm.money.Money;
import ar.isac.crm.sale.Sale;
import ar.isac.crm.sale.Sales;
import ar.isac.crm.security.Actor;
import ar.isac.crm.shop.ShopSettings;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** From GraphQL's inputs to the desk. */
@Component
class PaymentRequests {

    private static final int LONGEST_REFERENCE = 200;

    private final PaymentDesk desk;
    private final Payments payments;
    private final Sales sales;
    private final IdempotencyKeys keys;
    private final PaymentNotes notes;
    private final ShopSettings shop;

    PaymentRequests(
            PaymentDesk desk,
            Payments payments,
            Sales sales,
            IdempotencyKeys keys,
            PaymentNotes notes,
            ShopSettings shop) {
        this.desk = desk;
        this.payments = payments;
        this.sales = sales;
        this.keys = keys;
        this.notes = notes;
        this.shop = shop;
    }

    /** In the shape of the GraphQL inputs. */
    record CreatePaymentLinkInput(
            @Nullable String quoteId,
            @Nullable String saleId,
            @Nullable Boolean isSent,
            String idempotencyKey) {}

    record RecordPaymentInput(
            @Nullable String quoteId,
            @Nullable String saleId,
            PaymentMethod method,
            BigDecimal amount,
            @Nullable String reference,
            String idempotencyKey) {}

    record PaymentFilter(
            @Nullable PaymentStatus status,
            @Nullable String quote,
            @Nullable String sale,
            @Nullable String conversation) {}

    Page<Payment> list(@Nullable PaymentFilter filter, int size, @Nullable String after) {
        if (filter == null) {
            return payments.newestFirst(payment -> true, size, after);
        }
        @Nullable String quoteKey = filter.quote() == null ? null : Sale.keyOf(GlobalId.raw("Quote", filter.quote()));
        @Nullable String saleKey = filter.sale() == null ? null : saleKey(GlobalId.raw("Sale", filter.sale()));
        @Nullable
        String conversation =
                filter.conversation() == null ? null : GlobalId.raw("Conversation", filter.conversation());
        Predicate<Payment> admits = payment -> (filter.status() == null || payment.status() == filter.status())
                && (quoteKey == null || payment.orderKey().equals(quoteKey))
                && (saleKey == null || payment.orderKey().equals(saleKey))
                && (conversation == null || payment.conversationId().equals(conversation));
        return Stream.of(Optional.ofNullable(quoteKey), Optional.ofNullable(saleKey), Optional.ofNullable(conversation))
                .flatMap(Optional::stream)
                .findFirst()
                .map(owner -> payments.newestFirst(owner, admits, size, after))
                .orElseGet(() -> payments.newestFirst(admits, size, after));
    }

    private String saleKey(String saleId) {
        return sales.find(saleId).map(Sale::key).orElse("");
    }

    Result<Payment> createLink(CreatePaymentLinkInput input, Actor actor) {
        if ((input.quoteId() == null) == (input.saleId() == null)) {
            return Result.refused(onlyOne());
        }
        return keys.attempt(
                        actor.id(),
                        "createPaymentLink",
                        input.idempotencyKey(),
                        input,
                        () -> made(input, actor).map(Payment::id))
                .map(this::found);
    }

    private Result<Payment> made(CreatePaymentLinkInput input, Actor actor) {
        Result<Payment> made = input.quoteId() == null
                ? desk.linkForSale(GlobalId.raw("Sale", String.valueOf(input.saleId())))
                : desk.linkForQuote(GlobalId.raw("Quote", input.quoteId()));
        return made.also(payment -> {
            if (Boolean.TRUE.equals(input.isSent())) {
                desk.send(payment, actor.advisorId(), actor.id() + "/" + input.idempotencyKey());
            } else {
                notes.linked(payment, actor);
            }
        });
    }

    Result<Payment> record(RecordPaymentInput input, Actor actor) {
        Optional<UserError> illegal = check(input);
        if (illegal.isPresent()) {
            return Result.refused(illegal.get());
        }
        return keys.attempt(
                        actor.id(),
                        "recordPayment",
                        input.idempotencyKey(),
                        input,
                        () -> noted(input, actor)
                                .also(payment -> notes.recorded(payment, actor))
                                .map(Payment::id))
                .map(this::found);
    }

    private static Optional<UserError> check(RecordPaymentInput input) {
        if ((input.quoteId() == null) == (input.saleId() == null)) {
            return Optional.of(onlyOne());
        }
        if (input.method() == PaymentMethod.MERCADO_PAGO) {
            return Optional.of(
                    UserError.at("method", UserError.Code.INVALID, "Los pagos de Mercado Pago se anotan solos."));
        }
        String reference = input.reference();
        return reference != null && reference.length() > LONGEST_REFERENCE
                ? Optional.of(
                        UserError.at("reference", UserError.Code.TOO_LONG, "La referencia tiene hasta 200 caracteres."))
                : Optional.empty();
    }

    private Result<Payment> noted(RecordPaymentInput input, Actor actor) {
        Money amount;
        try {
            amount = Money.of(input.amount(), shop.currency().getCurrencyCode());
        } catch (ArithmeticException tooFine) {
            return Result.refused(
                    UserError.at("amount", UserError.Code.INVALID, "El importe tiene más decimales que la moneda."));
        }
        return desk.record(new PaymentDesk.ByHand(
                actor.id() + "/" + input.idempotencyKey(),
                input.quoteId() == null ? null : GlobalId.raw("Quote", input.quoteId()),
                input.saleId() == null ? null : GlobalId.raw("Sale", input.saleId()),
                input.method(),
                amount,
                input.reference(),
                actor.advisorId()));
    }

    private Payment found(String id) {
        return payments.find(id).orElseThrow();
    }

    private static UserError onlyOne() {
        return new UserError(
                List.of(),
                UserError.Code.REQUIRED,
                "Un pago es de una cotización o de una venta: elegí una de las dos.");
    }
}
