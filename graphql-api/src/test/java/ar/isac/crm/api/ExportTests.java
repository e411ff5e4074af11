package ar.isac.crm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.security.Role;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Customer;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLTypeUtil;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.graphql.execution.GraphQlSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is listed over GraphQL, as files. */
class ExportTests {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final List<String> HOSTILE = List.of(
            "=HYPERLINK(\"http://evil.example\")", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\uff1d1+1", "a,\"b\";\nc");
    private static final int CUSTOMERS = 60;

    private static Platform platform;
    private static Crm crm;
    private static Client admin;

    @BeforeAll
    static void start() {
        platform = new Platform();
        crm = Crm.start(
                platform,
                Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT0S", "CRM_TEAM_VISIBILITY", "OWN"),
                ScriptedAssistant.class);
        admin = Client.admin(crm);
        for (int n = 0; n < CUSTOMERS; n++) {
            new Customer(
                            crm.url(),
                            "54911666000%02d".formatted(n),
                            n < HOSTILE.size() ? HOSTILE.get(n) : "Cliente " + n)
                    .writes("=cmd|' /C calc'!A0 número " + n);
        }
        await().atMost(SOON)
                .until(() -> listed("{ conversations(first: 100) { nodes { lastMessage { author } } } }") == CUSTOMERS);
    }

    private static int listed(String document) {
        return admin.ask(document).at("").findValues("lastMessage").size();
    }

    @AfterAll
    static void stop() {
        crm.close();
        platform.close();
    }

    private static HttpResponse<String> fetch(Client client, String path) {
        return Client.send(client.request(path).GET().build());
    }

    private static List<CSVRecord> rows(String csv) throws IOException {
        return CSVParser.parse(
                        new StringReader(csv),
                        CSVFormat.RFC4180
                                .builder()
                                .setHeader()
                                .setSkipHeaderRecord(true)
                                .get())
                .getRecords();
    }

    @Test
    void aListHasEveryRowOfItsQueryAndTheSameValues() throws IOException {
        HttpResponse<String> file = fetch(admin, "/exports/conversations.csv");
        Map<String, JsonNode> overGraphQl = new HashMap<>();
        admin.ask("{ conversations(first: 100) { nodes { id status lastActivityAt customer { displayName } } } }")
                .at("/conversations/nodes")
                .forEach(node -> overGraphQl.put(node.path("id").asString(), node));

        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Disposition").orElse("")).startsWith("attachment");
        List<CSVRecord> rows = rows(file.body());
        assertThat(rows).hasSize(CUSTOMERS).allSatisfy(row -> {
            JsonNode node = Objects.requireNonNull(overGraphQl.get(row.get("id")));
            assertThat(row.get("status")).isEqualTo(node.path("status").asString());
            assertThat(row.get("lastActivityAt"))
                    .isEqualTo(node.path("lastActivityAt").asString());
            assertThat(row.get("customer.displayName"))
                    .endsWith(node.at("/customer/displayName").asString());
        });
    }

    @Test
    void nothingThatACustomerWritesIsAFormulaInASpreadsheet() throws IOException {
        for (String list : List.of("conversations", "customers")) {
            for (CSVRecord row : rows(fetch(admin, "/exports/" + list + ".csv").body())) {
                assertThat(row.stream())
                        .allSatisfy(cell -> assertThat(cell.strip()).doesNotMatch("(?s)^[=+\\-@\uff1d].*"));
            }
        }
        assertThat(fetch(admin, "/exports/customers.csv").body())
                .contains("'=HYPERLINK")
                .contains("'@SUM");
    }

    @Test
    void theFileIsFilteredAsTheListIsAndHasAByteOrderMarkOnlyIfWanted() throws IOException {
        String none = fetch(
                        admin,
                        "/exports/conversations.csv?variables=" + encoded("{\"filter\":{\"status\":\"CLOSED\"}}"))
                .body();
        String one = fetch(
                        admin, "/exports/customers.csv?bom=true&variables=" + encoded("{\"search\":\"5491166600033\"}"))
                .body();

        assertThat(rows(none)).isEmpty();
        assertThat(none).startsWith("id,status,control");
        assertThat(one).startsWith("\ufeffid,");
        assertThat(rows(one)).hasSize(1);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void whoMayNotSeeTheListGetsNoFile() throws IOException {
        Client analyst = Client.hired(crm, Role.ANALYST);
        Client advisor = Client.hired(crm, Role.ADVISOR);
        String someones = admin.conversationWith("5491166600040");
        Client owner = Client.hired(crm, Role.ADVISOR);
        String ownerId = owner.ask("{ viewer { advisor { id } } }")
                .at("/viewer/advisor/id")
                .asString();
        admin.ask(
                        "mutation { assignConversation(input: {conversationId: \"%s\", advisorId: \"%s\"}) { conversation { id } } }"
                                .formatted(someones, ownerId))
                .at("/assignConversation/conversation/id");

        assertThat(fetch(analyst, "/exports/conversations.csv").statusCode()).isEqualTo(403);
        assertThat(fetch(Client.anonymous(crm), "/exports/conversations.csv").statusCode())
                .isEqualTo(401);
        assertThat(rows(fetch(advisor, "/exports/conversations.csv").body()))
                .hasSize(CUSTOMERS - 1)
                .noneMatch(row -> row.get("id").equals(someones));
        assertThat(rows(fetch(owner, "/exports/conversations.csv").body())).hasSize(CUSTOMERS);
    }

    /** A list that is new has a file as well, for whom its query is. */
    @Test
    void everyListOfTheSchemaIsThereAsAFile() throws IOException {
        List<String> without = new ArrayList<>();
        admin.ask(
                "mutation { saveWebhook(input: {name: \"Depósito\", url: \"https://example.com/hook\","
                        + " events: [\"sale.paid\"], secret: \"whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3\"}) { webhook { id } } }");
        String webhook = admin.ask("{ webhooks { id } }").at("/webhooks/0/id").asString();
        String variables = "{\"search\":\"hola\",\"webhookId\":\"" + webhook + "\"}";
        for (GraphQLFieldDefinition list :
                crm.bean(GraphQlSource.class).schema().getQueryType().getFieldDefinitions()) {
            if (GraphQLTypeUtil.unwrapAll(list.getType()).getName().endsWith("Connection")) {
                String own = list.getArguments().stream()
                                .anyMatch(argument ->
                                        argument.getType() instanceof GraphQLNonNull && !argument.hasSetDefaultValue())
                        ? "?variables=" + encoded(variables)
                        : "";
                HttpResponse<String> file = fetch(admin, "/exports/" + list.getName() + ".csv" + own);
                if (file.statusCode() != 200 || file.body().lines().findFirst().isEmpty()) {
                    without.add(list.getName() + ": " + file.statusCode() + " " + file.body());
                } else {
                    rows(file.body());
                }
            }
        }
        assertThat(without).isEmpty();
        assertThat(rows(fetch(admin, "/exports/products.csv").body())).hasSizeGreaterThan(20);
    }

    @Test
    void badQuestionsAreAnsweredWithWhatIsWrong() {
        assertThat(fetch(admin, "/exports/nothing.csv").statusCode()).isEqualTo(404);
        assertThat(fetch(admin, "/exports/sales.csv?variables=7").statusCode()).isEqualTo(400);
        assertThat(fetch(admin, "/exports/sales.csv?variables=" + encoded("{\"first\":1}"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(fetch(admin, "/exports/sales.csv?variables=" + encoded("{\"filter\":{\"status\":\"NONE\"}}"))
                        .statusCode())
                .isEqualTo(400);
        for (String list : List.of("quotes", "sales", "payments", "followUps")) {
            assertThat(fetch(admin, "/exports/" + list + ".csv").body()).startsWith("id,");
        }
    }

    @Test
    void everythingOfACustomerIsInAnArchiveBehindALinkThatIsNotedAndEnds() throws Exception {
        String customer = admin.ask("{ customers(search: \"5491166600050\") { nodes { id } } }")
                .at("/customers/nodes/0/id")
                .asString();
        String key = UUID.randomUUID().toString();
        String document =
                "mutation { exportCustomer(input: {customerId: \"%s\", idempotencyKey: \"%s\"}) { archive { url expiresAt } userErrors { code } } }"
                        .formatted(customer, key);
        String url = admin.ask(document).at("/exportCustomer/archive/url").asString();
        String again = admin.ask(document).at("/exportCustomer/archive/url").asString();

        HttpResponse<byte[]> zip = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(java.net.URI.create(url)).build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        JsonNode data = null;
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip.body()))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().equals("data.json")) {
                    data = JsonMapper.builder().build().readTree(in.readAllBytes());
                }
            }
        }

        assertThat(again).isEqualTo(url);
        assertThat(data).isNotNull();
        assertThat(data.path("messages").toString()).contains("número 50").doesNotContain("número 51");
        assertThat(data.path("customers")).hasSize(1);
        assertThat(data.path("handles").toString()).contains("5491166600050");
        assertThat(Client.hired(crm, Role.ADVISOR).ask(document).errorCode()).isEqualTo("FORBIDDEN");
        int end = url.length() - ".zip".length() - 8;
        String forged = url.substring(0, end) + (url.charAt(end) == 'A' ? 'B' : 'A') + url.substring(end + 1);
        assertThat(Client.send(HttpRequest.newBuilder(java.net.URI.create(forged))
                                .build())
                        .statusCode())
                .isEqualTo(404);
        assertThat(operations()).contains("exportCustomer", "fetchCustomerArchive", "export/conversations");
    }

    private static List<String> operations() {
        fetch(admin, "/exports/conversations.csv");
        return admin.ask("{ auditLog(first: 100) { nodes { operation } } }")
                .at("/auditLog/nodes")
                .valueStream()
                .map(entry -> entry.path("operation").asString())
                .toList();
    }

    @Test
    void whoComesInGoesOutOrIsNotLetInIsNoted() {
        Client advisor = Client.loggedIn(crm, "ana@demo.shop");
        Client.login(crm, "ana@demo.shop", "wrong");
        Client.send(advisor.request("/logout")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
        String secret = admin.ask(
                        "mutation { createApiToken(input: {name: \"robot\", role: ANALYST, scopes: [READ]}) { secret token: apiToken { id } } }")
                .at("/createApiToken/secret")
                .asString();
        Client robot = new Client(crm, "Authorization", "Bearer " + secret);
        robot.ask("{ viewer { name } }");
        robot.ask("{ viewer { name } }");

        List<String> noted = admin.ask("{ auditLog(first: 100) { nodes { operation outcome actorName } } }")
                .at("/auditLog/nodes")
                .valueStream()
                .map(entry -> entry.path("operation").asString() + " "
                        + entry.path("outcome").asString() + " "
                        + entry.path("actorName").asString())
                .toList();

        String ana = admin.ask("{ advisors { name email } }")
                .at("/advisors")
                .valueStream()
                .filter(each -> each.path("email").asString().equals("ana@demo.shop"))
                .map(each -> each.path("name").asString())
                .findFirst()
                .orElseThrow();
        assertThat(noted).contains("login DONE " + ana, "login REFUSED " + ana, "logout DONE " + ana);
        assertThat(noted).filteredOn("useApiToken DONE robot"::equals).hasSize(1);
    }
}
