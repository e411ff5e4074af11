package ar.isac.crm.security;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketSessionDecorator;

/**
 * The line to whoever opened a socket. Lines are cut all day, by lifts and lids: what was on its way then is not sent, the
 * container tells of the end, and whoever comes again goes on after their last cursor. None of that is a fault to write down.
 */
final class SocketLine extends WebSocketSessionDecorator {

    private static final Logger log = LoggerFactory.getLogger(SocketLine.class);
    private static final String ATTRIBUTE = SocketLine.class.getName();

    private static final int SHORT = 50;

    private final ReentrantLock writing = new ReentrantLock();

    private SocketLine(WebSocketSession session) {
        super(session);
    }

    /** The one line of a session. */
    static WebSocketSession of(WebSocketSession session) {
        return (WebSocketSession) session.getAttributes().computeIfAbsent(ATTRIBUTE, key -> new SocketLine(session));
    }

    /** One message after the other; a line that is being written to at this moment needs no sign of life. */
    @Override
    public void sendMessage(WebSocketMessage<?> message) throws IOException {
        if (!isOpen() || (writing.isLocked() && isSignOfLife(message))) {
            return;
        }
        writing.lock();
        try {
            super.sendMessage(message);
        } catch (IOException | IllegalStateException cut) {
            // The second is how the container says that nothing more can be written here.
            end(cut);
        } finally {
            writing.unlock();
        }
    }

    private static boolean isSignOfLife(WebSocketMessage<?> message) {
        return message instanceof TextMessage text
                && text.getPayloadLength() < SHORT
                && text.getPayload().contains("\"ping\"");
    }

    private void end(Exception why) {
        log.debug("Socket {} was cut: {}", getId(), why.toString());
        try {
            close(CloseStatus.SESSION_NOT_RELIABLE);
        } catch (IOException goneAlready) {
            log.trace("Socket {} had gone", getId(), goneAlready);
        }
    }
}
