package ar.isac.crm.payment;

import static ar.isac.crm.payment.Till.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The routes of docs/how-to/connect-your-sales.md and connect-your-customers.md. */
class SalesRouteTests {

    @TempDir
    private static Path folder;

    private static final List<JsonNode> POSTED = new CopyOnWriteArrayList<>();
    private static final List<JsonNode> CUSTOMERS = new CopyOnWriteArrayList<>();

    private static HttpServer system;
    private static Platform platform;
    private static Crm crm;
    private static Till till;

    @BeforeAll
    static void open() throws IOException {
        system = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        listens("/sales", POSTED);
        listens("/customers", CUSTOMERS);
        system.start();
        platform = new Platform();
        crm = Crm.start(
                platform,
                Map.of(
                        "SALES_ENDPOINT",
                        "http://localhost:" + system.getAddress().getPort() + "/sales",
                        "CUSTOMERS_ENDPOINT",
                        "http://localhost:" + system.getAddress().getPort() + "/customers",
                        "SALES_FOLDER",
                        folder.toString()),
                ScriptedAssistant.class);
        till = new Till(crm);
    }

    private static void listens(String path, List<JsonNode> posted) {
        system.createContext(path, exchange -> {
            try (exchange) {
                posted.add(
                        JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes()));
                exchange.sendResponseHeaders(204, -1);
            }
        });
    }

    @AfterAll
    static void close() {
        crm.close();
        platform.close();
        system.stop(0);
    }

    @Test
    void whatIsSoldAndCancelledReachesTheShopsSystemAndItsSpreadsheet() throws Exception {
        till.stocks("RUTA", "=Ruta", 100, 9);
        Conversation conversation = till.talk("5491155590001");

        runs("sales", "sales-to-http");
        sell(conversation, 2);
        await().atMost(Till.SOON).until(() -> POSTED.size() == 1);
        stops("sales-to-http");
        runs("sales", "sales-to-csv");
        String sale = sell(conversation, 1);
        till.does("cancelSale", "saleId: " + sale, "sale { status }");

        await().atMost(Till.SOON).untilAsserted(() -> assertThat(rows()).hasSize(2));
        assertThat(POSTED.getFirst().path("status").asString()).isEqualTo("PAID");
        assertThat(POSTED.getFirst().path("total").decimalValue()).isEqualByComparingTo("200");
        assertThat(POSTED.getFirst().at("/lines/0/sku").asString()).isEqualTo("RUTA");
        assertThat(rows().getFirst())
                .contains("/PAID\"")
                .contains("\"'=Ruta\"")
                .endsWith("\"1\",\"100.00\",\"0.00\",\"100.00\",\"ARS\",\"Efectivo\"");
        assertThat(rows().getLast()).contains("/CANCELLED\"");
        assertIsOf("sales/sale.schema.json", POSTED.getFirst());
    }

    @Test
    void whoeverComesReachesTheShopsSystem() throws Exception {
        runs("customers", "customers-to-http");

        Conversation conversation = till.talk("5491155590002");

        await().atMost(Till.SOON)
                .untilAsserted(() -> assertThat(CUSTOMERS)
                        .anyMatch(told -> told.path("customerId").asString().equals(conversation.customerId())
                                && told.path("phone").asString("").equals("5491155590002")));
        for (JsonNode told : CUSTOMERS) {
            assertIsOf("customers/customer.schema.json", told);
        }
        stops("customers-to-http");
    }

    /** The names and the closed lists of a schema in docs, which is what receivers build on. */
    private static void assertIsOf(String schemaFile, JsonNode told) throws IOException {
        JsonNode schema = JsonMapper.shared().readTree(Files.readString(Path.of("..", "docs", "how-to", schemaFile)));
        List<String> known = List.copyOf(schema.path("properties").propertyNames());
        assertThat(known).containsAll(told.propertyNames());
        schema.path("required")
                .forEach(name -> assertThat(told.has(name.asString()))
                        .as(name.asString())
                        .isTrue());
        schema.path("properties").properties().forEach(property -> {
            JsonNode values = property.getValue().path("enum");
            if (values.isArray() && told.has(property.getKey())) {
                assertThat(values.valueStream().toList()).contains(told.path(property.getKey()));
            }
        });
    }

    private static String sell(Conversation conversation, int units) {
        JsonNode sold = till.does(
                "createSale",
                "conversationId: %s, %s, %s"
                        .formatted(Till.id("Conversation", conversation.id()), till.lines("RUTA", units), key()),
                "sale { id }");
        String saleId = "\"" + sold.at("/sale/id").asString() + "\"";
        till.does(
                "recordPayment",
                "saleId: %s, method: CASH, amount: \"%d\", %s".formatted(saleId, 100 * units, key()),
                "payment { id }");
        return saleId;
    }

    private static void runs(String folder, String route) throws Exception {
        Path file = Path.of("..", "docs", "how-to", folder, route + ".yaml");
        PluginHelper.getRoutesLoader(crm.bean(CamelContext.class))
                .loadRoutes(ResourceHelper.fromString(file.getFileName().toString(), Files.readString(file)));
    }

    private static void stops(String route) throws Exception {
        CamelContext camel = crm.bean(CamelContext.class);
        camel.getRouteController().stopRoute(route);
        camel.removeRoute(route);
    }

    private static List<String> rows() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Path file = files.filter(each -> each.toString().endsWith(".csv"))
                    .findFirst()
                    .orElse(null);
            return file == null ? List.of() : Files.readAllLines(file, StandardCharsets.UTF_8);
        }
    }
}
