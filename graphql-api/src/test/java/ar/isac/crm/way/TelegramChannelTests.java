package ar.isac.crm.way;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.conversation.Direction;
import ar.isac.crm.conversation.Message;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.message.DeliveryStatus;
import ar.isac.crm.message.MessageContent.InteractiveReplyContent;
import ar.isac.crm.message.MessageContent.LocationContent;
import ar.isac.crm.message.MessageContent.MediaContent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Telegram by docs/how-to/channels/telegram.yaml alone, put into the folder as its guide says. */
class TelegramChannelTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String SECRET = "telegram-webhook-secret";
    private static final AtomicInteger NUMBERS = new AtomicInteger(100);

    @TempDir
    private static Path routes;

    private static Platform platform;
    private static BotApi bot;
    private static Crm crm;
    private static String account;

    @BeforeAll
    static void open() throws IOException {
        Files.writeString(routes.resolve("telegram.yaml"), telegram());
        platform = new Platform();
        bot = new BotApi();
        crm = Crm.start(
                platform,
                Map.of("CRM_ROUTES_DIR", routes.toString(), "CRM_ASSISTANT_BURST_WINDOW", "PT0.1S"),
                ScriptedAssistant.class);
        JsonNode saved = does("""
                saveChannel(input: {type: TELEGRAM, platformId: "4711", name: "Bot de la tienda", accessToken: "4711:good",
                  appSecret: "%s", messagesPerSecond: 1000, settings: [{name: "apiUrl", value: "%s"}]}) {
                  channel { id kind type platformId settings { name } } userErrors { path message } }""".formatted(SECRET, bot.url()));
        assertThat(saved.path("userErrors")).isEmpty();
        assertThat(saved.at("/channel/kind").asString()).isEqualTo("telegram");
        account = saved.at("/channel/id").asString();
    }

    @AfterAll
    static void close() {
        crm.close();
        bot.close();
        platform.close();
    }

    @Test
    void whatComesTwiceIsStoredOnceAndAnsweredOnce() {
        String update = text("71", 1, "hola");

        assertThat(deliver(update)).isEqualTo(200);
        assertThat(deliver(update)).isEqualTo(200);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(crm.thread("71"))
                        .hasSize(2)
                        .last()
                        .satisfies(answer -> {
                            assertThat(answer.status()).isEqualTo(DeliveryStatus.SENT);
                            assertThat(answer.externalId()).startsWith("71:");
                        }));
        assertThat(crm.thread("71").getFirst().content().plainText()).isEqualTo("hola");
        assertThat(bot.calls("sendMessage", "71")).singleElement().satisfies(call -> {
            assertThat(call.token()).isEqualTo("4711:good");
            assertThat(call.body().path("text").asString()).isEqualTo("re 1");
        });
        assertThat(crm.conversation("71").orElseThrow().accountId()).isEqualTo("telegram:4711");
    }

    @Test
    void whoDoesNotKnowTheSecretIsRefusedAndNothingIsStored() {
        String update = text("72", 1, "hola");

        assertThat(deliver("telegram", update, "wrong")).isEqualTo(401);
        assertThat(deliver("telegram", update, null)).isEqualTo(401);
        assertThat(deliver("telegram/4712", update, SECRET)).isEqualTo(401);
        assertThat(deliver("sms", update, SECRET)).isEqualTo(404);
        assertThat(deliver("telegram", "no es json", SECRET)).isEqualTo(400);
        assertThat(deliver("telegram/4711", text("73", 1, "hola"), SECRET)).isEqualTo(200);
        await().atMost(SOON).until(() -> crm.conversation("73").isPresent());
        assertThat(crm.conversation("72")).isEmpty();
    }

    @Test
    void whatTheRouteCannotReadIsKeptForAPersonAndTheOthersGoOn() {
        assertThat(deliver(text("74", 1, "hola").replace("\"from\"", "\"form\"")))
                .isEqualTo(200);
        assertThat(deliver(text("74", 2, "¿seguís ahí?"))).isEqualTo(200);

        await().atMost(SOON).until(() -> crm.conversation("74").isPresent());
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(crm.graphql("{ deadLetters(first: 50) { nodes { queue } } }")
                                .path("deadLetters")
                                .toString())
                        .contains("webhook:telegram:4711"));
    }

    @Test
    void picturesPlacesButtonsAndEditsAreWhatTheyAre() {
        deliver(
                message(
                        "75",
                        1,
                        "\"caption\":\"este\",\"photo\":[{\"file_id\":\"small\",\"width\":10},{\"file_id\":\"big\",\"width\":90}]"));
        deliver(message("75", 2, "\"location\":{\"latitude\":-34.6,\"longitude\":-58.4}"));
        deliver("""
                {"update_id":%d,"callback_query":{"id":"cb75","from":{"id":75,"first_name":"Eva"},"data":"yes","message":{
                 "message_id":3,"date":%d,"chat":{"id":75,"type":"private"},"reply_markup":{"inline_keyboard":[[
                 {"text":"Sí, dale","callback_data":"yes"}]]}}}}""".formatted(NUMBERS.incrementAndGet(), now()));
        deliver(text("75", 4, "quiero dos"));
        await().atMost(SOON).until(() -> inbound("75").size() == 4);
        deliver(text("75", 4, "quiero tres")
                .replace("\"message\"", "\"edited_message\"")
                .replace("\"text\"", "\"edit_date\":%d,\"text\"".formatted(now())));

        await().atMost(SOON).untilAsserted(() -> {
            List<Message> thread = inbound("75");
            assertThat(thread.get(0).content()).isInstanceOfSatisfying(MediaContent.class, picture -> {
                assertThat(picture.kind()).isEqualTo(MediaContent.Kind.IMAGE);
                assertThat(picture.caption()).isEqualTo("este");
                assertThat(picture.state()).isEqualTo(MediaContent.State.STORED);
            });
            assertThat(thread.get(1).content()).isInstanceOf(LocationContent.class);
            assertThat(thread.get(2).content()).isEqualTo(new InteractiveReplyContent("yes", "Sí, dale", null));
            assertThat(thread.get(3).content().plainText()).isEqualTo("quiero tres");
        });
        assertThat(bot.calls("getFile").getLast().body().path("file_id").asString())
                .isEqualTo("big");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(bot.calls("answerCallbackQuery"))
                        .anyMatch(call -> call.body()
                                .path("callback_query_id")
                                .asString("")
                                .equals("cb75")));
    }

    @Test
    void aLimitIsWaitedForAsLongAsTelegramAsksAndTheMessageLeavesOnce() {
        AtomicInteger refusals = new AtomicInteger();
        bot.answering(call -> call.chat().equals("76") && refusals.incrementAndGet() == 1
                ? new BotApi.Answer(
                        429,
                        "{\"ok\":false,\"error_code\":429,\"description\":\"Too Many Requests\",\"parameters\":{\"retry_after\":2}}")
                : bot.accept(call));

        deliver(text("76", 1, "hola"));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(crm.thread("76"))
                        .hasSize(2)
                        .last()
                        .extracting(Message::status)
                        .isEqualTo(DeliveryStatus.SENT));
        List<BotApi.Call> calls = bot.calls("sendMessage", "76");
        assertThat(calls).hasSize(2);
        assertThat(Duration.between(calls.get(0).at(), calls.get(1).at())).isGreaterThan(Duration.ofMillis(1_900));
        bot.accepting();
    }

    @Test
    void aCustomerWhoBlockedTheBotIsToldToTheAdvisor() {
        bot.answering(call -> call.chat().equals("77")
                ? new BotApi.Answer(
                        403,
                        "{\"ok\":false,\"error_code\":403,\"description\":\"Forbidden: bot was blocked by the user\"}")
                : bot.accept(call));

        deliver(text("77", 1, "hola"));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(crm.thread("77"))
                        .hasSize(2)
                        .last()
                        .satisfies(message ->
                                assertThat(String.valueOf(message.failure())).contains("bloqueó")));
        bot.accepting();
    }

    @Test
    void fiveHundredMessagesPassWhileTheRouteIsReplacedTwentyTimesAndABrokenFileComesInBetween() throws Exception {
        int customers = 500;
        ConcurrentLinkedQueue<Integer> answers = new ConcurrentLinkedQueue<>();
        try (ExecutorService phones = Executors.newFixedThreadPool(6)) {
            for (int n = 0; n < customers; n++) {
                String customer = Integer.toString(50_000 + n);
                phones.execute(() -> answers.add(deliver(text(customer, 1, "hola"))));
            }
            int[] revisions = {staged("# one\n"), staged("# two\n")};
            for (int change = 0; change < 20; change++) {
                int revision = revisions[change % 2];
                JsonNode active = does(
                        "activateRoute(input: {name: \"telegram\", revision: %d}) { route { isRunning activeRevision } userErrors { message } }"
                                .formatted(revision));
                assertThat(active.at("/route/activeRevision").asInt()).isEqualTo(revision);
                if (change == 10) {
                    Files.writeString(routes.resolve("telegram.yaml"), "- channel: [");
                    await().atMost(SOON)
                            .until(() -> !route("telegram").path("problems").isEmpty());
                }
            }
            phones.shutdown();
            assertThat(phones.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(answers).hasSize(customers).containsOnly(200);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(chats("sendMessage")).hasSize(customers));
        assertThat(bot.calls("sendMessage").stream()
                        .filter(call -> call.chat().startsWith("50"))
                        .count())
                .isEqualTo(customers);
        for (int n = 0; n < customers; n += 25) {
            assertThat(inbound(Integer.toString(50_000 + n))).hasSize(1);
        }
    }

    private static int staged(String ending) {
        return stage("telegram", telegram() + ending).at("/revision/number").asInt();
    }

    @Test
    void reactionsGoBothWaysAndTheCustomerSeesThatSomebodyWrites() {
        deliver(text("82", 1, "hola"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(crm.thread("82"))
                        .hasSize(2)
                        .last()
                        .extracting(Message::status)
                        .isEqualTo(DeliveryStatus.SENT));
        Message theirs = crm.thread("82").getFirst();
        String ours = crm.thread("82").getLast().externalId();

        JsonNode reacted = does(
                "reactToMessage(input: {messageId: \"%s\", emoji: \"❤️\", idempotencyKey: \"r82\"}) { userErrors { message } }"
                        .formatted(GlobalId.of("Message", theirs.id())));
        crm.graphql("mutation { showTyping(input: {conversationId: \"%s\"}) { userErrors { message } } }"
                .formatted(GlobalId.of("Conversation", theirs.conversationId())));
        deliver("""
                {"update_id":%d,"message_reaction":{"chat":{"id":82,"type":"private"},"message_id":%s,"date":%d,
                 "user":{"id":82,"first_name":"Eva"},"old_reaction":[],"new_reaction":[{"type":"emoji","emoji":"🔥"}]}}""".formatted(NUMBERS.incrementAndGet(), String.valueOf(ours).split(":", 2)[1], now()));

        assertThat(reacted.path("userErrors")).isEmpty();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(bot.calls("setMessageReaction", "82"))
                        .singleElement()
                        .satisfies(call -> {
                            assertThat(call.body().path("message_id").asInt()).isEqualTo(1);
                            assertThat(call.body().at("/reaction/0/emoji").asString())
                                    .isEqualTo("❤");
                        }));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(bot.calls("sendChatAction", "82"))
                        .anyMatch(
                                call -> call.body().path("action").asString("").equals("typing")));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(crm.thread("82").getLast().toString()).contains("🔥"));
    }

    private static Set<String> chats(String method) {
        Set<String> chats = new HashSet<>();
        bot.calls(method).stream()
                .map(BotApi.Call::chat)
                .filter(chat -> chat.startsWith("50"))
                .forEach(chats::add);
        return chats;
    }

    @Test
    void aBrokenFileIsToldOfWithItsLineAndTheChannelRunsOn() throws Exception {
        JsonNode staged =
                stage("telegram", telegram().replace("- to: direct:crm-inbound", "- bean: {ref: vault, method: open}"));
        assertThat(staged.path("revision").isNull()).isTrue();
        assertThat(staged.at("/problems/0/line").asInt()).isPositive();
        assertThat(staged.at("/userErrors/0/message").asString())
                .startsWith("Línea ")
                .contains("columna")
                .contains("bean");

        Files.writeString(routes.resolve("telegram.yaml"), telegram().replace("kind: telegram", "kind: [telegram"));
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode route = route("telegram");
            assertThat(route.at("/problems/0/line").asInt()).isPositive();
            assertThat(route.path("isRunning").asBoolean()).isTrue();
        });
        assertThat(deliver(text("78", 1, "hola"))).isEqualTo(200);
        await().atMost(SOON).until(() -> !bot.calls("sendMessage", "78").isEmpty());

        Files.writeString(routes.resolve("telegram.yaml"), telegram());
        await().atMost(SOON).until(() -> route("telegram").path("problems").isEmpty());
    }

    @Test
    void anOlderRevisionBringsBackWhatItWas() {
        int loud = stage(
                        "telegram",
                        telegram().replace("else {text: .text} end)", "else {text: (.text | ascii_upcase)} end)"))
                .at("/revision/number")
                .asInt();
        int usual = stage("telegram", telegram()).at("/revision/number").asInt();

        activate(loud);
        deliver(text("79", 1, "hola"));
        await().atMost(SOON).until(() -> !bot.calls("sendMessage", "79").isEmpty());
        activate(usual);
        deliver(text("80", 1, "hola"));
        await().atMost(SOON).until(() -> !bot.calls("sendMessage", "80").isEmpty());

        assertThat(bot.calls("sendMessage", "79").getFirst().body().path("text").asString())
                .isEqualTo("RE 1");
        assertThat(bot.calls("sendMessage", "80").getFirst().body().path("text").asString())
                .isEqualTo("re 1");
    }

    @Test
    void aTokenThatTelegramDoesNotKnowStopsTheAccountUntilThereIsAnother() {
        bot.answering(call -> call.token().equals("4711:good") && call.chat().equals("81")
                ? new BotApi.Answer(401, "{\"ok\":false,\"error_code\":401,\"description\":\"Unauthorized\"}")
                : bot.accept(call));
        deliver(text("81", 1, "hola"));
        await().atMost(SOON)
                .until(() -> !crm.graphql("{ channels { id pause { code } } }")
                        .path("channels")
                        .valueStream()
                        .filter(channel -> channel.path("id").asString().equals(account))
                        .findFirst()
                        .orElseThrow()
                        .path("pause")
                        .isNull());

        does("saveChannel(input: {id: \"%s\", accessToken: \"4711:better\"}) { channel { id } userErrors { message } }"
                .formatted(account));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(crm.thread("81"))
                        .hasSize(2)
                        .last()
                        .extracting(Message::status)
                        .isEqualTo(DeliveryStatus.SENT));
        assertThat(bot.calls("sendMessage", "81").getLast().token()).isEqualTo("4711:better");
        does("saveChannel(input: {id: \"%s\", accessToken: \"4711:good\"}) { channel { id } userErrors { message } }"
                .formatted(account));
        bot.accepting();
    }

    @Test
    void routesAreForAdministratorsAndIntegratorsAlone() {
        String stage =
                "mutation { stageRoute(input: {name: \"x\", yaml: \"[]\", sample: \"{}\"}) { userErrors { message } } }";
        String activate =
                "mutation { activateRoute(input: {name: \"telegram\", revision: 1}) { userErrors { message } } }";
        String remove = "mutation { removeRoute(input: {name: \"telegram\"}) { userErrors { message } } }";
        String list = "{ channelRoutes { name } }";

        for (String role : List.of("ADVISOR", "SUPERVISOR", "ANALYST")) {
            String token = token(role);
            for (String document : List.of(stage, activate, remove, list)) {
                assertThat(ask(token, document).at("/errors/0/extensions/code").asString(""))
                        .isEqualTo("FORBIDDEN");
            }
        }
        assertThat(ask(token("INTEGRATOR"), list).has("errors")).isFalse();
        assertThat(ask(token("INTEGRATOR"), stage).at("/data/stageRoute/userErrors"))
                .isNotEmpty();
    }

    @Test
    void aFileThatIsTakenOutRunsNoMoreAndStaysAsARevision() throws Exception {
        Files.writeString(
                routes.resolve("noted.yaml"),
                "- route:\n    id: noted\n    from:\n      uri: direct:noted\n      steps:\n        - to: mock:noted\n");
        await().atMost(SOON).untilAsserted(() -> assertThat(names()).contains("noted"));

        JsonNode removed = does("removeRoute(input: {name: \"noted\"}) { route { isRunning activeRevision revisions"
                + " { number stagedBy } } userErrors { message } }");

        assertThat(removed.path("userErrors")).isEmpty();
        assertThat(removed.at("/route/isRunning").asBoolean()).isFalse();
        assertThat(removed.at("/route/revisions/0/stagedBy").asString()).isEqualTo("CRM_ROUTES_DIR");
        assertThat(routes.resolve("noted.yaml")).doesNotExist();
        assertThat(ask(token("INTEGRATOR"), "mutation { removeRoute(input: {name: \"none\"}) { route { name } } }")
                        .at("/errors/0/extensions/code")
                        .asString())
                .isEqualTo("NOT_FOUND");
    }

    private static List<String> names() {
        return crm.graphql("{ channelRoutes { name } }").path("channelRoutes").findValuesAsString("name");
    }

    private static String token(String role) {
        return does("createApiToken(input: {name: \"%s\", role: %s, scopes: [READ, WRITE]}) { secret userErrors { message } }"
                        .formatted(role.toLowerCase(java.util.Locale.ROOT), role))
                .path("secret")
                .asString();
    }

    private static JsonNode ask(String token, String document) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(crm.url() + "/graphql"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(Map.of("query", document))))
                .build();
        try {
            return JSON.readTree(
                    HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void activate(int revision) {
        JsonNode active = does(
                "activateRoute(input: {name: \"telegram\", revision: %d}) { route { isRunning } userErrors { message } }"
                        .formatted(revision));
        assertThat(active.path("userErrors")).isEmpty();
    }

    private static JsonNode route(String name) {
        return crm.graphql("{ channelRoutes { name kind isRunning activeRevision problems { message line column } } }")
                .path("channelRoutes")
                .valueStream()
                .filter(route -> route.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode stage(String name, String yaml) {
        return does(
                "stageRoute(input: {name: \"%s\", yaml: %s, sample: %s, sampleAnswer: \"{\\\"ok\\\":true,\\\"result\\\":{\\\"message_id\\\":1}}\"}) "
                                .formatted(
                                        name,
                                        JSON.writeValueAsString(yaml),
                                        JSON.writeValueAsString(text("99", 1, "hola")))
                        + "{ revision { number } trial { inbound outcome } problems { message line column } userErrors { path message } }");
    }

    private static JsonNode does(String mutation) {
        return crm.graphql("mutation { result: " + mutation + " }").path("result");
    }

    private static List<Message> inbound(String customer) {
        return crm.thread(customer).stream()
                .filter(message -> message.direction() == Direction.INBOUND)
                .toList();
    }

    private static int deliver(String update) {
        return deliver("telegram", update, SECRET);
    }

    private static int deliver(String channel, String update, @Nullable String secret) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(crm.url() + "/webhooks/" + channel))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString(update));
        if (secret != null) {
            request.header("X-Telegram-Bot-Api-Secret-Token", secret);
        }
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String text(String customer, int number, String text) {
        return message(customer, number, "\"text\":" + JSON.writeValueAsString(text));
    }

    private static String message(String customer, int number, String fields) {
        return """
                {"update_id":%d,"message":{"message_id":%d,"date":%d,"from":{"id":%s,"first_name":"Eva"},
                "chat":{"id":%s,"type":"private"},%s}}""".formatted(NUMBERS.incrementAndGet(), number, now(), customer, customer, fields);
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }

    private static String telegram() {
        try {
            return Files.readString(Path.of("..", "docs", "how-to", "channels", "telegram.yaml"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
