package ar.isac.crm.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jms.core.JmsTemplate;

/** The routes of docs/how-to/connect-your-stock.md, and the doors behind them. */
class StockRouteTests {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String SECRET = "whsec_"
            + Base64.getEncoder().encodeToString("an integrator's own secret".getBytes(StandardCharsets.UTF_8));
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path folder;

    @TempDir
    private static Path routes;

    private static final List<String> ASKED = new CopyOnWriteArrayList<>();
    private static final List<String> TOLD = new CopyOnWriteArrayList<>();
    private static volatile int givenStatus = 200;
    private static volatile String given = "";

    private static HttpServer system;
    private static Platform platform;
    private static Crm crm;

    @BeforeAll
    static void open() throws IOException {
        system = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        system.createContext("/stock", StockRouteTests::giveStock);
        system.createContext("/stock-errors", exchange -> {
            try (exchange) {
                TOLD.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(204, -1);
            }
        });
        system.start();
        String url = "http://localhost:" + system.getAddress().getPort();
        platform = new Platform();
        crm = Crm.start(
                platform,
                Map.of(
                        "CRM_ROUTES_DIR",
                        routes.toString(),
                        "STOCK_FOLDER",
                        folder.toString(),
                        "STOCK_URL",
                        url + "/stock",
                        "STOCK_EVERY",
                        "200",
                        "STOCK_ERRORS_ENDPOINT",
                        url + "/stock-errors",
                        "CRM_STOCK_WEBHOOK_SECRET",
                        SECRET),
                ScriptedAssistant.class);
    }

    @AfterAll
    static void close() {
        crm.close();
        platform.close();
        system.stop(0);
    }

    private static void giveStock(HttpExchange exchange) throws IOException {
        try (exchange) {
            String etag = "\"" + given.hashCode() + "\"";
            String known = exchange.getRequestHeaders().getFirst("If-None-Match");
            ASKED.add(String.valueOf(known));
            exchange.getResponseHeaders().add("ETag", etag);
            exchange.getResponseHeaders().add("Content-Type", "text/csv");
            if (givenStatus != 200) {
                exchange.sendResponseHeaders(givenStatus, -1);
            } else if (etag.equals(known)) {
                exchange.sendResponseHeaders(304, -1);
            } else {
                byte[] body = given.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    @Test
    void filesOfAFolderAreTakenWholeAndMovedWithWhatCouldNotBeTakenBesideThem() throws Exception {
        stocks("FOLDER-1", "FOLDER-2");
        runs("stock-from-folder");

        put("stock.csv", "sku,stock\nFOLDER-1,11\nNOBODY,3\n");
        put("junk.csv", "hello\nworld\n");

        awaitOnHand("FOLDER-1", 11);
        await().atMost(SOON)
                .until(() -> names("done").size() == 2 && names("failed").size() == 2);
        assertThat(names("done")).anyMatch(name -> name.endsWith("-stock.csv"));
        assertThat(Files.readString(in("done", "stock.csv.errors.csv"))).contains("3,\"sku\",", "NOBODY");
        assertThat(names("failed")).anyMatch(name -> name.endsWith("-junk.csv"));
        assertThat(Files.readString(in("failed", "junk.csv.errors.csv"))).contains("sku");
        assertThat(feeds()).contains("stock.csv", "junk.csv");

        Path growing = folder.resolve("growing.csv");
        Files.writeString(growing, "sku,stock\nFOLDER-1,21\n");
        for (int i = 0; i < 6; i++) {
            Files.writeString(growing, "FOLDER-X" + i + ",1\n", StandardOpenOption.APPEND);
            assertThat(onHand("FOLDER-1"))
                    .as("a half-written file is left alone")
                    .isEqualTo(11);
            await().pollDelay(Duration.ofMillis(300)).until(() -> true);
        }
        Files.writeString(growing, "FOLDER-2,22\n", StandardOpenOption.APPEND);
        awaitOnHand("FOLDER-1", 21);
        awaitOnHand("FOLDER-2", 22);
        stops("stock-from-folder");
    }

    @Test
    void anAddressIsAskedForWhatHasChangedAndLeftAloneForAWhileAfterAFailure() throws Exception {
        stocks("POLL");
        given = "sku,stock\nPOLL,31\n";
        runs("stock-from-http");

        awaitOnHand("POLL", 31);
        await().atMost(SOON).until(() -> ASKED.size() > 3);
        assertThat(ASKED.getFirst()).isEqualTo("null");
        assertThat(ASKED.subList(2, ASKED.size())).allMatch(known -> known.startsWith("\""));

        givenStatus = 503;
        int before = ASKED.size();
        await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
        int whileFailing = ASKED.size() - before;
        givenStatus = 200;
        given = "sku,stock\nPOLL,32\n";

        awaitOnHand("POLL", 32);
        assertThat(whileFailing).as("of 15 rounds").isBetween(1, 6);
        stops("stock-from-http");
    }

    @Test
    void whatIsPushedToASourceIsTakenByItsRouteAndTheSenderHearsOfTheFaults() throws Exception {
        stocks("PUSHED");
        runs("stock-from-webhook");

        assertThat(push(
                        "/webhooks/stock/deposito",
                        "msg_1",
                        "[{\"sku\": \"PUSHED\", \"stock\": 41}, {\"sku\": \"NOBODY\"}]"))
                .isEqualTo(200);

        awaitOnHand("PUSHED", 41);
        await().atMost(SOON).untilAsserted(() -> assertThat(TOLD).anyMatch(told -> told.contains("NOBODY")));
        stops("stock-from-webhook");
    }

    @Test
    void onlyWhoSignsOrHasATokenForTheInventoryIsHeard() throws Exception {
        stocks("SIGNED");
        String body = "{\"products\": [{\"sku\": \"SIGNED\", \"stock\": 51}]}";

        assertThat(push("/webhooks/stock", "msg_2", body)).isEqualTo(200);
        awaitOnHand("SIGNED", 51);

        assertThat(send(request("/webhooks/stock", body))).isEqualTo(401);
        assertThat(send(signed("/webhooks/stock", "msg_3", body, Instant.now().minusSeconds(3_600))))
                .isEqualTo(401);
        assertThat(send(signed("/webhooks/stock", "msg_3", body + " ", Instant.now())
                        .POST(HttpRequest.BodyPublishers.ofString(body))))
                .isEqualTo(401);
        assertThat(send(request("/webhooks/stock", "sku,stock\nSIGNED,52\n")
                        .header("Authorization", "Bearer test-admin-token")))
                .isEqualTo(200);
        awaitOnHand("SIGNED", 52);
        assertThat(push("/webhooks/stock", "msg_4", "{\"products\": [")).isEqualTo(400);
        assertThat(push("/webhooks/stock", "msg_5", "")).isEqualTo(400);
    }

    @Test
    void aPushThatIsRepeatedOrLateDoesNotTakeEffectOverWhatCameAfterIt() throws Exception {
        stocks("LATE");
        assertThat(push("/webhooks/stock", "late_1", "sku,stock\nLATE,61\n")).isEqualTo(200);
        awaitOnHand("LATE", 61);
        assertThat(push(
                        "/webhooks/stock",
                        "late_2",
                        "{\"asOf\": \"%s\", \"products\": [{\"sku\": \"LATE\", \"stock\": 99}]}"
                                .formatted(Instant.now().minusSeconds(60))))
                .isEqualTo(200);
        crm.bean(Products.class).update("LATE", product -> product.withOnHand(60));

        assertThat(push("/webhooks/stock", "late_1", "sku,stock\nLATE,61\n")).isEqualTo(200);

        stocks("AFTER");
        assertThat(push("/webhooks/stock", "after", "sku,stock\nAFTER,1\n")).isEqualTo(200);
        awaitOnHand("AFTER", 1);
        assertThat(onHand("LATE")).isEqualTo(60);
    }

    @Test
    void aPushWithoutAnIdOfItsOwnIsKnownByTheOneInItsBody() throws Exception {
        stocks("OWN-ID");
        String body = "{\"id\": \"export-4711\", \"name\": \"own-erp\", \"products\": [{\"sku\": \"OWN-ID\", \"stock\":"
                + " 71}]}";
        assertThat(send(request("/webhooks/stock", body).header("Authorization", "Bearer test-admin-token")))
                .isEqualTo(200);
        awaitOnHand("OWN-ID", 71);
        crm.bean(Products.class).update("OWN-ID", product -> product.withOnHand(70));

        assertThat(send(request("/webhooks/stock", body).header("Authorization", "Bearer test-admin-token")))
                .isEqualTo(200);

        stocks("BEHIND");
        assertThat(push("/webhooks/stock", "behind", "sku,stock\nBEHIND,1\n")).isEqualTo(200);
        awaitOnHand("BEHIND", 1);
        assertThat(onHand("OWN-ID")).isEqualTo(70);
        assertThat(feeds()).contains("own-erp");
    }

    @Test
    void whateverIsLeftOnTheQueueIsTakenAndWhatCannotBeReadWaitsForAPerson() {
        stocks("QUEUE");
        JmsTemplate broker = crm.bean("entryTemplate", JmsTemplate.class);

        broker.convertAndSend("crm.catalogue", "sku;retail_price\nQUEUE;1.500,50\n");
        broker.convertAndSend("crm.catalogue", "{\"nothing\": true}");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(crm.bean(Products.class)
                                .find("QUEUE")
                                .orElseThrow()
                                .retailPrice()
                                .minorUnits())
                        .isEqualTo(150_050));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(crm.graphql("{ deadLetters(first: 20) { nodes { queue } } }")
                                .toString())
                        .contains("crm.catalogue"));
    }

    private static void stocks(String... skus) {
        StringBuilder csv = new StringBuilder("sku,title,retail_price,stock\n");
        Stream.of(skus)
                .forEach(sku -> csv.append(sku).append(",Producto ").append(sku).append(",100,5\n"));
        crm.bean(ProductImport.class).importCsv(csv.toString());
    }

    private static int onHand(String sku) {
        return crm.bean(Products.class).find(sku).orElseThrow().stock().onHand();
    }

    private static void awaitOnHand(String sku, int units) {
        await().atMost(SOON).untilAsserted(() -> assertThat(onHand(sku)).isEqualTo(units));
    }

    private static String feeds() {
        return crm.graphql("{ catalogueFeeds(first: 50) { nodes { number name asOf receivedAt takenAt created updated"
                        + " unchanged problem errorCount rowErrors { line field message } } } }")
                .toString();
    }

    private static int push(String path, String id, String body) throws Exception {
        return send(signed(path, id, body, Instant.now()));
    }

    private static HttpRequest.Builder signed(String path, String id, String body, Instant at) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("an integrator's own secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String content = id + "." + at.getEpochSecond() + "." + body;
        return request(path, body)
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(at.getEpochSecond()))
                .header(
                        "webhook-signature",
                        "v1,"
                                + Base64.getEncoder()
                                        .encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8))));
    }

    private static HttpRequest.Builder request(String path, String body) {
        return HttpRequest.newBuilder(URI.create(crm.url() + path))
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static int send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static void put(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    private static List<String> names(String inside) throws IOException {
        Path directory = folder.resolve(inside);
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static Path in(String inside, String ending) throws IOException {
        return folder.resolve(inside)
                .resolve(names(inside).stream()
                        .filter(name -> name.endsWith("-" + ending))
                        .findFirst()
                        .orElseThrow());
    }

    /** As an integrator does: the file is copied into the folder of routes. */
    private static void runs(String route) throws IOException {
        Files.copy(Path.of("..", "docs", "how-to", "stock", route + ".yaml"), routes.resolve(route + ".yaml"));
        await().atMost(SOON).until(() -> crm.bean(CamelContext.class).getRoute(route) != null);
    }

    private static void stops(String route) throws IOException {
        Files.delete(routes.resolve(route + ".yaml"));
        await().atMost(SOON).until(() -> crm.bean(CamelContext.class).getRoute(route) == null);
    }
}
