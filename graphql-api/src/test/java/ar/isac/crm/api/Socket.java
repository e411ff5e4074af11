package ar.isac.crm.api;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that speaks {@code graphql-transport-ws}. */
final class Socket implements AutoCloseable, WebSocket.Listener {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration SOON = Duration.ofSeconds(30);

    private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final boolean isStalled;
    private @Nullable WebSocket socket;

    private Socket(boolean isStalled) {
        this.isStalled = isStalled;
    }

    /** Connects without saying who it is. */
    static Socket open(Client client) {
        return open(client, false);
    }

    /** Connects and says who it is; reads nothing more when it stalls. */
    static Socket subscribed(Client client, String document, boolean isStalled) {
        Socket socket = open(client, isStalled);
        socket.send(Map.of("type", "connection_init", "payload", authorization(client)));
        if (!isStalled) {
            socket.expect("connection_ack");
        }
        socket.send(Map.of("type", "subscribe", "id", "1", "payload", Map.of("query", document)));
        return socket;
    }

    static Socket subscribed(Client client, String document) {
        return subscribed(client, document, false);
    }

    private static Map<String, String> authorization(Client client) {
        return client.headers().length > 1 && client.headers()[0].equals("Authorization")
                ? Map.of("Authorization", client.headers()[1])
                : Map.of();
    }

    private static Socket open(Client client, boolean isStalled) {
        Socket listener = new Socket(isStalled);
        WebSocket.Builder builder = HTTP.newWebSocketBuilder().subprotocols("graphql-transport-ws");
        if (client.headers().length > 1 && client.headers()[0].equals("Cookie")) {
            builder.header("Cookie", client.headers()[1]);
        }
        listener.socket = builder.buildAsync(
                        URI.create(client.crm().url().replaceFirst("^http", "ws") + "/graphql"), listener)
                .join();
        return listener;
    }

    void send(Map<String, ?> message) {
        sendText(JSON.writeValueAsString(message));
    }

    void sendText(String text) {
        if (socket != null) {
            socket.sendText(text, true).join();
        }
    }

    /** The next message, which must be of this type; its payload. */
    JsonNode expect(String type) {
        JsonNode message = next(SOON);
        if (message == null || !message.path("type").asString().equals(type)) {
            throw new AssertionError("Expected " + type + " but got " + message + ", closed " + closed.getNow(null));
        }
        return message.path("payload");
    }

    /** The next message that is no heartbeat; null when none comes in time. */
    @Nullable
    JsonNode next(Duration patience) {
        try {
            JsonNode message = messages.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            return message != null && message.path("type").asString().equals("ping") ? next(patience) : message;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The code with which the server closes the connection. */
    int closeCode() {
        return closed.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** Begins to read after all. */
    void wake() {
        if (socket != null) {
            socket.request(1);
        }
    }

    @Override
    public void onOpen(WebSocket opened) {
        if (!isStalled) {
            opened.request(1);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            messages.add(JSON.readTree(partial.toString()));
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
        closed.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.completeExceptionally(error);
    }

    /** Cuts the connection as a lost network does: without a word. */
    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
    }
}
