package ar.isac.crm.way;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Meta's sending API as the tests see it: what was called, in its order, and answers that a test may script. */
public final class Platform implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, byte[]> media = new ConcurrentHashMap<>();
    private final Map<String, Answer> profiles = new ConcurrentHashMap<>();
    private final Map<String, Integer> askings = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private volatile Function<Call, Answer> script = this::accept;
    private volatile CountDownLatch held = new CountDownLatch(0);

    /** A call to send a message. */
    public record Call(JsonNode body, Instant at, String path, String token) {

        public String to() {
            return body.path("to").asString(body.path("recipient").path("id").asString(""));
        }

        public String attempt() {
            return body.path("biz_opaque_callback_data").asString("");
        }

        /** The text that the customer reads. */
        public String text() {
            String plain = body.path("text").path("body").asString("");
            return plain.isEmpty()
                    ? body.path("interactive")
                            .path("body")
                            .path("text")
                            .asString(body.path("message").path("text").asString(""))
                    : plain;
        }
    }

    /** What the platform answers. */
    public record Answer(int status, String body) {}

    public Platform() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/v25.0";
    }

    /** From now on the platform answers so. */
    public void answering(Function<Call, Answer> next) {
        script = next;
    }

    /** From now on the platform takes every message. */
    public void accepting() {
        script = this::accept;
    }

    public Answer accept(Call call) {
        String id = "wamid.test." + ids.incrementAndGet();
        return call.body().has("messaging_product")
                ? new Answer(
                        200,
                        "{\"messaging_product\":\"whatsapp\",\"contacts\":[{\"input\":\"%s\",\"wa_id\":\"%s\"}],\"messages\":[{\"id\":\"%s\"}]}"
                                .formatted(call.to(), call.to(), id))
                : new Answer(200, "{\"recipient_id\":\"%s\",\"message_id\":\"%s\"}".formatted(call.to(), id));
    }

    public List<Call> calls() {
        return List.copyOf(calls);
    }

    public List<Call> callsTo(String customer) {
        return calls.stream().filter(call -> call.to().equals(customer)).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestMethod().equals("GET")) {
                serveMedia(exchange);
                return;
            }
            byte[] body = exchange.getRequestBody().readAllBytes();
            Call call = new Call(
                    JSON.readTree(body),
                    Instant.now(),
                    exchange.getRequestURI().getPath(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
                            .replaceFirst("^Bearer ", ""));
            calls.add(call);
            Answer answer = script.apply(call);
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** The platform keeps a medium; WhatsApp's is asked for by its id, which leads to a link that needs the token again. */
    public void keep(String mediaId, byte[] bytes) {
        media.put(mediaId, bytes);
    }

    /** Nobody is given what is kept until the latch is opened. */
    public CountDownLatch holding() {
        held = new CountDownLatch(1);
        return held;
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

    /** A link that serves a kept medium to anybody, as Instagram's do. */
    public String link(String mediaId) {
        return "http://localhost:" + server.getAddress().getPort() + "/open/" + mediaId;
    }

    private void serveMedia(HttpExchange exchange) throws IOException {
        waitUntilOpen();
        String path = exchange.getRequestURI().getPath();
        String id = path.substring(path.lastIndexOf('/') + 1);
        byte[] bytes = media.get(id);
        if (path.endsWith("/message_templates") && bytes != null) {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            return;
        }
        if (String.valueOf(exchange.getRequestURI().getQuery()).startsWith("fields=")) {
            serveProfile(exchange, id);
            return;
        }
        boolean isOpen = path.startsWith("/open/") || path.endsWith("/refresh_access_token");
        if (bytes == null || (!isOpen && exchange.getRequestHeaders().getFirst("Authorization") == null)) {
            exchange.sendResponseHeaders(bytes == null ? 404 : 401, -1);
            return;
        }
        byte[] answer = isOpen || path.startsWith("/bytes/")
                ? bytes
                : "{\"messaging_product\":\"whatsapp\",\"url\":\"http://localhost:%d/bytes/%s\"}"
                        .formatted(server.getAddress().getPort(), id)
                        .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", answer == bytes ? "image/png" : "application/json");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
    }

    /** From now on the platform tells this of somebody, and nothing of those of whom it was not told. */
    public void knows(String igsid, Answer profile) {
        profiles.put(igsid, profile);
    }

    /** How often it was asked who somebody is. */
    public int asked(String igsid) {
        return askings.getOrDefault(igsid, 0);
    }

    private void serveProfile(HttpExchange exchange, String igsid) throws IOException {
        askings.merge(igsid, 1, Integer::sum);
        Answer answer = profiles.getOrDefault(
                igsid, new Answer(400, "{\"error\":{\"message\":\"User consent is required\",\"code\":230}}"));
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
