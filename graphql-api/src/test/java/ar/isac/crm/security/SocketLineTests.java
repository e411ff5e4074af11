package ar.isac.crm.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

class SocketLineTests {

    private final List<String> calls = new ArrayList<>();
    private final Map<String, Object> attributes = new HashMap<>();
    private boolean isOpen = true;
    private @Nullable Exception failure;
    private boolean closesAsItFails;

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
    void aFaultOfOursStaysOne() {
        failure = new IllegalStateException("two at once");

        assertThatIllegalStateException()
                .isThrownBy(() -> SocketLine.of(session).sendMessage(new TextMessage("one")));
    }
}
