package ar.isac.crm.sale;

import ar.isac.crm.conversation.Message;
import ar.isac.crm.customer.Segment;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NumberedPage;
import ar.isac.crm.graphql.Page;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.idempotency.IdempotencyKeys;
import ar.isac.crm.quote.DiscountLimits;
import ar.isac.crm.quote.Quote.Decision;
import ar.isac.crm.quote.Selection;
import ar.isac.crm.quote.SelectionInput;
import ar.isac.crm.security.Actor;
import ar.isac.crm.shop.ShopSettings;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** From GraphQL's inputs to the desk. */
@Component
class SaleRequests {

    private static final int LONGEST_REASON = 500;

    private final SaleDesk desk;
    private final Sales sales;
    private final IdempotencyKeys keys;
    private final DiscountLimits limits;
    private final SaleNotes notes;
    private final ShopSettings shop;

    SaleRequests(
            SaleDesk desk,
            Sales sales,
            IdempotencyKeys keys,
            DiscountLimits limits,
            SaleNotes notes,
            ShopSettings shop) {
        this.desk = desk;
        this.sales = sales;
        this.keys = keys;
        this.limits = limits;
        this.notes = notes;
        this.shop = shop;
    }

    /** In the shape of the GraphQL inputs. */
    record CreateSaleInput(
            @Nullable String quoteId,
            @Nullable String conversationId,
            @Nullable List<SelectionInput> lines,
            @Nullable Segment priceList,
            String idempotencyKey) {}

    record CancelSaleInput(
            String saleId,
            @Nullable String reason,
            @Nullable Boolean returnStock) {}

    record DeliverSaleInput(String saleId) {}

    record SendReceiptInput(String saleId, String idempotencyKey) {}

    Page<Sale> list(SaleFilter filter, int size, @Nullable String after) {
        String owner = filter.owner();
        if (filter.number() != null) {
            List<Sale> one = Sale.idOf(filter.number()).flatMap(sales::find).stream()
                    .filter(filter::admits)
                    .toList();
            return NumberedPage.of(one, after, size, Sale::id);
        }
        if (owner == null) {
            return sales.newestFirst(filter::admits, size, after);
        }
        List<Sale> admitted = sales.of(owner).stream().filter(filter::admits).toList();
        return NumberedPage.of(admitted, after, size, Sale::id);
    }

    Sale find(String globalId) {
        return desk.find(GlobalId.raw("Sale", globalId));
    }

    /**
     * The sale with this number.
     *
     * @throws ar.isac.crm.graphql.NotFound when there is none
     */
    Sale numbered(String number) {
        return desk.find(Sale.idOf(number).orElse(""));
    }

    Result<Sale> create(CreateSaleInput input, Actor actor) {
        return keys.attempt(
                        actor.id(),
                        "createSale",
                        input.idempotencyKey(),
                        input,
                        () -> made(input, actor)
                                .also(sale -> notes.made(sale, actor))
                                .map(Sale::id))
                .map(desk::find);
    }

    private Result<Sale> made(CreateSaleInput input, Actor actor) {
        List<SelectionInput> lines = input.lines();
        if (input.quoteId() != null && lines == null) {
            return desk.acceptQuote(GlobalId.raw("Quote", input.quoteId()), Decision.By.ADVISOR, actor.advisorId())
                    .result();
        }
        if (input.quoteId() != null || lines == null || input.conversationId() == null) {
            return Result.refused(new UserError(
                    List.of(),
                    UserError.Code.REQUIRED,
                    "Una venta sale de una cotización, o de productos en una conversación: elegí una de las dos."));
        }
        String conversationId = GlobalId.raw("Conversation", input.conversationId());
        return switch (SelectionInput.read(lines, shop.currency().getCurrencyCode())) {
            case Result.Refused<List<Selection>>(List<UserError> errors) -> new Result.Refused<>(errors);
            case Result.Done<List<Selection>>(List<Selection> selections) ->
                desk.sell(new NewSale(
                                actor.id() + "/" + input.idempotencyKey(),
                                conversationId,
                                actor.advisorId(),
                                selections,
                                input.priceList(),
                                limits.of(actor)))
                        .result();
        };
    }

    Result<Sale> cancel(CancelSaleInput input, Actor actor) {
        String reason = input.reason();
        if (reason != null && reason.length() > LONGEST_REASON) {
            return Result.refused(
                    UserError.at("reason", UserError.Code.TOO_LONG, "El motivo tiene hasta 500 caracteres."));
        }
        return desk.cancel(GlobalId.raw("Sale", input.saleId()), reason, input.returnStock())
                .also(sale -> notes.cancelled(sale, actor));
    }

    Result<Sale> deliver(DeliverSaleInput input, Actor actor) {
        return desk.deliver(GlobalId.raw("Sale", input.saleId())).also(sale -> notes.delivered(sale, actor));
    }

    Result<Message> sendReceipt(SendReceiptInput input, Actor actor) {
        Optional<UserError> illegal = IdempotencyKeys.check(input.idempotencyKey());
        if (illegal.isPresent()) {
            return Result.refused(illegal.get());
        }
        return desk.sendReceipt(
                GlobalId.raw("Sale", input.saleId()), actor.advisorId(), actor.id() + "/" + input.idempotencyKey());
    }
}
