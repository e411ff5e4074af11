package ar.isac.crm.api;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.graphql.TrustedDocuments;
import ar.isac.crm.security.Role;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What stands before every operation, in production. */
@Timeout(180)
class GateTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String INTROSPECTION = "{ __schema { types { name } } }";
    private static final String EMAIL = "owner@shop.example";

    private static Platform platform;
    private static Crm crm;
    private static Client admin;

    @BeforeAll
    static void start() {
        platform = new Platform();
        crm = Crm.start(
                platform,
                Map.of(
                        "CRM_DEMO",
                        "false",
                        "CRM_ADMIN_EMAIL",
                        EMAIL,
                        "crm.graphql.budget",
                        "50000",
                        "crm.graphql.budget-per-second",
                        "2000"),
                ScriptedAssistant.class);
        admin = Client.admin(crm);
    }

    @AfterAll
    static void stop() {
        crm.close();
        platform.close();
    }

    @TestFactory
    Stream<DynamicTest> hostileDocumentsAreRefusedAtOnce() {
        Map<String, String> hostile = new LinkedHashMap<>();
        hostile.put("a depth of 10,000", "{ a ".repeat(10_000) + "}".repeat(10_000));
        hostile.put(
                "a depth of 30",
                "{ conversation(id: 1) " + "{ lastMessage { replyTo ".repeat(15) + "{ id } " + "} }".repeat(15) + "}");
        hostile.put("10,000 aliases", "{ " + numbered(10_000, "a%d: viewer { name }") + " }");
        hostile.put("40 aliases", "{ viewer { " + numbered(40, "a%d: name") + " } }");
        hostile.put("11 root fields", "{ " + "viewer { name } ".repeat(11) + " }");
        hostile.put(
                "circular fragments",
                "{ viewer { ...A } } fragment A on Viewer { ...B } fragment B on Viewer { ...A }");
        hostile.put(
                "circular fragments that nobody uses",
                "{ viewer { name } } fragment A on Viewer { ...B } fragment B on Viewer { ...A }");
        hostile.put(
                "fragments that double",
                "{ viewer { ...F0 } } "
                        + numbered(60, "fragment F%1$d on Viewer { ...F%2$d ...F%2$d }")
                        + " fragment F60 on Viewer { name }");
        hostile.put("a huge list", "{ node(id: [" + "1, ".repeat(60_000) + "]) { id } }");
        hostile.put("nested lists", "{ node(id: " + "[".repeat(20_000) + "]".repeat(20_000) + ") { id } }");
        hostile.put("many directives", "{ viewer { name " + "@skip(if: false) ".repeat(1_000) + " } }");
        hostile.put("unknown directives", "{ viewer { name " + "@a ".repeat(4_000) + " } }");
        hostile.put("many variables", "query(" + numbered(3_000, "$v%d: Int") + ") { viewer { name } }");
        hostile.put("the same field again and again", "{ viewer { " + "name ".repeat(4_900) + " } }");
        hostile.put(
                "a page of pages", "{ conversations(first: 100) { nodes { messages(first: 100) { nodes { id } } } } }");
        hostile.put("an endless string", "{ node(id: \"" + "x".repeat(200_000) + " ) { id } }");
        hostile.put(
                "a tower of types",
                "{ __schema { types { fields { type { fields { type { fields { type {"
                        + " fields { type { name } } } } } } } } } } }");
        return hostile.entrySet().stream()
                .map(document ->
                        DynamicTest.dynamicTest(document.getKey(), () -> isRefusedAtOnce(body(document.getValue()))));
    }

    @Test
    void hostileVariablesAndBatchesAreRefusedAtOnce() {
        String viewer = "\"query\": \"query($v: ID) { node(id: $v) { id } }\"";

        isRefusedAtOnce("{" + viewer + ", \"variables\": " + "{\"v\":".repeat(10_000) + "1" + "}".repeat(10_000) + "}");
        isRefusedAtOnce(
                "[" + "{\"query\": \"{ viewer { name } }\"},".repeat(999) + "{\"query\": \"{ viewer { name } }\"}]");
        isRefusedAtOnce("{" + viewer + ", \"variables\": {\"v\": [" + "1,".repeat(100_000) + "1]}}");
    }

    private static void isRefusedAtOnce(String body) {
        long best = Long.MAX_VALUE;
        for (int n = 0; n < 8; n++) {
            long start = System.nanoTime();
            Client.Answer answer = admin.post("/graphql", body);
            best = Math.min(best, System.nanoTime() - start);
            assertThat(answer.body().path("errors"))
                    .as(answer.response().body())
                    .isNotEmpty();
            assertThat(answer.errorCode()).isNotEmpty();
            assertThat(answer.body().path("data").isMissingNode()
                            || answer.body().path("data").isNull())
                    .isTrue();
        }
        assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofMillis(50));
    }

    @Test
    void refusingLeavesNothingBehind() {
        String hostile = body("{ a ".repeat(10_000) + "}".repeat(10_000));
        IntStream.range(0, 20).forEach(n -> admin.post("/graphql", hostile));
        long before = usedHeap();

        IntStream.range(0, 300).forEach(n -> admin.post("/graphql", hostile));

        assertThat(usedHeap() - before).isLessThan(50_000_000);
    }

    private static long usedHeap() {
        ManagementFactory.getMemoryMXBean().gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static String numbered(int count, String pattern) {
        return IntStream.range(0, count)
                .mapToObj(n -> pattern.formatted(n, n + 1))
                .collect(Collectors.joining(" "));
    }

    private static String body(String document) {
        return JSON.writeValueAsString(Map.of("query", document));
    }

    @Test
    void aBodyBeyondTheLimitIsTooLarge() {
        String long_ = body("{ viewer { name } } #" + "x".repeat(300_000));

        Client.Answer announced = admin.post("/graphql", long_);
        Client.Answer streamed = new Client.Answer(Client.send(admin.request("/graphql")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofString(long_)))
                .build()));

        assertThat(announced.status()).isEqualTo(413);
        assertThat(streamed.status()).isEqualTo(413);
        assertThat(streamed.errorCode()).isEqualTo("LIMIT_EXCEEDED");
    }

    @Test
    void everyAnswerSaysWhatItCost() {
        JsonNode cost = admin.ask("{ conversations(first: 10) { nodes { id customer { id } } } viewer { name } }")
                .body()
                .at("/extensions/cost");

        // 10 × (the conversation, its customer) and the viewer.
        assertThat(cost.path("requested").asInt()).isEqualTo(21);
        assertThat(cost.path("actual").asInt()).isLessThanOrEqualTo(21);
        assertThat(cost.path("max").asInt()).isEqualTo(5_000);
    }

    @Test
    void pageSizesInVariablesCountToo() {
        Client.Answer answer = admin.ask(
                "query($n: Int) { conversations(first: $n) { nodes { messages(last: $n) { nodes { id } } } } }",
                Map.of("n", 90));

        assertThat(answer.errorCode()).isEqualTo("LIMIT_EXCEEDED");
        assertThat(answer.body().at("/extensions/cost/requested").asInt()).isGreaterThan(8_000);
    }

    @Test
    void whoAsksTooMuchIsToldWhenToGoOn() {
        Client eager = token("Ansiosa", Role.SUPERVISOR);
        String costly = "{ conversations(first: 100) { nodes { messages(last: 48) { nodes { id } } } } }";

        Client.Answer answer = eager.ask(costly);
        for (int n = 0; n < 60 && answer.status() == 200; n++) {
            answer = eager.ask(costly);
        }

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.errorCode()).isEqualTo("RATE_LIMITED");
        assertThat(answer.response()
                        .headers()
                        .firstValue("Retry-After")
                        .map(Integer::parseInt)
                        .orElse(0))
                .isBetween(1, 10);
        assertThat(admin.ask("{ viewer { name } }").status()).isEqualTo(200);
    }

    private static Client token(String name, Role role) {
        String secret = admin.ask("mutation { createApiToken(input: {name: \"" + name + "\", role: " + role
                        + ", scopes: [READ, WRITE]}) { secret } }")
                .at("/createApiToken/secret")
                .asString();
        return new Client(crm, "Authorization", "Bearer " + secret);
    }

    @Test
    void whatThereIsToAskIsForThoseWhoWritePrograms() {
        assertThat(admin.ask(INTROSPECTION).errorCode()).isEmpty();
        assertThat(token("Integra", Role.INTEGRATOR).ask(INTROSPECTION).errorCode())
                .isEmpty();
        assertThat(token("Analiza", Role.ANALYST).ask(INTROSPECTION).errorCode())
                .isEqualTo("INTROSPECTION_DISABLED");
        assertThat(token("Analiza", Role.ANALYST)
                        .ask("{ __type(name: \"Message\") { name } }")
                        .errorCode())
                .isEqualTo("INTROSPECTION_DISABLED");
        assertThat(token("Analiza", Role.ANALYST)
                        .ask("{ viewer { __typename } }")
                        .errorCode())
                .isEmpty();
    }

    @Test
    void nobodyIsToldWhatTheyMayHaveMeant() {
        String message = admin.ask("{ viewer { nam } }").response().body();

        assertThat(message).contains("GRAPHQL_VALIDATION_FAILED").doesNotContainIgnoringCase("did you mean");
        assertThat(message).doesNotContain("\"name\"");
    }

    @Test
    void aVariableOfAWrongTypeIsPointedAt() {
        String document = "mutation($input: CreateQuoteInput!) { createQuote(input: $input) { quote { id } } }";
        Map<String, ?> line = Map.of("productId", "x", "quantity", 1);

        assertThat(fault(document, Map.of("quantity", "two", "productId", "x"), Map.of()))
                .isEqualTo("input.lines.1.quantity");
        assertThat(fault(document, Map.of("productId", "x"), Map.of())).isEqualTo("input.lines.1.quantity");
        assertThat(fault(document, Map.of("productId", "x", "quantity", 1, "discountAmount", "a lot"), Map.of()))
                .isEqualTo("input.lines.1.discountAmount");
        assertThat(fault(document, line, Map.of("priceList", "CHEAP"))).isEqualTo("input.priceList");
        assertThat(fault(document, line, Map.of("size", 3))).isEqualTo("input.size");
        assertThat(admin.ask(document, Map.of()).body().at("/errors/0/message").asString())
                .contains("(at input)");
    }

    private static String fault(String document, Map<String, ?> secondLine, Map<String, ?> more) {
        Map<String, Object> input = new LinkedHashMap<>(Map.of(
                "conversationId",
                "x",
                "idempotencyKey",
                "k",
                "lines",
                List.of(Map.of("productId", "x", "quantity", 1), secondLine)));
        input.putAll(more);
        Client.Answer answer = admin.ask(document, Map.of("input", input));
        assertThat(answer.errorCode()).isEqualTo("GRAPHQL_VALIDATION_FAILED");
        return answer.body()
                .at("/errors/0/extensions/variable")
                .valueStream()
                .map(JsonNode::asString)
                .collect(Collectors.joining("."));
    }

    @Test
    void aSessionSendsThePanelsDocumentsAndNoOthers() throws IOException {
        Client owner = Client.loggedIn(crm, EMAIL);
        String panel = new ClassPathResource("static/panel/operations/Viewer.graphql")
                .getContentAsString(StandardCharsets.UTF_8);
        String id = TrustedDocuments.id(panel);

        assertThat(owner.ask("{ viewer { name } }").errorCode()).isEqualTo("PERSISTED_DOCUMENT_REQUIRED");
        assertThat(owner.post("/graphql", "{\"documentId\": \"" + id + "\", \"operationName\": \"Viewer\"}")
                        .at("/viewer/role")
                        .asString())
                .isEqualTo("ADMIN");
        assertThat(owner.post("/graphql", JSON.writeValueAsString(Map.of("query", panel, "operationName", "Viewer")))
                        .at("/viewer/role")
                        .asString())
                .isEqualTo("ADMIN");
        Client.Answer unknown = owner.post("/graphql", "{\"documentId\": \"sha256:00\"}");
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.errorCode()).isEqualTo("PERSISTED_DOCUMENT_NOT_FOUND");
    }

    @Test
    void aSessionsSocketIsBoundToThePanelsDocumentsToo() throws IOException {
        Client owner = Client.loggedIn(crm, EMAIL);
        String id = TrustedDocuments.id(new ClassPathResource("static/panel/operations/Viewer.graphql")
                .getContentAsString(StandardCharsets.UTF_8));
        try (Socket socket = Socket.subscribed(owner, "subscription { inboxEvents { cursor } }")) {
            assertThat(String.valueOf(socket.next(Duration.ofSeconds(10)))).contains("PERSISTED_DOCUMENT_REQUIRED");
            socket.expect("complete");
            socket.send(Map.of(
                    "type",
                    "subscribe",
                    "id",
                    "2",
                    "payload",
                    Map.of("documentId", id, "operationName", "Viewer", "variables", Map.of())));

            assertThat(socket.expect("next").at("/data/viewer/role").asString()).isEqualTo("ADMIN");
        }
    }

    @Test
    void everyAnswerHasAnIdAndErrorsHaveNoInside() {
        for (Client.Answer answer : List.of(
                admin.ask("{ viewer { name } }"),
                admin.ask("{ nonsense"),
                Client.anonymous(crm).ask("{ viewer { name } }"),
                admin.post("/graphql", "{"))) {
            assertThat(answer.response().headers().firstValue("X-Request-Id")).isPresent();
            assertThat(answer.response().body())
                    .doesNotContain("Exception")
                    .doesNotContain("graphql.")
                    .doesNotContain("java");
        }
        assertThat(admin.with("X-Request-Id", "my-request-7")
                        .ask("{ viewer { name } }")
                        .response()
                        .headers()
                        .firstValue("X-Request-Id"))
                .contains("my-request-7");
    }
}
