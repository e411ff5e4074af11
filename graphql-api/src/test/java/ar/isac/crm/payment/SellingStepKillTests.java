package ar.isac.crm.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.catalog.Product;
import ar.isac.crm.conversation.Message;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.message.DeliveryStatus;
import ar.isac.crm.quote.Quote;
import ar.isac.crm.quote.Quote.Decision;
import ar.isac.crm.quote.QuoteStatus;
import ar.isac.crm.quote.Quotes;
import ar.isac.crm.sale.Sale;
import ar.isac.crm.sale.SaleDesk;
import ar.isac.crm.sale.SaleStatus;
import ar.isac.crm.sale.Sales;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Customer;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ProductProcess;
import ar.isac.crm.way.ScriptedAssistant;
import ar.isac.crm.way.ShiftedClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The product is killed while many orders are under way, one between each two writes of the whole chain, and started again on
 * the same data: a payment that is noticed, money by hand, a quote that is accepted, a link that is asked for, a receipt that is
 * on its way to the platform.
 */
class SellingStepKillTests {

    private static final int PRICE = 100;
    private static final int UNITS = 3;
    private static final Duration PATIENCE = Insistence.PATIENCE;

    private final Platform platform = new Platform();
    private final Provider provider = new Provider();
    private final CountDownLatch isOver = new CountDownLatch(1);
    private final List<Order> orders = new ArrayList<>();
    private @Nullable ProductProcess product;

    /** What is done to an order, and more writes than it takes. */
    private enum Act {
        SETTLE(36),
        HAND(40),
        ACCEPT(17),
        LINK(12);

        private final int enough;

        Act(int enough) {
            this.enough = enough;
        }
    }

    /** One customer's order, which ends after so many writes; ids are the product's own, not GraphQL's. */
    private record Order(
            Act act, int writes, String waId, String sku, String quoteId, String reference, String paymentId) {

        private String name() {
            return "%s %s".formatted(act.name().toLowerCase(Locale.ROOT), act == Act.SETTLE ? paymentId : quoteId);
        }

        private String command() {
            return name() + " " + writes + "\n";
        }

        @Override
        public String toString() {
            return "%s after %d writes".formatted(act, writes);
        }
    }

    @AfterEach
    void close() throws InterruptedException {
        if (product != null) {
            product.kill();
        }
        isOver.countDown();
        platform.close();
        provider.close();
    }

    @Test
    void whereverTheProcessIsKilledNoSaleLacksItsStockAndNoReceiptComesTwice() throws Exception {
        Path data = Files.createTempDirectory("crm-step-kill");
        int port = ProductProcess.freePort();
        Map<String, String> settings = new LinkedHashMap<>(provider.settings());
        product = ProductProcess.start(MortalProduct.class, data, port, platform, settings);
        prepare(new Insistence(port));
        Order sending = orders.stream()
                .filter(order -> order.act() == Act.SETTLE)
                .reduce((earlier, later) -> later)
                .orElseThrow();
        platform.answering(
                call -> isReceipt(call) && call.to().equals(sending.waId()) ? never(call) : platform.accept(call));

        begin(product, port);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(reported(data)).hasSize(orders.size()));
        await().atMost(PATIENCE).until(() -> receiptsTo(sending.waId()) == 1);
        awaitNothingElseBeingSent();
        Set<String> through = reported(data).stream()
                .filter(line -> line.endsWith(" through"))
                .map(line -> line.replace(" through", ""))
                .collect(Collectors.toSet());
        product.kill();

        for (Act act : Act.values()) {
            assertThat(ofAct(act).stream().filter(order -> through.contains(order.name())))
                    .as("orders that came to their end, so that no write of %s is missed", act)
                    .isNotEmpty();
        }
        try (Crm survivor =
                Crm.startOn(data, platform, settings, ScriptedAssistant.class, ShiftedClock.Installed.class)) {
            assertThatEverythingEndsWell(survivor, sending);
        }
    }

    private void prepare(Insistence shop) throws IOException {
        List<Order> planned = new ArrayList<>();
        for (Act act : Act.values()) {
            int digit = List.of(Act.values()).indexOf(act);
            IntStream.rangeClosed(0, act.enough)
                    .forEach(n -> planned.add(
                            new Order(act, n, "5491155%d%05d".formatted(digit, n), act + "-" + n, "", "", "")));
        }
        shop.stocks(planned.stream()
                .map(order -> "%s,Producto %s,%d,%d".formatted(order.sku(), order.sku(), PRICE, UNITS))
                .toList());
        planned.forEach(order -> assertThat(new Customer(shop.url(), order.waId(), "Cliente").writes("hola"))
                .isEqualTo(200));
        await().atMost(PATIENCE).until(() -> shop.conversations().size() >= planned.size());
        Map<String, String> conversations = shop.conversations();
        for (Order order : planned) {
            String quote = shop.ask(
                            "mutation { createQuote(input: {conversationId: \"%s\", lines: [{productId: \"%s\", quantity: 1}], %s})"
                                            .formatted(
                                                    conversations.get(order.waId()),
                                                    GlobalId.of("Product", order.sku()),
                                                    Till.key())
                                    + " { quote { id } } }")
                    .at("/createQuote/quote/id")
                    .asString();
            String reference = "";
            String paymentId = "";
            if (order.act() == Act.SETTLE) {
                String payment = shop.ask(
                                "mutation { createPaymentLink(input: {quoteId: \"%s\", %s}) { payment { id } } }"
                                        .formatted(quote, Till.key()))
                        .at("/createPaymentLink/payment/id")
                        .asString();
                reference = GlobalId.raw("Payment", payment);
                paymentId = provider.paid(reference, "approved");
            }
            orders.add(new Order(
                    order.act(),
                    order.writes(),
                    order.waId(),
                    order.sku(),
                    GlobalId.raw("Quote", quote),
                    reference,
                    paymentId));
        }
    }

    private void begin(ProductProcess product, int port) throws IOException {
        for (Order order : orders) {
            product.process().getOutputStream().write(order.command().getBytes(StandardCharsets.UTF_8));
        }
        product.process().getOutputStream().flush();
        // The plans of payments are known before their notices: those of the other acts, which come behind them, are
        // under way.
        ofAct(Act.SETTLE)
                .forEach(order -> assertThat(
                                Provider.notifies("http://localhost:" + port, order.paymentId(), Instant.now()))
                        .isEqualTo(200));
    }

    private static List<String> reported(Path data) {
        Path report = data.resolve("orders");
        try {
            return Files.exists(report) ? Files.readAllLines(report) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Order> ofAct(Act act) {
        return orders.stream().filter(order -> order.act() == act).toList();
    }

    private Platform.Answer never(Platform.Call call) {
        try {
            isOver.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return platform.accept(call);
    }

    /** What a kill catches between its attempt and its call is never called again: here only {@code sending} is. */
    private void awaitNothingElseBeingSent() {
        AtomicInteger before = new AtomicInteger(-1);
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
            int calls = platform.calls().size();
            return before.getAndSet(calls) == calls;
        });
    }

    private static boolean isReceipt(Platform.Call call) {
        return call.body().at("/document/filename").asString("").startsWith("Comprobante-");
    }

    private long receiptsTo(String waId) {
        return platform.callsTo(waId).stream()
                .filter(SellingStepKillTests::isReceipt)
                .count();
    }

    /** Of those who were not answered every second tries again; the others are left to the product. */
    private static boolean triesAgain(Order order) {
        return order.writes() % 2 == 1;
    }

    private void assertThatEverythingEndsWell(Crm crm, Order sending) {
        Till till = new Till(crm);
        orders.stream().filter(SellingStepKillTests::triesAgain).forEach(order -> {
            switch (order.act()) {
                case SETTLE -> {} // The notice was taken: nobody sends it again.
                case HAND -> crm.bean(PaymentDesk.class).record(MortalProduct.byHand(order.quoteId()));
                case ACCEPT -> crm.bean(SaleDesk.class).acceptQuote(order.quoteId(), Decision.By.CUSTOMER, null);
                case LINK -> crm.bean(PaymentDesk.class).linkForQuote(order.quoteId());
            }
        });
        ofAct(Act.SETTLE).forEach(order -> assertThatItIsSold(till, order));
        ofAct(Act.HAND).forEach(order -> {
            boolean isNoted =
                    !crm.bean(Payments.class).of(Sale.keyOf(order.quoteId())).isEmpty();
            if (isNoted || triesAgain(order)) {
                assertThatItIsSold(till, order);
            } else {
                assertThatNothingHappened(till, order);
            }
        });
        crm.bean(ShiftedClock.class).forward(Duration.ofMinutes(31));
        ofAct(Act.ACCEPT).forEach(order -> assertThatItIsAcceptedOrNot(till, order));
        ofAct(Act.LINK).forEach(order -> assertThatThereIsOneLinkAtMost(till, order));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                receipts(crm, sending.waId()).getFirst().status())
                        .as("the receipt that was on its way")
                        .isEqualTo(DeliveryStatus.UNKNOWN));
        assertThat(receiptsTo(sending.waId())).isEqualTo(1);
    }

    private void assertThatItIsSold(Till till, Order order) {
        Crm crm = till.crm();
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<Sale> sales = crm.bean(Sales.class).of(Sale.keyOf(order.quoteId()));
            assertThat(sales).as("sales of %s", order).hasSize(1);
            Sale sale = sales.getFirst();
            assertThat(sale.status()).as("%s", order).isEqualTo(SaleStatus.PAID);
            assertThat(sale.total().minorUnits()).as("%s", order).isEqualTo(PRICE * 100L);
            assertThat(sale.receiptMessageId()).as("receipt of %s", order).isNotNull();
        });
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<Message> receipts = receipts(crm, order.waId());
            assertThat(receipts).as("receipts of %s", order).hasSize(1);
            assertThat(receiptsTo(order.waId()))
                    .as(
                            "receipts of %s at the platform, %s",
                            order, receipts.getFirst().status())
                    .isEqualTo(1);
        });
        assertThat(crm.bean(Payments.class).of(Sale.keyOf(order.quoteId())))
                .as("payments of %s", order)
                .singleElement()
                .extracting(Payment::status)
                .isEqualTo(PaymentStatus.APPROVED);
        assertThat(quote(crm, order).status()).as("%s", order).isEqualTo(QuoteStatus.ACCEPTED);
        assertThatTheShelfHas(till.product(order.sku()), UNITS - 1, order);
    }

    private static void assertThatNothingHappened(Till till, Order order) {
        assertThat(till.crm().bean(Sales.class).of(Sale.keyOf(order.quoteId())))
                .as("sales of %s", order)
                .isEmpty();
        assertThat(receipts(till.crm(), order.waId()))
                .as("receipts of %s", order)
                .isEmpty();
        assertThatTheShelfHas(till.product(order.sku()), UNITS, order);
    }

    /** Nobody has paid within the half hour: whatever became of the order, its units can be sold to others. */
    private static void assertThatItIsAcceptedOrNot(Till till, Order order) {
        List<Sale> sales = till.crm().bean(Sales.class).of(Sale.keyOf(order.quoteId()));
        assertThat(sales).as("sales of %s", order).hasSizeLessThanOrEqualTo(1);
        assertThat(sales).allMatch(sale -> sale.status() == SaleStatus.PENDING);
        if (triesAgain(order)) {
            assertThat(sales).as("sales of %s", order).hasSize(1);
        }
        if (!sales.isEmpty()) {
            assertThat(quote(till.crm(), order).status()).as("%s", order).isEqualTo(QuoteStatus.ACCEPTED);
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThatTheShelfHas(till.product(order.sku()), UNITS, order));
    }

    private static void assertThatThereIsOneLinkAtMost(Till till, Order order) {
        List<Payment> payments = till.crm().bean(Payments.class).of(Sale.keyOf(order.quoteId()));
        assertThat(payments).as("payments of %s", order).hasSizeLessThanOrEqualTo(1);
        if (triesAgain(order)) {
            assertThat(payments)
                    .as("%s", order)
                    .singleElement()
                    .extracting(Payment::link)
                    .isNotNull();
        }
        assertThat(till.crm().bean(Sales.class).of(Sale.keyOf(order.quoteId()))).isEmpty();
        await().atMost(PATIENCE).untilAsserted(() -> assertThatTheShelfHas(till.product(order.sku()), UNITS, order));
    }

    private static void assertThatTheShelfHas(Product product, int units, Order order) {
        assertThat(product.stock().onHand()).as("on the shelf, %s", order).isEqualTo(units);
        assertThat(product.sellable()).as("to be sold, %s", order).isEqualTo(units);
    }

    private static Quote quote(Crm crm, Order order) {
        return crm.bean(Quotes.class).find(order.quoteId()).orElseThrow();
    }

    private static List<Message> receipts(Crm crm, String waId) {
        return crm.thread(waId).stream()
                .filter(message -> message.key().matches("receipt/\\d+"))
                .toList();
    }
}
