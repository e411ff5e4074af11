package ar.isac.crm.benchmark;

import static org.awaitility.Awaitility.await;

import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.hub.Entry;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.message.ConversationEvent;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What open panels cost one node: each is a socket that hears of everything. The panels run in the same process. */
class SubscriberBenchmark {

    private static final int[] PANELS = Arrays.stream(
                    System.getProperty("benchmark.panels", "1,100,500").split(",", -1))
            .mapToInt(Integer::parseInt)
            .toArray();
    private static final int EVENTS = 500;
    private static final int PIECE = 25;
    private static final int SINGLE = 50;
    private static final String DOCUMENT =
            "subscription { inboxEvents { cursor type conversation { id status unreadCount"
                    + " lastMessage { text } customer { displayName } } } }";

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** Counts what it hears and reads nothing of it. */
    private static final class Panel implements WebSocket.Listener {

        private final AtomicLong heard;
        private final StringBuilder parts = new StringBuilder();
        private final CompletableFuture<Void> isWelcome = new CompletableFuture<>();

        Panel(AtomicLong heard) {
            this.heard = heard;
        }

        @Override
        public void onOpen(WebSocket socket) {
            socket.request(Long.MAX_VALUE);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                if (parts.indexOf("\"type\":\"next\"") >= 0) {
                    heard.incrementAndGet();
                } else if (parts.indexOf("\"connection_ack\"") >= 0) {
                    isWelcome.complete(null);
                }
                parts.setLength(0);
            }
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            say("a panel was shut out: " + code + " " + reason);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            say("a panel lost its connection: " + error);
        }
    }

    @Test
    void panelsOnOneNode() {
        try (Platform platform = new Platform();
                Crm crm = Crm.start(
                        platform,
                        Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT0S", "crm.graphql.budget", "100000000"),
                        ScriptedAssistant.class);
                HttpClient http = HttpClient.newHttpClient()) {
            crm.customer("5491155640000").writes("hola");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> platform.callsTo("5491155640000").size() == 1);
            String conversation =
                    crm.conversation("5491155640000").map(Conversation::id).orElseThrow();
            AtomicLong heard = new AtomicLong();
            List<WebSocket> panels = new ArrayList<>();
            tell(crm, conversation, 100);
            for (int many : PANELS) {
                long before = usedHeap();
                int opened = panels.size();
                while (panels.size() < many) {
                    panels.add(opened(http, crm, heard));
                }
                await().atMost(Duration.ofSeconds(60)).until(() -> areAllListening(crm, conversation, heard, many));
                long perPanel = (usedHeap() - before) / Math.max(1, many - opened);
                measure(crm, conversation, heard, many, perPanel);
            }
            panels.forEach(WebSocket::abort);
            // Closing it would wait for whoever is left.
            http.shutdownNow();
        }
    }

    private static WebSocket opened(HttpClient http, Crm crm, AtomicLong heard) {
        Panel panel = new Panel(heard);
        WebSocket socket = http.newWebSocketBuilder()
                .subprotocols("graphql-transport-ws")
                .buildAsync(URI.create(crm.url().replaceFirst("^http", "ws") + "/graphql"), panel)
                .join();
        socket.sendText(
                        "{\"type\":\"connection_init\",\"payload\":{\"Authorization\":\"Bearer test-admin-token\"}}",
                        true)
                .join();
        // Whoever subscribes before being welcome is shut out.
        panel.isWelcome.orTimeout(20, TimeUnit.SECONDS).join();
        socket.sendText("{\"type\":\"subscribe\",\"id\":\"1\",\"payload\":{\"query\":\"" + DOCUMENT + "\"}}", true)
                .join();
        return socket;
    }

    /** One event more: everybody hears of it once all of them listen. */
    private static boolean areAllListening(Crm crm, String conversation, AtomicLong heard, int many) {
        long before = heard.get();
        tell(crm, conversation, 1);
        try {
            await().atMost(Duration.ofSeconds(2)).until(() -> heard.get() >= before + many);
            return true;
        } catch (ConditionTimeoutException notYet) {
            return false;
        }
    }

    private static void measure(Crm crm, String conversation, AtomicLong heard, int many, long heapPerPanel) {
        long[] micros = new long[SINGLE];
        for (int n = 0; n < SINGLE; n++) {
            long before = heard.get();
            long start = System.nanoTime();
            tell(crm, conversation, 1);
            while (heard.get() < before + many) {
                Thread.onSpinWait();
            }
            micros[n] = (System.nanoTime() - start) / 1_000;
        }
        Arrays.sort(micros);
        long before = heard.get();
        long cpu = PROCESS.getProcessCpuTime();
        Instant start = Instant.now();
        // Whoever falls far behind is read to from other places: this is about those who keep up.
        for (int told = PIECE; told <= EVENTS; told += PIECE) {
            tell(crm, conversation, PIECE);
            long all = before + (long) told * many;
            await().atMost(Duration.ofMinutes(1))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> heard.get() >= all);
        }
        Duration took = Duration.between(start, Instant.now());
        long deliveries = (long) EVENTS * many;
        say(("%d panels: %d events to all in %d ms, %.0f deliveries/s, %.1f us of CPU each; one event to the last of"
                        + " them in p50 %.1f ms, p95 %.1f ms; %d KB of heap a panel")
                .formatted(
                        many,
                        EVENTS,
                        took.toMillis(),
                        deliveries * 1_000.0 / took.toMillis(),
                        (PROCESS.getProcessCpuTime() - cpu) / 1_000.0 / deliveries,
                        micros[SINGLE / 2] / 1_000.0,
                        micros[SINGLE * 95 / 100] / 1_000.0,
                        heapPerPanel / 1024));
    }

    private static void say(String line) {
        LoggerFactory.getLogger(SubscriberBenchmark.class).warn("BENCHMARK {}", line);
    }

    private static void tell(Crm crm, String conversation, int events) {
        Entry entry = crm.bean(Entry.class);
        for (int n = 0; n < events; n += 100) {
            entry.publish(IntStream.range(0, Math.min(100, events - n))
                    .mapToObj(each -> Publication.of(new ConversationEvent(
                            UUID.randomUUID().toString(),
                            ConversationEvent.Type.CONVERSATION_CHANGED,
                            conversation,
                            null,
                            Instant.now())))
                    .toList());
        }
    }

    private static long usedHeap() {
        for (int n = 0; n < 3; n++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
