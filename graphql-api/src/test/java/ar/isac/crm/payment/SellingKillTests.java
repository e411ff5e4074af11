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
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The product is killed at random moments while customers buy, and started again on the same data. Customers, advisors and the
 * payment provider try again until they are answered; both platforms outlive every kill.
 */
class SellingKillTests {

    private static final int KILLS = 4;
    private static final int CUSTOMERS = 6;
    private static final int UNITS = 1_000;
    private static final String PRODUCT = GlobalId.of("Product", "KILL");
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

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
                stock(port);
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
                assertThat(buyer.join(PATIENCE)).isTrue();
            }
            assertThat(paidOrders).as("orders that were paid (seed %d)", seed).hasSizeGreaterThan(CUSTOMERS);
            await().atMost(PATIENCE).untilAsserted(() -> assertThatEverythingIsSoldOnce(survivor));
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

    private void stock(int port) {
        insist(() -> ask(
                                port,
                                "mutation { importProducts(input: {csv: \"sku,title,retail_price,stock\\nKILL,Kill,100,"
                                        + UNITS + "\", idempotencyKey: \"" + UUID.randomUUID() + "\"}) { created } }")
                        .at("/importProducts/created")
                        .asInt()
                == 1);
    }

    /** One order after the other, each insisted on until it is paid and the payment is noticed. */
    private void buy(int port, String waId, AtomicBoolean isOver) {
        Customer customer = new Customer("http://localhost:" + port, waId, "Cliente");
        String hello = customer.text("wamid.in." + waId, "hola");
        insist(() -> customer.deliver(hello) == 200);
        String conversation = insistOn(() -> conversation(port, waId));
        while (!isOver.get()) {
            String quote = insistOn(() -> ask(
                            port,
                            "mutation { createQuote(input: {conversationId: \"%s\", lines: [{productId: \"%s\", quantity: 1}], %s})"
                                            .formatted(conversation, PRODUCT, Till.key())
                                    + " { quote { id } } }")
                    .at("/createQuote/quote/id")
                    .asString(""));
            String payment = insistOn(() -> ask(
                            port,
                            "mutation { createPaymentLink(input: {quoteId: \"%s\", %s}) { payment { id } } }"
                                    .formatted(quote, Till.key()))
                    .at("/createPaymentLink/payment/id")
                    .asString(""));
            String paid = provider.paid(GlobalId.raw("Payment", payment), "approved");
            insist(() -> Provider.notifies("http://localhost:" + port, paid, Instant.now()) == 200);
            paidOrders.add(Sale.keyOf(GlobalId.raw("Quote", quote)));
        }
    }

    private static String conversation(int port, String waId) throws IOException {
        return ask(port, "{ conversations(first: 100) { nodes { id customer { handles { address } } } } }")
                .at("/conversations/nodes")
                .valueStream()
                .filter(node -> node.at("/customer/handles")
                        .valueStream()
                        .anyMatch(handle -> handle.path("address").asString().equals(waId)))
                .map(node -> node.path("id").asString())
                .findFirst()
                .orElse("");
    }

    /** Something that is tried until it succeeds. */
    private interface Trying<T> {
        T tried() throws IOException;
    }

    private static void insist(Trying<Boolean> work) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
            try {
                return work.tried();
            } catch (IOException | AssertionError notNow) {
                return false;
            }
        });
    }

    private static String insistOn(Trying<String> work) {
        StringBuilder found = new StringBuilder();
        insist(() -> {
            found.setLength(0);
            found.append(work.tried());
            return !found.isEmpty();
        });
        return found.toString();
    }

    private static JsonNode ask(int port, String document) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/graphql"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer test-admin-token")
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(Map.of("query", document))))
                .build();
        try {
            JsonNode answer = JSON.readTree(
                    HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
            if (answer.has("errors")) {
                throw new AssertionError(answer.path("errors").toString());
            }
            return answer.path("data");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
