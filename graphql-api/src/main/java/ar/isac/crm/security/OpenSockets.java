package ar.isac.crm.security;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The WebSockets of this node, each with whoever opened it. They are closed when that proof is over: with 4401 when the
 * session or the token is gone, with 4403 when the person may do less or other than before.
 */
@Component
class OpenSockets {

    private static final Logger log = LoggerFactory.getLogger(OpenSockets.class);

    /** What another node has stored is noticed within this time; what this one stores, at once. */
    private static final long EVERY_MS = 2_000;

    private final Standing standing;
    private final Map<String, WebSocketSession> sockets = new ConcurrentHashMap<>();
    private final Map<String, Actor> owners = new ConcurrentHashMap<>();
    private final Map<String, Sinks.Empty<Void>> ends = new ConcurrentHashMap<>();

    OpenSockets(Standing standing) {
        this.standing = standing;
    }

    void opened(WebSocketSession socket) {
        ends.put(socket.getId(), Sinks.empty());
        sockets.put(socket.getId(), socket);
    }

    /** When a socket has ended: what goes on for it is for nobody then. At once for one that nobody knows any more. */
    Mono<Void> end(String id) {
        Sinks.Empty<Void> end = ends.get(id);
        return end == null ? Mono.empty() : end.asMono();
    }

    void proved(String id, Actor owner) {
        if (sockets.containsKey(id)) {
            owners.put(id, owner);
        }
    }

    void closed(String id) {
        forget(id);
        Sinks.Empty<Void> end = ends.remove(id);
        if (end != null) {
            end.tryEmitEmpty();
        }
    }

    private void forget(String id) {
        sockets.remove(id);
        owners.remove(id);
    }

    @EventListener(StandingChanged.class)
    void standingChanged() {
        // A client that does not read may hold the closing up, and must not hold up whoever changed the standing.
        Thread.ofVirtual().name("sockets").start(this::check);
    }

    @Scheduled(fixedDelay = EVERY_MS)
    void check() {
        owners.forEach((id, owner) -> {
            switch (standing.of(owner)) {
                case HOLDS -> {}
                case OVER -> close(id, new CloseStatus(4401, "Unauthorized"));
                case CHANGED -> close(id, new CloseStatus(4403, "Forbidden"));
            }
        });
    }

    private void close(String id, CloseStatus why) {
        WebSocketSession socket = sockets.get(id);
        forget(id);
        if (socket != null) {
            try {
                socket.close(why);
            } catch (IOException goneAlready) {
                log.debug("Socket {} had gone", id, goneAlready);
            }
        }
    }
}
