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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Telegram's Bot API as the tests see it: what was called, and answers that a test may script. */
final class BotApi implements AutoCloseable {

    static final byte[] PICTURE = java.util.HexFormat.of()
            .parseHex("89504e470d0a1a0a0000000d4948445200000001000000010806000000"
                    + "1f15c4890000000d49444154789c6360f8cfc0f01f00050001ff5bb84b0e0000000049454e44ae426082");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger ids = new AtomicInteger(1000);
    private volatile Function<Call, Answer> script = this::accept;

    record Call(String token, String method, JsonNode body, Instant at) {
        String chat() {
            return body.path("chat_id").asString("");
        }
    }

    record Answer(int status, String body) {}

    BotApi() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    void answering(Function<Call, Answer> next) {
        script = next;
    }

    void accepting() {
        script = this::accept;
    }

    Answer accept(Call call) {
        return new Answer(
                200,
                switch (call.method()) {
                    case "getFile" -> "{\"ok\":true,\"result\":{\"file_path\":\"photos/1.png\"}}";
                    case "answerCallbackQuery" -> "{\"ok\":true,\"result\":true}";
                    default -> "{\"ok\":true,\"result\":{\"message_id\":%d}}".formatted(ids.incrementAndGet());
                });
    }

    List<Call> calls(String method, String chat) {
        return calls.stream()
                .filter(call -> call.method().equals(method) && call.chat().equals(chat))
                .toList();
    }

    List<Call> calls(String method) {
        return calls.stream().filter(call -> call.method().equals(method)).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.startsWith("/file/")) {
                exchange.getResponseHeaders().add("Content-Type", "image/png");
                exchange.sendResponseHeaders(200, PICTURE.length);
                exchange.getResponseBody().write(PICTURE);
                return;
            }
            String[] parts = path.split("/", -1);
            Call call = new Call(
                    parts[1].replaceFirst("^bot", ""),
                    parts[2],
                    JSON.readTree(exchange.getRequestBody().readAllBytes()),
                    Instant.now());
            calls.add(call);
            Answer answer = script.apply(call);
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
