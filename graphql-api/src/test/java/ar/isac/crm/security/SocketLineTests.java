package ar.isac.crm.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

class SocketLineTests {

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Object> attributes = new ConcurrentHashMap<>();
    private boolean isOpen = true;
    private @Nullable Exception failure;
    private boolean closesAsItFails;
    private Callable<@Nullable Object> writing = () -> null;

    private final WebSocketSession session = (WebSocketSession) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {WebSocketSession.class}, (proxy, method, arguments) -> {
                switch (method.getName()) {
                    case "getAttributes" -> {
                        return attributes;
                    }
                    case "isOpen" -> {
                        return isOpen;
                    }
                    case "getId" -> {
                        return "s1";
                    }
                    case "sendMessage" -> {
                        calls.add("send");
                        writing.call();
                        if (failure != null) {
                            isOpen = !closesAsItFails;
                            throw failure;
                        }
                        return null;
                    }
                    case "close" -> {
                        calls.add("close");
                        isOpen = false;
                        return null;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                }
            });

    @Test
    void aLineThatIsCutEndsWithoutAnExceptionAndIsSentNothingMore() throws Exception {
        failure = new IOException("Broken pipe");

        SocketLine.of(session).sendMessage(new TextMessage("one"));
        SocketLine.of(session).sendMessage(new TextMessage("two"));

        assertThat(calls).containsExactly("send", "close");
    }

    @Test
    void aLineThatClosesWhileSomethingIsSentIsOne() throws Exception {
        failure = new IllegalStateException("closed");
        closesAsItFails = true;

        SocketLine.of(session).sendMessage(new TextMessage("one"));

        assertThat(calls).startsWith("send");
    }

    @Test
    void whatTheContainerRefusesToSendEndsTheLine() throws Exception {
        failure = new IllegalStateException("in a state that takes no text");

        SocketLine.of(session).sendMessage(new TextMessage("one"));
        SocketLine.of(session).sendMessage(new TextMessage("two"));

        assertThat(calls).containsExactly("send", "close");
    }

    @Test
    void aLineThatIsBeingWrittenToNeedsNoSignOfLife() throws Exception {
        CountDownLatch isWriting = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        writing = () -> {
            isWriting.countDown();
            goesOn.await();
            return null;
        };
        Thread slow = Thread.ofVirtual().start(() -> send("{\"type\":\"next\"}"));
        isWriting.await();

        send("{\"type\":\"ping\"}");
        goesOn.countDown();
        slow.join();
        send("{\"type\":\"ping\"}");

        assertThat(calls).containsExactly("send", "send");
    }

    private void send(String text) {
        try {
            SocketLine.of(session).sendMessage(new TextMessage(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
