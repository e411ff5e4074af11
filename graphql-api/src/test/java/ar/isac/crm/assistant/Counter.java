package ar.isac.crm.assistant;

import ar.isac.crm.catalog.ImportedCatalog;
import ar.isac.crm.catalog.Product;
import ar.isac.crm.conversation.ReplyEvidence.ProductReading;
import ar.isac.crm.customer.Segment;
import ar.isac.crm.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A shop's counter for one conversation: quotes over its catalogue, kept in memory, with numbers from 1 on. */
final class Counter implements Selling {

    static final Duration VALID = Duration.ofDays(3);

    private final ImportedCatalog catalog;
    private final Segment segment;
    private final Clock clock;
    private final Map<String, Outcome> done = new HashMap<>();
    private final List<Sale> sales = new ArrayList<>();
    private @Nullable Quote newest;
    private int numbers;

    Counter(ImportedCatalog catalog, Segment segment, Clock clock) {
        this.catalog = catalog;
        this.segment = segment;
        this.clock = clock;
    }

    @Override
    public Outcome quote(Cause cause, Order order) {
        return done.computeIfAbsent("quote " + cause.key(), key -> quoted(order));
    }

    private Outcome quoted(Order order) {
        List<Shortage> shortages = shortages(order.lines());
        if (!shortages.isEmpty()) {
            return new Outcome.OutOfStock(shortages);
        }
        List<Product> products =
                catalog.products().findAll(order.lines().stream().map(Line::sku).toList());
        Money total = Prices.total(new Cart(order.lines()), products, segment);
        Discount discount = order.discount();
        if (discount != null) {
            BigDecimal hundred = new BigDecimal(100);
            total = total.times(hundred.subtract(discount.percent()).divide(hundred), RoundingMode.HALF_EVEN);
        }
        numbers++;
        newest = new Quote(
                "q" + numbers,
                "C-%06d".formatted(numbers),
                Quote.Status.PENDING,
                order.lines(),
                total,
                clock.instant().plus(VALID),
                new Document("0".repeat(64), "application/pdf", "C-%06d.pdf".formatted(numbers)));
        List<ProductReading> read = products.stream()
                .map(product -> new ProductReading(
                        product.sku(),
                        product.title(),
                        Prices.of(product, segment).minorUnits(),
                        product.retailPrice().currency(),
                        product.sellable()))
                .toList();
        return new Outcome.Quoted(newest, null, read);
    }

    @Override
    public Outcome accept(Cause cause, String quoteId) {
        Quote quote = Objects.requireNonNull(newest);
        if (quote.status() == Quote.Status.ACCEPTED) {
            return new Outcome.Accepted(quote, sales.getFirst(), null);
        }
        if (!quote.isOpen(clock.instant())) {
            return new Outcome.Expired(quote);
        }
        List<Shortage> shortages = shortages(quote.lines());
        if (!shortages.isEmpty()) {
            return new Outcome.OutOfStock(shortages);
        }
        newest = with(quote, Quote.Status.ACCEPTED);
        Sale sale = new Sale(
                "V-000001", Sale.Status.PENDING, quote.total(), clock.instant(), "https://pagos.example/V-000001");
        sales.addFirst(sale);
        return new Outcome.Accepted(newest, sale, clock.instant().plus(Duration.ofMinutes(30)));
    }

    @Override
    public Outcome reject(Cause cause, String quoteId) {
        newest = with(Objects.requireNonNull(newest), Quote.Status.REJECTED);
        return new Outcome.Rejected(newest);
    }

    /** The last sale has come so far; only what waits for money has a link. */
    void becomes(Sale.Status status) {
        Sale sale = sales.removeFirst();
        sales.addFirst(new Sale(
                sale.number(),
                status,
                sale.total(),
                sale.at(),
                status == Sale.Status.PENDING ? sale.paymentLink() : null));
    }

    private static Quote with(Quote quote, Quote.Status status) {
        return new Quote(
                quote.id(), quote.number(), status, quote.lines(), quote.total(), quote.validUntil(), quote.document());
    }

    private List<Shortage> shortages(List<Line> lines) {
        List<Shortage> shortages = new ArrayList<>();
        for (Line line : lines) {
            int left =
                    catalog.products().find(line.sku()).map(Product::sellable).orElse(0);
            if (left < line.quantity()) {
                shortages.add(new Shortage(line.sku(), left));
            }
        }
        return shortages;
    }

    @Override
    public Optional<Quote> quoteOf(String conversationId) {
        return Optional.ofNullable(newest);
    }

    @Override
    public List<Sale> salesOf(String customerId, int most) {
        return sales.stream().limit(most).toList();
    }
}
