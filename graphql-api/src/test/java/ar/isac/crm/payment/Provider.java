package ar.isac.crm.payment;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Mercado Pago as the tests see it: its preferences, payments that a test decides, and its signed notifications. */
public final class Provider implements AutoCloseable {

    public static final String SECRET = "test-mercadopago-secret";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final HttpServer server;
    private final Map<String, JsonNode> preferences = new ConcurrentHashMap<>();
    private final Map<String, String> payments = new ConcurrentHashMap<>();
    private final List<String> idempotencyKeys = new CopyOnWriteArrayList<>();
    private final AtomicLong ids = new AtomicLong(7_000_000_000L);
    private final AtomicInteger failing = new AtomicInteger();
    private volatile int failure = 503;
    private volatile CountDownLatch held = new CountDownLatch(0);

    public Provider() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    public Map<String, String> settings() {
        return Map.of(
                "MERCADOPAGO_ACCESS_TOKEN",
                "TEST-token",
                "MERCADOPAGO_WEBHOOK_SECRET",
                SECRET,
                "MERCADOPAGO_URL",
                "http://localhost:" + server.getAddress().getPort());
    }

    /** The next so many calls are answered 503. */
    void failing(int calls) {
        failure = 503;
        failing.set(calls);
    }

    /** The next so many calls are answered as those with a token that was revoked. */
    void refusing(int calls) {
        failure = 401;
        failing.set(calls);
    }

    /** Nobody is answered until the latch is opened. */
    CountDownLatch holding() {
        held = new CountDownLatch(1);
        return held;
    }

    List<String> idempotencyKeys() {
        return List.copyOf(idempotencyKeys);
    }

    JsonNode preference(String reference) {
        return Objects.requireNonNull(preferences.get(reference), reference);
    }

    /** Somebody pays the whole of what the reference asks for; returns the payment's id. */
    public String paid(String reference, String status) {
        JsonNode item = preference(reference).path("items").path(0);
        return paid(
                reference,
                status,
                item.path("unit_price").decimalValue(),
                item.path("currency_id").asString());
    }

    public String paid(String reference, String status, BigDecimal amount, String currency) {
        String id = Long.toString(ids.incrementAndGet());
        becomes(id, reference, status, amount, currency);
        return id;
    }

    /** The payment has another state from here on. */
    void becomes(String id, String status) {
        JsonNode now = JSON.readTree(payments.get(id));
        becomes(
                id,
                now.path("external_reference").asString(),
                status,
                now.path("transaction_amount").decimalValue(),
                now.path("currency_id").asString());
    }

    private void becomes(String id, String reference, String status, BigDecimal amount, String currency) {
        payments.put(
                id,
                "{\"id\":%s,\"status\":\"%s\",\"external_reference\":\"%s\",\"transaction_amount\":%s,\"currency_id\":\"%s\"}"
                        .formatted(id, status, reference, amount.toPlainString(), currency));
    }

    /** Notifies as Mercado Pago does; returns the status of the answer. */
    public static int notifies(String url, String paymentId, Instant now) {
        String requestId = UUID.randomUUID().toString();
        String ts = Long.toString(now.toEpochMilli());
        String v1 = new NotificationSignature(SECRET).of(paymentId, requestId, ts);
        return notifies(url, paymentId, requestId, "ts=" + ts + ",v1=" + v1);
    }

    static int notifies(String url, String paymentId, String requestId, String signature) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(url + "/webhooks/mercadopago?data.id=" + paymentId + "&type=payment"))
                .header("Content-Type", "application/json")
                .header("x-request-id", requestId)
                .header("x-signature", signature)
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"type\":\"payment\",\"data\":{\"id\":\"" + paymentId + "\"}}"))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException nobodyThere) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            waitUntilOpen();
            if (failing.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                answer(exchange, failure, "");
            } else if (path.equals("/checkout/preferences")) {
                idempotencyKeys.add(exchange.getRequestHeaders().getFirst("X-Idempotency-Key"));
                JsonNode preference = JSON.readTree(body);
                String reference = preference.path("external_reference").asString();
                preferences.putIfAbsent(reference, preference);
                answer(
                        exchange,
                        201,
                        "{\"id\":\"pref-%s\",\"init_point\":\"https://pay.example/%s\"}"
                                .formatted(reference, reference));
            } else if (path.equals("/v1/payments/search")) {
                String reference = exchange.getRequestURI().getQuery().replace("external_reference=", "");
                answer(
                        exchange,
                        200,
                        "{\"results\":["
                                + String.join(
                                        ",",
                                        payments.values().stream()
                                                .filter(payment -> payment.contains(reference))
                                                .toList())
                                + "]}");
            } else {
                String payment = payments.get(path.substring(path.lastIndexOf('/') + 1));
                answer(exchange, payment == null ? 404 : 200, payment == null ? "{}" : payment);
            }
        }
    }

    private void waitUntilOpen() {
        try {
            if (!held.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Nobody opened the latch");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
