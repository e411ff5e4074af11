package ar.isac.crm.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.catalog.Product;
import ar.isac.crm.catalog.Products;
import ar.isac.crm.conversation.Message;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.sale.Sale;
import ar.isac.crm.sale.SaleStatus;
import ar.isac.crm.sale.Sales;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Customer;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ProductProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The product is killed at random moments while customers buy, and started again on the same data. Customers, advisors and the
 * payment provider try again until they are answered; both platforms outlive every kill.
 */
class SellingKillTests {

    private static final int KILLS = 4;
    private static final int CUSTOMERS = 6;
    private static final int UNITS = 1_000;
    private static final String PRODUCT = GlobalId.of("Product", "KILL");

    /** The moments of the kills differ from run to run; a failing run is told its seed. */
    private final long seed = Long.getLong("kill.seed", System.nanoTime());

    private final Platform platform = new Platform();
    private final Provider provider = new Provider();
    private final Queue<String> paidOrders = new ConcurrentLinkedQueue<>();

    @Test
    void everyPaymentIsOneSaleWithItsStockAndOneReceiptAndNothingElseLeavesTheShelf() throws Exception {
        Path data = Files.createTempDirectory("crm-selling-kill");
        int port = ProductProcess.freePort();
        Map<String, String> settings = new LinkedHashMap<>(provider.settings());
        settings.put("CRM_ASSISTANT_BURST_WINDOW", "PT0.3S");
        Random moments = new Random(seed);
        AtomicBoolean isOver = new AtomicBoolean();
        List<Thread> buyers = List.of();

        for (int kill = 0; kill < KILLS; kill++) {
            ProductProcess product = ProductProcess.start(data, port, platform, settings);
            if (kill == 0) {
                new Insistence(port).stocks(List.of("KILL,Kill,100," + UNITS));
                buyers = IntStream.range(0, CUSTOMERS)
                        .mapToObj(n ->
                                Thread.ofVirtual().start(() -> buy(port, "54911555601%02d".formatted(n), isOver)))
                        .toList();
            }
            product.killAfter(2_000 + moments.nextInt(5_000));
        }
        isOver.set(true);
        settings.put("SERVER_PORT", Integer.toString(port));
        try (Crm survivor = Crm.startOn(data, platform, settings)) {
            for (Thread buyer : buyers) {
                assertThat(buyer.join(Insistence.PATIENCE)).isTrue();
            }
            assertThat(paidOrders).as("orders that were paid (seed %d)", seed).hasSizeGreaterThan(CUSTOMERS);
            await().atMost(Insistence.PATIENCE).untilAsserted(() -> assertThatEverythingIsSoldOnce(survivor));
        }
        assertThatNoReceiptWasSentTwice();
        platform.close();
        provider.close();
    }

    private void assertThatEverythingIsSoldOnce(Crm crm) {
        Sales sales = crm.bean(Sales.class);
        for (String order : paidOrders) {
            assertThat(sales.of(order)).as("sales of %s (seed %d)", order, seed).hasSize(1);
            Sale sale = sales.of(order).getFirst();
            assertThat(sale.status()).as("%s (seed %d)", sale.number(), seed).isEqualTo(SaleStatus.PAID);
            assertThat(sale.receiptMessageId())
                    .as("receipt of %s (seed %d)", sale.number(), seed)
                    .isNotNull();
        }
        Product product = crm.bean(Products.class).find("KILL").orElseThrow();
        assertThat(product.stock().onHand()).as("on the shelf (seed %d)", seed).isEqualTo(UNITS - paidOrders.size());
        IntStream.range(0, CUSTOMERS).forEach(n -> {
            List<String> receipts = crm.thread("54911555601%02d".formatted(n)).stream()
                    .map(Message::key)
                    .filter(key -> key.matches("receipt/\\d+"))
                    .toList();
            assertThat(receipts).doesNotHaveDuplicates();
        });
    }

    private void assertThatNoReceiptWasSentTwice() {
        assertThat(platform.calls())
                .filteredOn(call -> call.body().has("document"))
                .extracting(call -> call.attempt().replaceFirst("#.*", ""))
                .as("papers sent, each by one attempt (seed %d)", seed)
                .doesNotHaveDuplicates();
    }

    /** One order after the other, each insisted on until it is paid and the payment is noticed. */
    private void buy(int port, String waId, AtomicBoolean isOver) {
        Insistence shop = new Insistence(port);
        Customer customer = new Customer(shop.url(), waId, "Cliente");
        String hello = customer.text("wamid.in." + waId, "hola");
        Insistence.on(() -> customer.deliver(hello) == 200);
        String conversation = Insistence.onText(() -> shop.conversations().getOrDefault(waId, ""));
        while (!isOver.get()) {
            String quote = Insistence.onText(() -> shop.ask(
                            "mutation { createQuote(input: {conversationId: \"%s\", lines: [{productId: \"%s\", quantity: 1}], %s})"
                                            .formatted(conversation, PRODUCT, Till.key())
                                    + " { quote { id } } }")
                    .at("/createQuote/quote/id")
                    .asString(""));
            String payment = Insistence.onText(
                    () -> shop.ask("mutation { createPaymentLink(input: {quoteId: \"%s\", %s}) { payment { id } } }"
                                    .formatted(quote, Till.key()))
                            .at("/createPaymentLink/payment/id")
                            .asString(""));
            String paid = provider.paid(GlobalId.raw("Payment", payment), "approved");
            Insistence.on(() -> Provider.notifies(shop.url(), paid, Instant.now()) == 200);
            paidOrders.add(Sale.keyOf(GlobalId.raw("Quote", quote)));
        }
    }
}
