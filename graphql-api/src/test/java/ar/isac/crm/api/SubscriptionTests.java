package ar.isac.crm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.event.Events;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.hub.Entry;
import ar.isac.crm.hub.EventLog;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.message.ConversationEvent;
import ar.isac.crm.security.Advisors;
import ar.isac.crm.security.Role;
import ar.isac.crm.security.Staff;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;
import org.springframework.security.crypto.password.PasswordEncoder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(180)
class SubscriptionTests {

    private static final Duration SOON = Duration.ofSeconds(30);

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static Platform platform;
    private static Crm crm;
    private static Client admin;

    @BeforeAll
    static void start() {
        platform = new Platform();
        crm = Crm.start(platform, Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT0S"), ScriptedAssistant.class);
        admin = Client.admin(crm);
    }

    @AfterAll
    static void stop() {
        crm.close();
        platform.close();
    }

    private static String inbox(long after) {
        return "subscription { inboxEvents(after: \"" + after + "\") { cursor occurredAt type"
                + " conversation { id lastMessage { text } } message { seq text author status } } }";
    }

    @Test
    void theInboxShowsTheMessageAndItsAnswer() {
        try (Socket socket = Socket.subscribed(admin, inbox(last()))) {
            crm.customer("5491155580001").writes("Hola, tenes fundas?");

            assertThat(added(socket, "CUSTOMER: Hola, tenes fundas?")).contains("CUSTOMER: Hola, tenes fundas?");
            assertThat(added(socket, "ASSISTANT: re 1")).contains("ASSISTANT: re 1");
        }
    }

    @Test
    void aConversationsEventsAreItsOwn() {
        crm.customer("5491155580002").writes("uno");
        await().atMost(SOON).until(() -> platform.callsTo("5491155580002").size() == 1);
        String id = admin.conversationWith("5491155580002");
        String document = "subscription { conversationEvents(conversationId: \"" + id + "\", after: \"" + last()
                + "\") { cursor type conversation { id } message { text author } } }";

        try (Socket socket = Socket.subscribed(admin, document)) {
            crm.customer("5491155580003").writes("de otro");
            await().atMost(SOON).until(() -> platform.callsTo("5491155580003").size() == 1);
            crm.customer("5491155580002").writes("dos");

            // The answer to the first may be in the log only now: it had reached the customer before.
            assertThat(added(socket, "ASSISTANT: re 3"))
                    .endsWith("CUSTOMER: dos", "ASSISTANT: re 3")
                    .doesNotContain("CUSTOMER: de otro");
        }
    }

    @Test
    void socketsThatAreCutGoOnWithoutAGapOrARepeat() throws Exception {
        int messages = 90;
        long start = last();
        Random random = new Random(7);
        List<Long> cursors = new ArrayList<>();
        int written = 0;
        int sockets = 0;

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> customers = threads.submit(() -> IntStream.range(0, messages)
                    .forEach(n -> crm.customer("54911555810" + (10 + n % 30)).writes("mensaje " + n)));
            // How many answers there are depends on how busy the machine is: what is written quickly is answered at
            // once.
            while (written < messages) {
                sockets++;
                int few = 1 + random.nextInt(9);
                long position = cursors.isEmpty() ? start : cursors.getLast();
                try (Socket socket = Socket.subscribed(admin, inbox(position))) {
                    for (int n = 0; n < few && written < messages; n++) {
                        JsonNode event = socket.expect("next").at("/data/inboxEvents");
                        cursors.add(Long.parseLong(event.path("cursor").asString()));
                        if (event.path("type").asString().equals("MESSAGE_ADDED")
                                && event.at("/message/author").asString().equals("CUSTOMER")) {
                            written++;
                        }
                    }
                }
            }
            customers.get();
        }

        assertThat(sockets).isGreaterThanOrEqualTo(messages / 9);
        assertThat(cursors).isEqualTo(toldSince(start).subList(0, cursors.size()));
    }

    /** The numbers of what inboxes hear of; the log has others, of the shop's own affairs. */
    private static List<Long> toldSince(long start) {
        return crm.bean(Events.class).after(start, 10_000).events().stream()
                .filter(numbered -> numbered.event().type().isOfConversations())
                .map(EventLog.Numbered::number)
                .toList();
    }

    /**
     * Eight panels on a bad line, half of them over WebSocket and half by server-sent events, two hundred connections of each kind,
     * while five thousand things happen and one panel hangs.
     */
    @Test
    void twoHundredSocketsAndStreamsThatAreCutMissNothingAndHearNothingTwice() throws Exception {
        crm.customer("5491155580020").writes("hola");
        await().atMost(SOON).until(() -> platform.callsTo("5491155580020").size() == 1);
        String conversation = GlobalId.raw("Conversation", admin.conversationWith("5491155580020"));
        int events = 5_000;
        int panels = 8;
        AtomicInteger sockets = new AtomicInteger();
        AtomicInteger streams = new AtomicInteger();
        long start = last();

        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger log = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        lines.start();
        log.addAppender(lines);

        try (Socket hanging = Socket.subscribed(admin, inbox(start), true);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Long>>> heard = IntStream.range(0, panels)
                    .mapToObj(n -> threads.submit(() -> n % 2 == 0
                            ? onABadLine(start, events, new Random(n), sockets, SubscriptionTests::heardBySocket)
                            : onABadLine(start, events, new Random(n), streams, SubscriptionTests::heardByStream)))
                    .toList();
            happen(conversation, null, events);

            for (Future<List<Long>> panel : heard) {
                assertThat(panel.get()).isEqualTo(toldSince(start).subList(0, events));
            }
            assertThat(hanging.next(Duration.ZERO)).isNull();
        } finally {
            log.detachAppender(lines);
        }
        assertThat(List.copyOf(lines.list))
                .as("a line that is cut is no fault to write down")
                .noneMatch(line -> line.getLevel().isGreaterOrEqual(Level.WARN));
        assertThat(sockets).hasValueGreaterThanOrEqualTo(200);
        assertThat(streams).hasValueGreaterThanOrEqualTo(200);
    }

    /** @param seq of the message that changes; null for the conversation itself */
    private static void happen(String conversation, @Nullable Long seq, int events) {
        Entry entry = crm.bean(Entry.class);
        String cause = UUID.randomUUID().toString();
        for (int n = 0; n < events; n += 100) {
            entry.publish(IntStream.range(n, n + 100)
                    .mapToObj(each -> Publication.of(new ConversationEvent(
                            cause + "/" + each,
                            seq == null
                                    ? ConversationEvent.Type.CONVERSATION_CHANGED
                                    : ConversationEvent.Type.MESSAGE_CHANGED,
                            conversation,
                            seq,
                            Instant.now())))
                    .toList());
        }
    }

    /** Hears so many events of a subscription and is cut then. */
    private interface Line {
        List<Long> heard(String document, int few) throws Exception;
    }

    /** The cursors of everything that a panel hears whose connection is cut again and again. */
    private static List<Long> onABadLine(long start, int events, Random random, AtomicInteger connections, Line line)
            throws Exception {
        List<Long> cursors = new ArrayList<>();
        while (cursors.size() < events) {
            long position = cursors.isEmpty() ? start : cursors.getLast();
            int few = Math.min(events - cursors.size(), 1 + random.nextInt(149));
            connections.incrementAndGet();
            cursors.addAll(line.heard(
                    "subscription { inboxEvents(after: \"" + position + "\") { cursor conversation { id } } }", few));
        }
        return cursors;
    }

    private static List<Long> heardBySocket(String document, int few) {
        try (Socket socket = Socket.subscribed(admin, document)) {
            return cursors(socket, few);
        }
    }

    private static List<Long> heardByStream(String document, int few) throws Exception {
        HttpRequest request = admin.request("/graphql")
                .header("Content-Type", "application/json")
                .header("Accept", "text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(
                        JSON.writeValueAsString(Map.of("query", document, "variables", Map.of()))))
                .build();
        List<Long> cursors = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                HTTP.send(request, HttpResponse.BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8))) {
            while (cursors.size() < few) {
                String line = String.valueOf(lines.readLine());
                if (line.startsWith("data:") && line.contains("cursor")) {
                    cursors.add(Long.parseLong(JSON.readTree(line.substring("data:".length()))
                            .at("/data/inboxEvents/cursor")
                            .asString()));
                } else if (line.equals("null")) {
                    throw new AssertionError("The stream ended after " + cursors.size());
                }
            }
        }
        return cursors;
    }

    @Test
    void aCursorOfALogThatIsGoneAsksToReadAnew() {
        try (Socket socket = Socket.subscribed(admin, inbox(last() + 1_000_000))) {
            JsonNode event = socket.expect("next").at("/data/inboxEvents");
            assertThat(event.path("type").asString()).isEqualTo("RESYNC_REQUIRED");
            assertThat(event.path("conversation").isNull()).isTrue();

            crm.customer("5491155580004").writes("sigo");

            assertThat(added(socket, "CUSTOMER: sigo")).contains("CUSTOMER: sigo");
        }
    }

    @Test
    void aForeignCursorIsABadRequest() {
        try (Socket socket = Socket.subscribed(admin, inbox(0).replace("\"0\"", "\"yesterday\""))) {
            assertThat(String.valueOf(socket.next(SOON))).contains("BAD_REQUEST");
        }
    }

    @Test
    void whoeverDoesNotSayWhoTheyAreIsClosedOut() {
        try (Socket socket = Socket.open(Client.anonymous(crm))) {
            socket.send(Map.of("type", "connection_init"));

            assertThat(socket.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void aWrongTokenIsClosedOut() {
        try (Socket socket = Socket.open(Client.anonymous(crm))) {
            socket.send(Map.of("type", "connection_init", "payload", Map.of("Authorization", "Bearer guess")));

            assertThat(socket.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void nobodySubscribesBeforeSayingWhoTheyAre() {
        try (Socket socket = Socket.open(Client.anonymous(crm))) {
            socket.send(Map.of("type", "subscribe", "id", "1", "payload", Map.of("query", inbox(0))));

            assertThat(socket.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void aBrowsersSessionIsItsCredential() {
        try (Socket socket = Socket.subscribed(Client.loggedIn(crm, "ana@demo.shop"), inbox(last()))) {
            crm.customer("5491155580005").writes("para Ana");

            assertThat(added(socket, "CUSTOMER: para Ana")).contains("CUSTOMER: para Ana");
        }
    }

    @Test
    void whoLeavesTheShopReadsNothingMoreOverASocketThatIsStillOpen() {
        String id = Staff.hire(
                crm.bean(Advisors.class),
                crm.bean(PasswordEncoder.class),
                "leaver@demo.shop",
                Role.ADVISOR,
                Client.PASSWORD);
        Client leaver = Client.loggedIn(crm, "leaver@demo.shop");
        try (Socket socket = Socket.subscribed(leaver, inbox(last()))) {
            crm.customer("5491155580090").writes("uno");
            assertThat(added(socket, "CUSTOMER: uno")).contains("CUSTOMER: uno");

            Staff.dismiss(crm.bean(Advisors.class), id);
            crm.customer("5491155580091").writes("dos");

            assertThat(socket.closeCode()).isEqualTo(4403);
            assertThat(String.valueOf(socket.next(Duration.ZERO))).doesNotContain("dos");
        }
        assertThat(leaver.ask("{ conversations { nodes { id } } }").errorCode()).isEqualTo("UNAUTHENTICATED");
    }

    @Test
    void aForeignPageCannotOpenASocketWithItsVisitorsCookie() {
        assertThatThrownBy(() -> HttpClient.newHttpClient()
                        .newWebSocketBuilder()
                        .subprotocols("graphql-transport-ws")
                        .header("Origin", "https://elsewhere.example")
                        .buildAsync(
                                URI.create(crm.url().replaceFirst("^http", "ws") + "/graphql"),
                                new java.net.http.WebSocket.Listener() {})
                        .join())
                .hasCauseInstanceOf(java.net.http.WebSocketHandshakeException.class);
    }

    @Test
    void whoDoesNotSellSubscribesToNothing() {
        crm.customer("5491155580006").writes("secreto");
        await().atMost(SOON).until(() -> platform.callsTo("5491155580006").size() == 1);
        String one = "subscription { conversationEvents(conversationId: \"" + admin.conversationWith("5491155580006")
                + "\", after: \"0\") { message { text } } }";

        for (Role role : List.of(Role.ANALYST, Role.INTEGRATOR)) {
            Client other = Client.hired(crm, role);
            for (String document : List.of(inbox(0), one)) {
                try (Socket socket = Socket.subscribed(other, document)) {
                    assertThat(String.valueOf(socket.next(SOON)))
                            .contains("FORBIDDEN")
                            .doesNotContain("secreto");
                }
            }
        }
    }

    @Test
    void anUnknownConversationHasNoEvents() {
        String document = "subscription { conversationEvents(conversationId: \"" + GlobalId.of("Conversation", "x")
                + "\") { cursor } }";
        try (Socket socket = Socket.subscribed(admin, document)) {
            assertThat(String.valueOf(socket.next(SOON))).contains("NOT_FOUND");
        }
    }

    @Test
    void serverSentEventsTellTheSame() throws Exception {
        String body = "{\"query\":\"" + inbox(last()).replace("\"", "\\\"") + "\"}";
        HttpRequest request = admin.request("/graphql")
                .header("Content-Type", "application/json")
                .header("Accept", "text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<java.io.InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");

            crm.customer("5491155580007").writes("por SSE");

            assertThat(firstLineWith(response, "por SSE")).startsWith("data:").contains("MESSAGE_ADDED");
            http.shutdownNow();
        }
    }

    private static String firstLineWith(HttpResponse<java.io.InputStream> response, String text) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null && !line.contains(text)) {
                line = lines.readLine();
            }
            return String.valueOf(line);
        }
    }

    /** More is told to those who hang than the system's buffers between them and us could hold. */
    @Test
    void whoDoesNotReadHoldsNobodyUpAndLosesNothing() {
        int events = 500;
        crm.customer("5491155580008").writes("x".repeat(4_000));
        await().atMost(SOON).until(() -> platform.callsTo("5491155580008").size() == 1);
        String conversation = GlobalId.raw("Conversation", admin.conversationWith("5491155580008"));
        long start = last();
        String wordy = IntStream.range(0, 12)
                .mapToObj(n -> "m" + n + ": text")
                .collect(Collectors.joining(
                        " ", "subscription { inboxEvents(after: \"" + start + "\") { cursor message { ", " } } }"));
        List<Socket> hanging = IntStream.range(0, 3)
                .mapToObj(n -> Socket.subscribed(admin, wordy, true))
                .toList();
        try (Socket lively = Socket.subscribed(admin, inbox(start))) {
            happen(conversation, 1L, events);

            assertThat(cursors(lively, events)).isEqualTo(toldSince(start).subList(0, events));
            assertThat(hanging)
                    .allSatisfy(socket -> assertThat(socket.next(Duration.ZERO)).isNull());
            hanging.getFirst().wake();
            hanging.getFirst().expect("connection_ack");
            assertThat(cursors(hanging.getFirst(), events))
                    .isEqualTo(toldSince(start).subList(0, events));
        } finally {
            hanging.forEach(Socket::close);
        }
    }

    private static List<Long> cursors(Socket socket, int events) {
        return Stream.generate(() ->
                        socket.expect("next").at("/data/inboxEvents/cursor").asString())
                .limit(events)
                .map(Long::valueOf)
                .toList();
    }

    /** The next messages that are added, as who and what; other events are passed over. */
    private static List<String> messageEvents(Socket socket, int count) {
        List<String> added = new ArrayList<>();
        while (added.size() < count) {
            JsonNode event = socket.expect("next").path("data").iterator().next();
            if (event.path("type").asString().equals("MESSAGE_ADDED")) {
                added.add(event.at("/message/author").asString() + ": "
                        + event.at("/message/text").asString());
            }
        }
        return added;
    }

    /** Every message that is added up to this one: a neighbour's may come between. */
    private static List<String> added(Socket socket, String until) {
        List<String> added = new ArrayList<>();
        do {
            added.addAll(messageEvents(socket, 1));
        } while (!added.getLast().equals(until));
        return added;
    }

    private static long last() {
        return crm.bean(Events.class).last();
    }
}
