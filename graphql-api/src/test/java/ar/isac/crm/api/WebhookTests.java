package ar.isac.crm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.catalog.Products;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.security.Role;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.jms.core.JmsTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What other systems are told, and who decides that. */
class WebhookTests {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String KEY = "the receiver's own key of 32 bytes";
    private static final String SECRET =
            "whsec_" + Base64.getEncoder().encodeToString(KEY.getBytes(StandardCharsets.UTF_8));

    /** What a receiver got. */
    record Got(String path, String id, String timestamp, String signatures, String body) {

        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        String event() {
            return json().path("type").asString();
        }

        /** As the specification of Standard Webhooks describes it, and not as the product does it. */
        boolean isSignedWith(String key) throws GeneralSecurityException {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String expected = Base64.getEncoder()
                    .encodeToString(mac.doFinal((id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8)));
            return Arrays.stream(signatures.split(" ", -1)).anyMatch(("v1," + expected)::equals);
        }
    }

    private static final List<Got> GOT = new CopyOnWriteArrayList<>();
    private static final Map<String, Integer> ANSWERS = new ConcurrentHashMap<>();
    private static final ListAppender<ILoggingEvent> LOG = new ListAppender<>();

    private static HttpServer receiver;
    private static Platform platform;
    private static Crm crm;
    private static Client admin;

    @BeforeAll
    static void open() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", WebhookTests::receive);
        receiver.start();
        platform = new Platform();
        crm = Crm.start(platform, Map.of(), ScriptedAssistant.class);
        admin = Client.admin(crm);
        LOG.start();
        ((Logger) LoggerFactory.getLogger("ROOT")).addAppender(LOG);
    }

    @AfterAll
    static void close() {
        ((Logger) LoggerFactory.getLogger("ROOT")).detachAppender(LOG);
        crm.close();
        platform.close();
        receiver.stop(0);
    }

    private static void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            String path = exchange.getRequestURI().getPath();
            GOT.add(new Got(
                    path,
                    headers.getFirst("webhook-id"),
                    headers.getFirst("webhook-timestamp"),
                    headers.getFirst("webhook-signature"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(ANSWERS.getOrDefault(path, 204), -1);
        }
    }

    @Test
    void whatHappensIsToldSignedOnceEachWithoutWhatCustomersWriteUnlessAnAdministratorWantsIt() throws Exception {
        save("plain", "[\"*\"]", "");
        save("full", "[\"message.received\"]", "includesText: true");

        String waId = "5491155591001";
        assertThat(crm.customer(waId).writes("un secreto de palta")).isEqualTo(200);
        awaitEvents("/plain", "customer.created", "message.received");
        awaitEvents("/full", "message.received");
        String conversation = admin.conversationWith(waId);
        sells(conversation);
        mutate("changeStatus", "conversationId: \"%s\", status: CLOSED".formatted(conversation), "conversation { id }");

        awaitEvents(
                "/plain",
                "sale.created",
                "sale.paid_awaiting_stock",
                "sale.paid",
                "payment.approved",
                "message.status",
                "conversation.closed");
        for (Got got : GOT) {
            assertThat(got.isSignedWith(KEY)).isTrue();
        }
        assertThat(got("/plain")).extracting(Got::body).noneMatch(body -> body.contains("palta"));
        assertThat(got("/full").getFirst().json().at("/data/text").asString()).isEqualTo("un secreto de palta");
        assertThat(got("/plain").stream().map(Got::id)).doesNotHaveDuplicates();
        Got paid = got("/plain").stream()
                .filter(got -> got.event().equals("sale.paid"))
                .findFirst()
                .orElseThrow();
        assertThat(paid.json().at("/data/total").decimalValue()).isEqualByComparingTo("200");
        assertThat(paid.json().at("/data/conversationId").asString()).isEqualTo(conversation);
        assertThat(LOG.list).extracting(ILoggingEvent::getFormattedMessage).noneMatch(line -> line.contains("palta"));
    }

    @Test
    void aFailureIsTriedAgainUnderTheSameIdAlsoAfterARestart() {
        ANSWERS.put("/failing", 503);
        String webhook = save("failing", "[\"webhook.ping\"]", "");
        mutate("testWebhook", "webhookId: \"%s\"".formatted(webhook), "delivery { id }");
        await().atMost(SOON).until(() -> !got("/failing").isEmpty());

        ANSWERS.put("/failing", 200);
        crm.restart();
        admin = Client.admin(crm);

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(deliveries(webhook).at("/0/status").asString())
                                .isEqualTo("DELIVERED"));
        assertThat(got("/failing").stream().map(Got::id).distinct()).hasSize(1);
        assertThat(got("/failing")).hasSizeGreaterThan(1);
        JsonNode delivery = deliveries(webhook).path(0);
        assertThat(delivery.at("/tries/0/httpStatus").asInt()).isEqualTo(200);
        assertThat(delivery.at("/tries/%d/error"
                                .formatted(delivery.path("tries").size() - 1))
                        .asString())
                .isEqualTo("HTTP 503");
    }

    @Test
    void aReplacedSecretSignsBesideTheNewOneAndNeitherIsEverShown() throws Exception {
        String webhook = save("rotating", "[\"webhook.ping\"]", "");
        String next = "another receiver's key of many bytes";
        String nextSecret = Base64.getEncoder().encodeToString(next.getBytes(StandardCharsets.UTF_8));
        JsonNode saved = mutate(
                "saveWebhook",
                "id: \"%s\", secret: \"whsec_%s\"".formatted(webhook, nextSecret),
                "webhook { secretsInForce }");
        assertThat(saved.at("/webhook/secretsInForce").asInt()).isEqualTo(2);

        mutate("testWebhook", "webhookId: \"%s\"".formatted(webhook), "delivery { id }");

        await().atMost(SOON).until(() -> !got("/rotating").isEmpty());
        Got ping = got("/rotating").getFirst();
        assertThat(ping.isSignedWith(KEY)).isTrue();
        assertThat(ping.isSignedWith(next)).isTrue();
        String stored = crm.bean(MongoTemplate.class)
                .getCollection("webhooks")
                .find()
                .into(new java.util.ArrayList<>())
                .toString();
        assertThat(stored)
                .doesNotContain(nextSecret)
                .doesNotContain(SECRET.substring(6))
                .doesNotContain(KEY);
        assertThat(admin.ask("{ __type(name: \"Webhook\") { fields { name } } }")
                        .response()
                        .body())
                .doesNotContain("\"secret\"");
        assertThat(LOG.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(line -> line.contains(nextSecret) || line.contains(next));
    }

    @Test
    void whatWasToldCanBeToldAgainUnderItsIdOneByOneOrSinceAnInstant() {
        Instant from = Instant.now().minusSeconds(1);
        String webhook = save("replayed", "[\"webhook.ping\"]", "");
        mutate("testWebhook", "webhookId: \"%s\"".formatted(webhook), "delivery { id }");
        mutate("testWebhook", "webhookId: \"%s\"".formatted(webhook), "delivery { id }");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(deliveries(webhook).findValuesAsString("status"))
                        .containsOnly("DELIVERED")
                        .hasSize(2));

        mutate(
                "replayWebhookDelivery",
                "deliveryId: \"%s\"".formatted(deliveries(webhook).at("/0/id").asString()),
                "delivery { status }");
        await().atMost(SOON).until(() -> got("/replayed").size() == 3);
        JsonNode many = mutate(
                "replayWebhookDeliveries",
                "webhookId: \"%s\", from: \"%s\", status: DELIVERED".formatted(webhook, from),
                "replayed");

        assertThat(many.path("replayed").asInt()).isPositive();
        await().atMost(SOON)
                .until(() ->
                        got("/replayed").size() == 3 + many.path("replayed").asInt());
        assertThat(got("/replayed").stream().map(Got::id).distinct()).hasSize(2);
    }

    @Test
    void whoIsGoneIsPausedAndWhatWaitsIsDeliveredWhenSomebodyResumes() {
        ANSWERS.put("/gone", 410);
        String webhook = save("gone", "[\"webhook.ping\"]", "");
        mutate("testWebhook", "webhookId: \"%s\"".formatted(webhook), "delivery { id }");
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(webhook(webhook).at("/pause/reason").asString())
                                .isEqualTo("GONE"));

        mutate("testWebhook", "webhookId: \"%s\"".formatted(webhook), "delivery { id }");
        ANSWERS.put("/gone", 200);
        mutate("resumeWebhook", "webhookId: \"%s\"".formatted(webhook), "webhook { isActive }");

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(deliveries(webhook).at("/0/status").asString())
                                .isEqualTo("DELIVERED"));
        assertThat(deliveries(webhook).at("/1/status").asString()).isEqualTo("FAILED");
    }

    @Test
    void onlyIntegratorsAndAdministratorsMayAndOnlyTheLatterTellWhatCustomersWriteOrReachTheOwnNetwork() {
        Client integrator = Client.hired(crm, Role.INTEGRATOR);
        String document =
                "mutation { saveWebhook(input: {name: \"x\", url: \"%s\", events: [\"webhook.ping\"], secret: \"%s\""
                        + "%s}) { webhook { id } userErrors { path code } } }";

        for (Role role : List.of(Role.SUPERVISOR, Role.ADVISOR, Role.ANALYST)) {
            assertThat(Client.hired(crm, role).ask("{ webhooks { id } }").errorCode())
                    .isEqualTo("FORBIDDEN");
        }
        assertThat(Client.anonymous(crm).ask("{ webhooks { id } }").status()).isEqualTo(401);
        assertThat(integrator
                        .ask(document.formatted(url("integrators"), SECRET, ", includesText: true"))
                        .at("/saveWebhook/userErrors/0/code")
                        .asString())
                .isEqualTo("NOT_ALLOWED");
        String webhook = integrator
                .ask(document.formatted(url("integrators"), SECRET, ""))
                .at("/saveWebhook/webhook/id")
                .asString();
        mutate("testWebhook", "webhookId: \"%s\"".formatted(webhook), "delivery { id }");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                deliveries(webhook).at("/0/tries/0/error").asString())
                        .contains("private network"));
        assertThat(got("/integrators")).isEmpty();
        mutate("deleteWebhook", "webhookId: \"%s\"".formatted(webhook), "webhookId");
    }

    @Test
    void whatCannotBeIsRefusedInWords() {
        for (String input : List.of(
                "name: \"x\", url: \"ftp://a.example\", events: [\"*\"], secret: \"%s\"".formatted(SECRET),
                "name: \"x\", url: \"https://u:p@a.example\", events: [\"*\"], secret: \"%s\"".formatted(SECRET),
                "name: \"x\", url: \"https://a.example\", events: [\"sales\"], secret: \"%s\"".formatted(SECRET),
                "name: \"x\", url: \"https://a.example\", events: [], secret: \"%s\"".formatted(SECRET),
                "name: \"x\", url: \"https://a.example\", events: [\"*\"], secret: \"short\"",
                "name: \"x\", url: \"https://a.example\", events: [\"*\"]",
                "name: \" \", url: \"https://a.example\", events: [\"*\"], secret: \"%s\"".formatted(SECRET))) {
            JsonNode answer = admin.ask(
                            "mutation { saveWebhook(input: {%s}) { webhook { id } userErrors { message } } }"
                                    .formatted(input))
                    .at("/saveWebhook");
            assertThat(answer.path("webhook").isNull()).as(input).isTrue();
            assertThat(answer.at("/userErrors/0/message").asString()).as(input).isNotBlank();
        }
    }

    @Test
    void customersAreToldOnTheirQueueWithoutTheMeansToWriteToThoseWhoRefused() {
        String waId = "5491155591077";
        assertThat(crm.customer(waId).writes("hola")).isEqualTo(200);
        await().atMost(SOON).until(() -> crm.conversation(waId).isPresent());
        String customer =
                GlobalId.of("Customer", crm.conversation(waId).orElseThrow().customerId());
        JmsTemplate broker = new JmsTemplate(crm.bean("entryConnectionFactory", jakarta.jms.ConnectionFactory.class));
        broker.setReceiveTimeout(5_000);
        String raw = crm.conversation(waId).orElseThrow().customerId();

        JsonNode created = told(broker, raw, "created");
        assertThat(created.path("segment").asString()).isEqualTo("RETAIL");
        mutate(
                "setConsent",
                "customerId: \"%s\", purpose: MARKETING, isGranted: false, evidence: \"lo dijo\"".formatted(customer),
                "customer { id }");

        JsonNode refused = told(broker, raw, "changed");
        while (!refused.at("/consents/MARKETING").isBoolean()) {
            refused = told(broker, raw, "changed");
        }
        assertThat(refused.at("/consents/MARKETING").asBoolean()).isFalse();
        assertThat(refused.has("phone")).isFalse();
        assertThat(created.path("id").asString())
                .isNotEqualTo(refused.path("id").asString());
    }

    private static JsonNode told(JmsTemplate broker, String customerId, String event) {
        Callable<JsonNode> next = () -> {
            String message = (String) broker.receiveAndConvert("crm.customers");
            return message == null
                    ? JsonMapper.shared().createObjectNode()
                    : JsonMapper.shared().readTree(message);
        };
        return await().atMost(SOON)
                .until(
                        next,
                        told -> told.path("customerId").asString("").equals(customerId)
                                && told.path("event").asString("").equals(event));
    }

    private static void sells(String conversation) {
        mutate(
                "importProducts",
                "csv: \"sku,title,retail_price,stock\\nHOOK,Gancho,100,9\", idempotencyKey: \"%s\""
                        .formatted(UUID.randomUUID()),
                "created");
        String product = GlobalId.of(
                "Product", crm.bean(Products.class).find("HOOK").orElseThrow().id());
        String sale = mutate(
                        "createSale",
                        "conversationId: \"%s\", lines: [{productId: \"%s\", quantity: 2}], idempotencyKey: \"%s\""
                                .formatted(conversation, product, UUID.randomUUID()),
                        "sale { id }")
                .at("/sale/id")
                .asString();
        mutate(
                "recordPayment",
                "saleId: \"%s\", method: CASH, amount: \"200\", idempotencyKey: \"%s\""
                        .formatted(sale, UUID.randomUUID()),
                "payment { id }");
    }

    private static String save(String name, String events, String more) {
        JsonNode saved = mutate(
                "saveWebhook",
                "name: \"%s\", url: \"%s\", events: %s, secret: \"%s\" %s"
                        .formatted(name, url(name), events, SECRET, more),
                "webhook { id }");
        return saved.at("/webhook/id").asString();
    }

    private static JsonNode mutate(String mutation, String input, String selection) {
        JsonNode payload = admin.ask("mutation { %s(input: {%s}) { %s userErrors { path code message } } }"
                        .formatted(mutation, input, selection))
                .at("/" + mutation);
        assertThat(payload.path("userErrors").isEmpty()).as("%s", payload).isTrue();
        return payload;
    }

    private static JsonNode webhook(String id) {
        return admin.ask("{ webhook(id: \"%s\") { isActive pause { reason since } health { lastError failingSince } } }"
                        .formatted(id))
                .at("/webhook");
    }

    private static JsonNode deliveries(String webhook) {
        return admin.ask(
                        ("{ webhookDeliveries(webhookId: \"%s\", first: 50) { nodes { id messageId event status attempts"
                                        + " nextAttemptAt tries { at httpStatus error durationMs } } } }")
                                .formatted(webhook))
                .at("/webhookDeliveries/nodes");
    }

    private static String url(String path) {
        return "http://localhost:" + receiver.getAddress().getPort() + "/" + path;
    }

    private static List<Got> got(String path) {
        return GOT.stream().filter(got -> got.path().equals(path)).toList();
    }

    private static void awaitEvents(String path, String... events) {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(got(path)).extracting(Got::event).contains(events));
    }
}
