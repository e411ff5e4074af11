package ar.isac.crm.way;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.conversation.Message;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.message.DeliveryStatus;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The web chat and e-mail by the files of docs/how-to/channels alone. */
class ShippedChannelsTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String PAGE = "https://tienda.example";
    private static final String SHOP = "ventas@tienda.example";

    @TempDir
    private static Path routes;

    private static Platform platform;
    private static GreenMail post;
    private static Crm crm;

    @BeforeAll
    static void open() throws IOException {
        post = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
        });
        post.start();
        post.setUser(SHOP, SHOP, "a&b)=c#");
        post.setUser("ana@example.com", "ana@example.com", "x");
        Files.writeString(routes.resolve("webchat.yaml"), shipped("webchat"));
        // A mail server of a test has no certificate.
        Files.writeString(
                routes.resolve("email.yaml"),
                shipped("email")
                        .replace("imaps:", "imap:")
                        .replace("smtps:", "smtp:")
                        .replace("delay: 15000", "delay: 500"));
        platform = new Platform();
        crm = Crm.start(
                platform,
                Map.of("CRM_ROUTES_DIR", routes.toString(), "CRM_ASSISTANT_BURST_WINDOW", "PT0.1S"),
                ScriptedAssistant.class);
        saved(
                "type: WEBCHAT, platformId: \"tienda\", name: \"La página\", settings: [{name: \"allowedOrigins\", value: \"%s\"}]"
                        .formatted(PAGE));
    }

    private static JsonNode saved(String fields) {
        JsonNode saved = crm.graphql(
                        "mutation { saveChannel(input: {%s}) { channel { id type kind settings { name value } } userErrors { path message } } }"
                                .formatted(fields))
                .path("saveChannel");
        assertThat(saved.path("userErrors")).isEmpty();
        return saved.path("channel");
    }

    @AfterAll
    static void close() {
        crm.close();
        platform.close();
        post.stop();
    }

    @Test
    void whatAVisitorWritesIsAnsweredInTheirWindowAndInNobodyElses() {
        String visitor = admitted();
        String other = admitted();
        String message = "{\"id\":\"m1\",\"text\":\"hola\",\"name\":\"Ana\"}";

        assertThat(write(visitor, message).statusCode()).isEqualTo(202);
        assertThat(write(visitor, message).statusCode()).isEqualTo(202);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(texts(visitor, 0)).containsExactly("visitor: hola", "shop: re 1"));
        assertThat(thread(visitor, 0).path("after").asLong()).isEqualTo(2);
        assertThat(texts(visitor, 1)).containsExactly("shop: re 1");
        assertThat(texts(other, 0)).isEmpty();
        List<Message> stored = crm.thread(address(visitor));
        assertThat(stored).hasSize(2);
        assertThat(stored.getLast().status()).isEqualTo(DeliveryStatus.SENT);
    }

    /** What a visitor is known by: their name without its seal. */
    private static String address(String visitor) {
        return visitor.substring(0, visitor.indexOf('.'));
    }

    @Test
    void aChoiceIsAChoiceAndNotWhatItsButtonSays() {
        String visitor = admitted();

        assertThat(write(visitor, "{\"id\":\"m1\",\"option\":{\"id\":\"yes\",\"title\":\"Sí\"}}")
                        .statusCode())
                .isEqualTo(202);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(crm.thread(address(visitor)))
                        .isNotEmpty()
                        .first()
                        .extracting(message -> message.content().getClass().getSimpleName())
                        .isEqualTo("InteractiveReplyContent"));
    }

    @Test
    void anOpenWindowIsToldAtOnceAndReadsOnWhereTheLineBroke() throws Exception {
        String visitor = admitted();
        try (Line line = Line.open(visitor, null)) {
            assertThat(write(visitor, "{\"id\":\"m1\",\"text\":\"hola\"}").statusCode())
                    .isEqualTo(202);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(line.texts()).containsExactly("visitor: hola", "shop: re 1"));
            assertThat(line.ids()).containsExactly("1", "2");
        }
        assertThat(write(visitor, "{\"id\":\"m2\",\"text\":\"sigo acá\"}").statusCode())
                .isEqualTo(202);
        await().atMost(SOON).untilAsserted(() -> assertThat(texts(visitor, 0)).hasSize(4));

        try (Line line = Line.open(visitor, "2")) {
            assertThat(write(visitor, "{\"id\":\"m3\",\"text\":\"y ahora\"}").statusCode())
                    .isEqualTo(202);
            await().atMost(SOON).untilAsserted(() -> assertThat(line.ids()).containsExactly("3", "4", "5", "6"));
            crm.graphql("mutation { showTyping(input: {conversationId: \"%s\"}) { userErrors { message } } }"
                    .formatted(GlobalId.of(
                            "Conversation",
                            crm.thread(address(visitor)).getFirst().conversationId())));
            await().atMost(SOON).untilAsserted(() -> assertThat(line.lines()).contains("event:typing"));
        }
    }

    @Test
    void howeverOftenALineBreaksThereIsNoGapAndNoRepeat() throws Exception {
        String visitor = admitted();
        List<String> seen = new CopyOnWriteArrayList<>();
        AtomicBoolean isDone = new AtomicBoolean();
        Thread window = Thread.ofVirtual().start(() -> {
            while (!isDone.get()) {
                try (Line line = Line.open(visitor, seen.isEmpty() ? null : seen.getLast())) {
                    await().atMost(SOON).until(() -> isDone.get() || line.ids().size() > 1);
                    seen.addAll(line.closed());
                }
            }
        });

        for (int n = 1; n <= 12; n++) {
            assertThat(write(visitor, "{\"id\":\"g%d\",\"text\":\"mensaje %d\"}".formatted(n, n))
                            .statusCode())
                    .isEqualTo(202);
        }
        await().atMost(SOON).untilAsserted(() -> {
            List<String> all = numbers(visitor);
            assertThat(all).hasSizeGreaterThanOrEqualTo(13);
            assertThat(crm.conversation(address(visitor)).orElseThrow().awaitsAssistant())
                    .isFalse();
            assertThat(seen).hasSizeGreaterThanOrEqualTo(all.size() - 1);
        });
        isDone.set(true);
        window.join();

        assertThat(seen).doesNotHaveDuplicates().isEqualTo(numbers(visitor).subList(0, seen.size()));
    }

    private static List<String> numbers(String visitor) {
        return thread(visitor, 0)
                .path("messages")
                .valueStream()
                .map(message -> message.path("number").asString())
                .toList();
    }

    @Test
    void aLineIsForVisitorsOfThePageAloneAndForSomeOfThem() throws Exception {
        String visitor = admitted();
        assertThat(ask("GET", "events", "https://evil.example", visitor, "").statusCode())
                .isEqualTo(403);
        assertThat(ask("GET", "events", PAGE, visitor + "x", "").statusCode()).isEqualTo(401);
        assertThat(ask("OPTIONS", "events", PAGE, null, "")
                        .headers()
                        .firstValue("Access-Control-Allow-Headers")
                        .orElse(""))
                .contains("Last-Event-ID");

        List<Line> lines = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            lines.add(Line.open(visitor, null));
        }
        assertThat(ask("GET", "events", PAGE, visitor, "").statusCode()).isEqualTo(503);
        lines.forEach(Line::close);
    }

    /** A stream of events as a browser reads it. */
    private record Line(Stream<String> body, List<String> lines, Thread reader) implements AutoCloseable {

        static Line open(String visitor, @Nullable String last) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(crm.url() + "/webchat/tienda/events"))
                    .header("Origin", PAGE)
                    .header("Accept", "text/event-stream")
                    .header("X-Webchat-Visitor", visitor);
            if (last != null) {
                request.header("Last-Event-ID", last);
            }
            HttpResponse<Stream<String>> answer = send(request.build(), HttpResponse.BodyHandlers.ofLines());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("X-Accel-Buffering")).contains("no");
            List<String> lines = new CopyOnWriteArrayList<>();
            Thread reader = Thread.ofVirtual().start(() -> {
                try {
                    answer.body().forEach(lines::add);
                } catch (RuntimeException closed) {
                    lines.add(": closed");
                }
            });
            return new Line(answer.body(), lines, reader);
        }

        List<String> ids() {
            return lines.stream()
                    .filter(line -> line.startsWith("id:"))
                    .map(line -> line.substring(3))
                    .toList();
        }

        List<String> texts() {
            return lines.stream()
                    .filter(line -> line.startsWith("data:{\"number\""))
                    .map(line -> JSON.readTree(line.substring(5)))
                    .map(message -> message.path("from").asString() + ": "
                            + message.path("text").asString())
                    .toList();
        }

        /** What was read, whole messages only, when no more can come. */
        List<String> closed() {
            close();
            try {
                reader.join(Duration.ofSeconds(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            List<String> whole = new ArrayList<>();
            String id = "";
            for (String line : lines) {
                if (line.startsWith("id:")) {
                    id = line.substring(3);
                } else if (line.isEmpty() && !id.isEmpty()) {
                    whole.add(id);
                    id = "";
                }
            }
            return whole;
        }

        @Override
        public void close() {
            body.close();
        }
    }

    @Test
    void onlyPagesOfTheAccountAndVisitorsOfOursAreAnswered() {
        String visitor = admitted();
        String text = "{\"id\":\"m9\",\"text\":\"hola\"}";

        assertThat(ask("POST", "visitors", "https://evil.example", null, "").statusCode())
                .isEqualTo(403);
        assertThat(ask("POST", "visitors", null, null, "").statusCode()).isEqualTo(403);
        assertThat(ask("OPTIONS", "messages", "https://evil.example", null, "")
                        .headers()
                        .firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
        assertThat(ask("OPTIONS", "messages", PAGE, null, "").headers().firstValue("Access-Control-Allow-Origin"))
                .contains(PAGE);
        assertThat(write(visitor.replaceFirst("^.", "z"), text).statusCode()).isEqualTo(401);
        assertThat(write(visitor + "x", text).statusCode()).isEqualTo(401);
        assertThat(write(visitor, "{\"id\":\"m9\"}").statusCode()).isEqualTo(400);
        assertThat(write(visitor, "{\"id\":\"m9\",\"text\":\"" + "x".repeat(2_001) + "\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(write(visitor, "{\"id\":\"m9\",\"text\":\"" + "x".repeat(20_000) + "\"}")
                        .statusCode())
                .isEqualTo(413);
        assertThat(write(visitor, "no").statusCode()).isEqualTo(400);
        HttpRequest generic = HttpRequest.newBuilder(URI.create(crm.url() + "/webhooks/webchat"))
                .POST(HttpRequest.BodyPublishers.ofString(text))
                .build();
        assertThat(send(generic).statusCode()).isEqualTo(404);
    }

    @Test
    void whoWritesWithoutEndIsStopped() {
        String visitor = admitted();

        long refused = 0;
        for (int n = 0; n < 45; n++) {
            refused += write(visitor, "{\"id\":\"n%d\",\"text\":\"hola\"}".formatted(n))
                                    .statusCode()
                            == 429
                    ? 1
                    : 0;
        }

        // A minute may end in between.
        assertThat(refused).isBetween(5L, 25L);
    }

    @Test
    void theWindowIsServedToEverybody() {
        HttpResponse<String> script = send(HttpRequest.newBuilder(URI.create(crm.url() + "/webchat/widget.js"))
                .build());

        assertThat(script.statusCode()).isEqualTo(200);
        assertThat(script.headers().firstValue("Content-Type").orElse("")).contains("javascript");
    }

    @Test
    void anEMailIsAnsweredByOneThatNamesIt() throws Exception {
        saved(("type: EMAIL, platformId: \"%s\", name: \"Correo\", accessToken: \"a&b)=c#\", settings: ["
                        + "{name: \"imapHost\", value: \"127.0.0.1\"}, {name: \"imapPort\", value: \"%d\"},"
                        + "{name: \"smtpHost\", value: \"127.0.0.1\"}, {name: \"smtpPort\", value: \"%d\"},"
                        + "{name: \"username\", value: \"%s\"}]")
                .formatted(SHOP, post.getImap().getPort(), post.getSmtp().getPort(), SHOP));

        MimeMessage question = GreenMailUtil.createTextEmail(
                SHOP,
                "Ana Paz <Ana@Example.com>",
                "Zapatillas",
                "¿Tenés talle 38?",
                post.getSmtp().getServerSetup());
        GreenMailUtil.sendMimeMessage(question);

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(crm.thread("ana@example.com"))
                    .hasSize(2)
                    .last()
                    .extracting(Message::status)
                    .isEqualTo(DeliveryStatus.SENT);
            assertThat(answers()).hasSize(1);
        });
        assertThat(crm.thread("ana@example.com").getFirst().content().plainText())
                .isEqualTo("Zapatillas\n¿Tenés talle 38?");
        MimeMessage answer = answers().getFirst();
        assertThat(GreenMailUtil.getBody(answer).strip()).isEqualTo("re 1");
        assertThat(answer.getSubject()).isEqualTo("Re: Zapatillas");
        assertThat(answer.getFrom()[0]).hasToString(SHOP);
        assertThat(answer.getHeader("In-Reply-To")).containsExactly(question.getMessageID());
        assertThat(crm.thread("ana@example.com").getLast().externalId()).isEqualTo(answer.getMessageID());
    }

    private static List<MimeMessage> answers() {
        return Arrays.stream(post.getReceivedMessagesForDomain("ana@example.com"))
                .toList();
    }

    private static String admitted() {
        HttpResponse<String> answer = ask("POST", "visitors", PAGE, null, "");
        assertThat(answer.statusCode()).isEqualTo(200);
        return JSON.readTree(answer.body()).path("visitor").asString();
    }

    private static HttpResponse<String> write(String visitor, String body) {
        return ask("POST", "messages", PAGE, visitor, body);
    }

    private static JsonNode thread(String visitor, long after) {
        return JSON.readTree(
                ask("GET", "messages?after=" + after, PAGE, visitor, "").body());
    }

    private static List<String> texts(String visitor, long after) {
        return thread(visitor, after)
                .path("messages")
                .valueStream()
                .map(message -> message.path("from").asString() + ": "
                        + message.path("text").asString())
                .toList();
    }

    private static HttpResponse<String> ask(
            String method, String path, @Nullable String origin, @Nullable String visitor, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(crm.url() + "/webchat/tienda/" + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (origin != null) {
            request.header("Origin", origin);
        }
        if (method.equals("OPTIONS")) {
            // Without it a browser does not ask, and Spring does not answer for itself.
            request.header("Access-Control-Request-Method", "POST");
        }
        if (visitor != null) {
            request.header("X-Webchat-Visitor", visitor);
        }
        return send(request.build());
    }

    private static HttpResponse<String> send(HttpRequest request) {
        return send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) {
        try {
            return HTTP.send(request, body);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String shipped(String name) {
        try {
            return Files.readString(Path.of("..", "docs", "how-to", "channels", name + ".yaml"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
