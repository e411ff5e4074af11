package ar.isac.crm.security;

import ar.isac.crm.graphql.TrustedDocuments;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.graphql.autoconfigure.GraphQlProperties;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.server.webmvc.GraphQlWebSocketHandler;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Speaks {@code graphql-transport-ws}. Messages may be as large as over HTTP and are put together only when they come in
 * pieces, so that a thousand silent sockets need no thousand buffers of that size.
 */
@Component
class SocketHandler extends GraphQlWebSocketHandler {

    private static final int LONGEST = 256 * 1024;
    private static final String PIECES = SocketHandler.class.getName();
    private static final Executor A_MOMENT_LATER = CompletableFuture.delayedExecutor(
            2,
            TimeUnit.SECONDS,
            command -> Thread.ofVirtual().name("socket-end").start(command));
    private static final CloseStatus NO_MESSAGE = new CloseStatus(4400, "Invalid message");

    private final OpenSockets sockets;
    private final TrustedDocuments documents;
    private final JsonMapper json;

    SocketHandler(
            WebGraphQlHandler handler,
            GraphQlProperties properties,
            OpenSockets sockets,
            TrustedDocuments documents,
            JsonMapper json) {
        super(
                handler,
                new JacksonJsonHttpMessageConverter(json),
                properties.getWebsocket().getConnectionInitTimeout(),
                keepAlive(properties));
        this.sockets = sockets;
        this.documents = documents;
        this.json = json;
    }

    private static Duration keepAlive(GraphQlProperties properties) {
        Duration set = properties.getWebsocket().getKeepAlive();
        return set == null ? Duration.ofSeconds(15) : set;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) {
        sockets.opened(session);
        super.afterConnectionEstablished(SocketLine.of(session));
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus closeStatus) {
        sockets.closed(session.getId());
        // What is being made for it at this moment still finds where it would go.
        A_MOMENT_LATER.execute(() -> super.afterConnectionClosed(session, closeStatus));
    }

    @Override
    public boolean supportsPartialMessages() {
        return true;
    }

    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage piece) throws Exception {
        StringBuilder before = (StringBuilder) session.getAttributes().get(PIECES);
        int length = (before == null ? 0 : before.length()) + piece.getPayload().length();
        if (length > LONGEST) {
            session.close(CloseStatus.TOO_BIG_TO_PROCESS);
            return;
        }
        if (before == null && piece.isLast()) {
            handleWhole(session, piece);
            return;
        }
        StringBuilder pieces = before == null ? new StringBuilder() : before;
        pieces.append(piece.getPayload());
        session.getAttributes().put(PIECES, pieces);
        if (piece.isLast()) {
            session.getAttributes().remove(PIECES);
            handleWhole(session, new TextMessage(pieces));
        }
    }

    /** What is not even JSON with a type closes the socket as the protocol says, instead of a line in our log. */
    private void handleWhole(WebSocketSession session, TextMessage text) throws Exception {
        JsonNode message = parse(text.getPayload());
        if (message.path("type").isString()) {
            super.handleTextMessage(
                    SocketLine.of(session),
                    withDocument(message).map(TextMessage::new).orElse(text));
        } else {
            session.close(NO_MESSAGE);
        }
    }

    private JsonNode parse(String text) {
        try {
            return json.readTree(text);
        } catch (JacksonException notJson) {
            return json.missingNode();
        }
    }

    /** The message with the trusted document that it names; empty when it names none. */
    private Optional<String> withDocument(JsonNode message) {
        if (!(message.path("payload") instanceof ObjectNode payload)
                || payload.path("query").isString()) {
            return Optional.empty();
        }
        return documents.find(payload.path("documentId").asString("")).map(document -> {
            payload.put("query", document);
            return json.writeValueAsString(message);
        });
    }
}
