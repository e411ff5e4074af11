package ar.isac.crm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.catalog.Products;
import ar.isac.crm.channel.StandardSignature;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.payment.Insistence;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Customer;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ProductProcess;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The product is killed at random moments while the shop's own systems are at work: files of stock come into a folder, sales
 * go out into another, and news go to an address. Each comes through at least once, and what comes twice is the same.
 */
class IntegrationKillTests {

    private static final int KILLS = Integer.getInteger("kills", 2);
    private static final int CUSTOMERS = 4;
    private static final int UNITS = 1_000;
    private static final int COLUMNS = 13;
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration BETWEEN_FILES = Duration.ofMillis(400);

    /** The receiver takes its time, so that a kill meets calls that are under way. */
    private static final Duration SLOWNESS = Duration.ofMillis(150);

    private static final String PRODUCT = GlobalId.of("Product", "KILL");
    private static final String SECRET = "whsec_"
            + Base64.getEncoder().encodeToString("the receiver's own key of 32 bytes".getBytes(StandardCharsets.UTF_8));

    /** The moments of the kills differ from run to run; a failing run is told its seed. */
    private final long seed = Long.getLong("kill.seed", System.nanoTime());

    /** One delivery to the address. */
    private record Told(String id, String body, boolean isSigned) {}

    @TempDir
    private Path folder;

    private final Platform platform = new Platform();
    private final CountDownLatch isOver = new CountDownLatch(1);
    private final Queue<String> written = new ConcurrentLinkedQueue<>();
    private final Queue<String> paid = new ConcurrentLinkedQueue<>();
    private final Queue<String> files = new ConcurrentLinkedQueue<>();
    private final Queue<Told> told = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private HttpServer receiver;

    @BeforeEach
    void open() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        receiver.createContext("/", this::hear);
        receiver.start();
        for (String inside : List.of("routes", "stock", "sales")) {
            Files.createDirectory(folder.resolve(inside));
        }
        for (String route : List.of("stock/stock-from-folder.yaml", "sales/sales-to-csv.yaml")) {
            Path shipped = Path.of("..", "docs", "how-to").resolve(route);
            Files.copy(shipped, folder.resolve("routes").resolve(shipped.getFileName()));
        }
    }

    @AfterEach
    void close() {
        isOver.countDown();
        receiver.stop(0);
        platform.close();
    }

    @Test
    void everyFileEverySaleAndAllTheNewsComeThroughWheneverTheProductDies() throws Exception {
        Path data = Files.createTempDirectory("crm-integration-kill");
        int port = ProductProcess.freePort();
        Map<String, String> settings = new LinkedHashMap<>(Map.of(
                "CRM_ASSISTANT_BURST_WINDOW",
                "PT1H",
                "CRM_ROUTES_DIR",
                folder.resolve("routes").toString(),
                "STOCK_FOLDER",
                folder.resolve("stock").toString(),
                "SALES_FOLDER",
                folder.resolve("sales").toString()));
        Random moments = new Random(seed);
        List<Thread> others = List.of();
        for (int kill = 0; kill < KILLS; kill++) {
            ProductProcess product = ProductProcess.start(data, port, platform, settings);
            if (kill == 0) {
                others = startOthers(new Insistence(port));
            }
            int enough = CUSTOMERS * (kill + 1);
            await().atMost(PATIENCE)
                    .until(() -> paid.size() > enough && names("stock/done").size() > enough);
            product.killAfter(moments.nextInt(2_000));
        }
        settings.put("SERVER_PORT", Integer.toString(port));
        try (Crm survivor = Crm.startOn(data, platform, settings)) {
            isOver.countDown();
            for (Thread other : others) {
                assertThat(other.join(PATIENCE)).as("everybody comes to an end").isTrue();
            }
            assertThat(failures).isEmpty();
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThatEveryFileWasTakenOnce(survivor);
                assertThatEverySaleIsInTheFolder();
                assertThatAllTheNewsWereTold();
            });
            assertThat(survivor.bean(Products.class)
                            .find("KILL")
                            .orElseThrow()
                            .stock()
                            .onHand())
                    .as("on the shelf (seed %d)", seed)
                    .isEqualTo(UNITS - paid.size());
        }
    }

    private List<Thread> startOthers(Insistence shop) {
        shop.stocks(List.of("KILL,Kill,100," + UNITS));
        Insistence.on(
                () -> shop.ask(("mutation { saveWebhook(input: {name: \"kill\", url: \"http://localhost:%d/news\","
                                        + " events: [\"message.received\", \"sale.paid\"], secret: \"%s\"}) { webhook { id } } }")
                                .formatted(receiver.getAddress().getPort(), SECRET))
                        .at("/saveWebhook/webhook/id")
                        .isString());
        List<Thread> others = new ArrayList<>();
        others.add(Thread.ofVirtual().start(() -> noting(this::bringFiles)));
        IntStream.range(0, CUSTOMERS)
                .mapToObj(n -> "54911555660%02d".formatted(n))
                .forEach(waId -> others.add(Thread.ofVirtual().start(() -> noting(() -> buy(shop, waId)))));
        return others;
    }

    private void noting(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error failure) {
            failures.add(failure);
        }
    }

    private boolean isOverAfter(Duration pause) {
        try {
            return isOver.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** The shop's own system exports, whether anybody reads or not. */
    private void bringFiles() {
        Path stock = folder.resolve("stock");
        for (int n = 1; !isOverAfter(BETWEEN_FILES); n++) {
            String name = "export-%04d.csv".formatted(n);
            try {
                Path whole = Files.writeString(
                        stock.resolve(name + ".part"),
                        "sku,title,retail_price,stock\nFILE-%d,Archivo %d,100,%d\n".formatted(n, n, n));
                Files.move(whole, stock.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            files.add(name);
        }
    }

    /** Writes, is sold something and pays in cash, again and again; each step is insisted on until it is answered. */
    private void buy(Insistence shop, String waId) {
        Customer customer = new Customer(shop.url(), waId, "Cliente");
        for (int n = 0; !isOverAfter(Duration.ofMillis(50)); n++) {
            String id = "wamid.kill." + waId + "." + n;
            String body = customer.text(id, "quiero otro");
            Insistence.on(() -> customer.deliver(body) == 200);
            written.add(id);
            String conversation = Insistence.onText(() -> shop.conversations().getOrDefault(waId, ""));
            String sold = UUID.randomUUID().toString();
            AtomicReference<JsonNode> sale = new AtomicReference<>();
            Insistence.on(() -> {
                JsonNode made = shop.ask(
                                ("mutation { createSale(input: {conversationId: \"%s\", lines: [{productId: \"%s\","
                                                + " quantity: 1}], idempotencyKey: \"%s\"}) { sale { id number } } }")
                                        .formatted(conversation, PRODUCT, sold))
                        .at("/createSale/sale");
                sale.set(made);
                return made.path("id").isString();
            });
            String noted = UUID.randomUUID().toString();
            Insistence.on(() -> shop.ask(
                            ("mutation { recordPayment(input: {saleId: \"%s\", method: CASH, amount: \"100\","
                                            + " idempotencyKey: \"%s\"}) { payment { id } } }")
                                    .formatted(
                                            Objects.requireNonNull(sale.get())
                                                    .path("id")
                                                    .asString(),
                                            noted))
                    .at("/recordPayment/payment/id")
                    .isString());
            paid.add(Objects.requireNonNull(sale.get()).path("number").asString());
        }
    }

    private void hear(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            byte[] body = exchange.getRequestBody().readAllBytes();
            String id = headers.getFirst("webhook-id");
            Instant at = Instant.ofEpochSecond(Long.parseLong(headers.getFirst("webhook-timestamp")));
            boolean isSigned =
                    new StandardSignature(SECRET).of(id, at, body).equals(headers.getFirst("webhook-signature"));
            told.add(new Told(id, new String(body, StandardCharsets.UTF_8), isSigned));
            isOverAfter(isOver.getCount() == 0 ? Duration.ZERO : SLOWNESS);
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private void assertThatEveryFileWasTakenOnce(Crm crm) throws IOException {
        assertThat(names("stock"))
                .as("files that nobody took (seed %d)", seed)
                .noneMatch(name -> name.contains("export-"));
        assertThat(names("stock/failed"))
                .as("files that failed (seed %d)", seed)
                .isEmpty();
        assertThat(names("stock/done"))
                .extracting(name -> name.replaceFirst("^\\d{8}-\\d{6}-", ""))
                .as("files that were taken (seed %d)", seed)
                .containsExactlyInAnyOrderElementsOf(files);
        Products products = crm.bean(Products.class);
        for (int n = 1; n <= files.size(); n++) {
            assertThat(products.find("FILE-" + n).orElseThrow().stock().onHand())
                    .as("what file %d counted (seed %d)", n, seed)
                    .isEqualTo(n);
        }
        assertThat(deliveriesOfTheCatalogue(crm))
                .as("deliveries noted (seed %d)", seed)
                .containsExactlyInAnyOrderElementsOf(files);
    }

    private static List<String> deliveriesOfTheCatalogue(Crm crm) {
        List<String> names = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = crm.graphql(
                            "{ catalogueFeeds(first: 50%s) { nodes { name } pageInfo { hasNextPage endCursor } } }"
                                    .formatted(after))
                    .path("catalogueFeeds");
            page.path("nodes").forEach(node -> names.add(node.path("name").asString()));
            after = page.at("/pageInfo/hasNextPage").asBoolean()
                    ? ", after: \"" + page.at("/pageInfo/endCursor").asString() + "\""
                    : "";
        } while (!after.isEmpty());
        return names;
    }

    private void assertThatEverySaleIsInTheFolder() throws IOException {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (String name : names("sales")) {
            String csv = Files.readString(folder.resolve("sales").resolve(name));
            for (CSVRecord row : CSVFormat.RFC4180.parse(new StringReader(csv))) {
                assertThat(row.size()).as("columns of a row (seed %d)", seed).isEqualTo(COLUMNS);
                List<String> known = rows.putIfAbsent(row.get(0), row.toList());
                assertThat(row.toList())
                        .as("what is told twice (seed %d)", seed)
                        .isEqualTo(known == null ? row.toList() : known);
            }
        }
        assertThat(rows.keySet())
                .as("sales in the folder (seed %d)", seed)
                .containsExactlyInAnyOrderElementsOf(
                        paid.stream().map(number -> number + "/PAID").toList());
    }

    private void assertThatAllTheNewsWereTold() {
        Map<String, String> bodies = new LinkedHashMap<>();
        for (Told one : told) {
            assertThat(one.isSigned()).as("signed (seed %d)", seed).isTrue();
            String known = bodies.putIfAbsent(one.id(), one.body());
            assertThat(one.body())
                    .as("what is told twice (seed %d)", seed)
                    .isEqualTo(known == null ? one.body() : known);
        }
        List<JsonNode> news =
                bodies.values().stream().map(JsonMapper.shared()::readTree).toList();
        assertThat(news)
                .filteredOn(one -> one.path("type").asString().equals("message.received"))
                .extracting(one -> one.at("/data/externalId").asString())
                .as("messages told (seed %d)", seed)
                .containsExactlyInAnyOrderElementsOf(written);
        assertThat(news)
                .filteredOn(one -> one.path("type").asString().equals("sale.paid"))
                .extracting(one -> one.at("/data/number").asString())
                .as("sales told (seed %d)", seed)
                .containsExactlyInAnyOrderElementsOf(paid);
    }

    private List<String> names(String inside) throws IOException {
        Path directory = folder.resolve(inside);
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(file -> file.getFileName().toString()).toList();
        }
    }
}
