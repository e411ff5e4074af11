package ar.isac.crm.assistant;

import ar.isac.crm.conversation.Message;
import ar.isac.crm.conversation.ReplyEvidence.ProductReading;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.message.MessageContent.MediaContent;
import ar.isac.crm.payment.Payment;
import ar.isac.crm.payment.PaymentDesk;
import ar.isac.crm.quote.NewQuote;
import ar.isac.crm.quote.Offered;
import ar.isac.crm.quote.QuoteDesk;
import ar.isac.crm.quote.QuoteMessages;
import ar.isac.crm.quote.Quotes;
import ar.isac.crm.quote.Selection;
import ar.isac.crm.sale.Holds;
import ar.isac.crm.sale.SaleDesk;
import ar.isac.crm.sale.SaleOutcome;
import ar.isac.crm.sale.Sales;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sells by the shop's own quotes, sales and payments. */
@Component
class ShopSelling implements Selling {

    private static final BigDecimal BASIS_POINTS = new BigDecimal(100);

    private final QuoteDesk quotes;
    private final Quotes stored;
    private final QuoteMessages papers;
    private final SaleDesk sales;
    private final Sales made;
    private final Holds holds;
    private final PaymentDesk payments;
    private final LiveFacts.Shop shop;
    private final Clock clock;

    ShopSelling(
            QuoteDesk quotes,
            Quotes stored,
            QuoteMessages papers,
            SaleDesk sales,
            Sales made,
            Holds holds,
            PaymentDesk payments,
            LiveFacts.Shop shop,
            Clock clock) {
        this.quotes = quotes;
        this.stored = stored;
        this.papers = papers;
        this.sales = sales;
        this.made = made;
        this.holds = holds;
        this.payments = payments;
        this.shop = shop;
        this.clock = clock;
    }

    @Override
    public Outcome quote(Cause cause, Order order) {
        Discount granted = order.discount();
        ar.isac.crm.quote.Discount discount = granted == null
                ? ar.isac.crm.quote.Discount.none()
                : new ar.isac.crm.quote.Discount.Share(
                        granted.percent().multiply(BASIS_POINTS).intValue());
        List<Selection> selections = order.lines().stream()
                .map(line -> new Selection(line.sku(), line.quantity(), discount))
                .toList();
        Result<ar.isac.crm.quote.Quote> result = quotes.create(new NewQuote(
                "assistant/" + cause.key(),
                cause.conversationId(),
                Message.id(cause.conversationId(), cause.seq()),
                null,
                selections,
                null,
                null));
        return switch (result) {
            case Result.Refused<ar.isac.crm.quote.Quote>(List<UserError> errors) -> refused(errors);
            case Result.Done<ar.isac.crm.quote.Quote>(ar.isac.crm.quote.Quote quote) ->
                new Outcome.Quoted(told(quote, document(quote)), null, read(quote));
        };
    }

    @Override
    public Outcome accept(Cause cause, String taken) {
        Offered offered = Offered.parse(taken);
        String quoteId = offered.quoteId();
        ar.isac.crm.quote.Quote present = quotes.find(quoteId);
        if (present.revision() != offered.revision()) {
            return new Outcome.Expired(told(present, null));
        }
        return switch (sales.acceptQuote(quoteId, ar.isac.crm.quote.Quote.Decision.By.CUSTOMER, null)) {
            case SaleOutcome.Made(ar.isac.crm.sale.Sale sale) -> {
                String link = link(sale);
                yield new Outcome.Accepted(
                        told(quotes.find(quoteId), null),
                        told(sale, link),
                        holds.until(sale.key()).orElse(null));
            }
            case SaleOutcome.OutOfStock(List<ar.isac.crm.sale.Shortage> shortages) ->
                new Outcome.OutOfStock(shortages.stream()
                        .map(lacking -> new Shortage(lacking.productId(), lacking.left()))
                        .toList());
            case SaleOutcome.Refused(List<UserError> errors) ->
                isExpired(errors) ? new Outcome.Expired(told(quotes.find(quoteId), null)) : refused(errors);
        };
    }

    @Override
    public Outcome reject(Cause cause, String taken) {
        String quoteId = Offered.parse(taken).quoteId();
        return switch (quotes.reject(quoteId, ar.isac.crm.quote.Quote.Decision.By.CUSTOMER, null)) {
            case Result.Done<ar.isac.crm.quote.Quote>(ar.isac.crm.quote.Quote quote) ->
                new Outcome.Rejected(told(quote, null));
            case Result.Refused<ar.isac.crm.quote.Quote>(List<UserError> errors) ->
                isExpired(errors) ? new Outcome.Expired(told(quotes.find(quoteId), null)) : refused(errors);
        };
    }

    @Override
    public Optional<Quote> quoteOf(String conversationId) {
        return stored.of(conversationId).stream().findFirst().map(quote -> told(quote, null));
    }

    @Override
    public List<Sale> salesOf(String customerId, int most) {
        return made.of(customerId).stream()
                .limit(most)
                .map(sale -> told(sale, sale.status() == ar.isac.crm.sale.SaleStatus.PENDING ? link(sale) : null))
                .toList();
    }

    private @Nullable String link(ar.isac.crm.sale.Sale sale) {
        return payments.isOnline()
                ? Optional.ofNullable(payments.linkForSale(sale.id()).value())
                        .map(Payment::link)
                        .map(Payment.Link::url)
                        .orElse(null)
                : null;
    }

    private Document document(ar.isac.crm.quote.Quote quote) {
        MediaContent paper = papers.paper(quote);
        return new Document(
                Objects.requireNonNull(paper.mediaId(), "a printed paper is stored"),
                Objects.requireNonNullElse(paper.mimeType(), "application/pdf"),
                Objects.requireNonNullElse(paper.fileName(), quote.number()));
    }

    private Quote told(ar.isac.crm.quote.Quote quote, @Nullable Document document) {
        Quote.Status status =
                switch (quote.statusAt(clock.instant())) {
                    case PENDING -> Quote.Status.PENDING;
                    case ACCEPTED -> Quote.Status.ACCEPTED;
                    case REJECTED -> Quote.Status.REJECTED;
                    case EXPIRED -> Quote.Status.EXPIRED;
                };
        return new Quote(
                Offered.of(quote).text(),
                quote.number(),
                status,
                quote.lines().stream()
                        .map(line -> new Line(line.sku(), line.quantity()))
                        .toList(),
                quote.total(),
                quote.validUntil(),
                document);
    }

    private static Sale told(ar.isac.crm.sale.Sale sale, @Nullable String link) {
        Sale.Status status =
                switch (sale.status()) {
                    case PENDING -> Sale.Status.PENDING;
                    case PAID_AWAITING_STOCK -> Sale.Status.PAID_AWAITING_STOCK;
                    case PAID -> Sale.Status.PAID;
                    case DELIVERED -> Sale.Status.DELIVERED;
                    case CANCELLED -> Sale.Status.CANCELLED;
                    case REFUNDED -> Sale.Status.REFUNDED;
                };
        return new Sale(sale.number(), status, sale.total(), sale.createdAt(), link);
    }

    /** The prices are those of the quote; the stock is that of now. */
    private List<ProductReading> read(ar.isac.crm.quote.Quote quote) {
        return quote.lines().stream()
                .map(line -> new ProductReading(
                        line.sku(),
                        line.title(),
                        line.unitPrice().minorUnits(),
                        line.unitPrice().currency(),
                        shop.catalogue()
                                .find(line.sku())
                                .map(ar.isac.crm.catalog.Product::sellable)
                                .orElse(0)))
                .toList();
    }

    private static boolean isExpired(List<UserError> errors) {
        return errors.stream().anyMatch(error -> error.code() == UserError.Code.EXPIRED);
    }

    private static Outcome refused(List<UserError> errors) {
        return new Outcome.Refused(errors.stream().map(UserError::message).collect(Collectors.joining(" ")));
    }
}
