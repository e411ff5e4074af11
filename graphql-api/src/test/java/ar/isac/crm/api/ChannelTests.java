package ar.isac.crm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.account.ChannelAccounts;
import ar.isac.crm.conversation.Direction;
import ar.isac.crm.conversation.Message;
import ar.isac.crm.message.DeliveryStatus;
import ar.isac.crm.pending.Alarm;
import ar.isac.crm.pending.AlarmHandler;
import ar.isac.crm.security.Role;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Customer;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import ar.isac.crm.way.ShiftedClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Several accounts of the shop: connected, stopped, mended and watched over the API. */
@Timeout(120)
class ChannelTests {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String SECOND_NUMBER = "222222222222222";
    private static final String CHANNEL =
            " id type platformId name hasAccessToken hasAppSecret accessTokenEndsAt businessAccountId catalogId messagesPerSecond"
                    + " pause { code reason } health { lastInboundAt lastSentAt lastError { code message at } queueDepth } ";

    private static Path data;
    private static Platform platform;
    private static Crm crm;
    private static Client admin;

    @BeforeAll
    static void start() throws IOException {
        platform = new Platform();
        data = Files.createTempDirectory("crm-channels");
        crm = Crm.startOn(
                data,
                platform,
                Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT0.1S"),
                ScriptedAssistant.class,
                ShiftedClock.Installed.class);
        admin = Client.admin(crm);
    }

    @AfterAll
    static void stop() {
        crm.close();
        platform.close();
    }

    @BeforeEach
    void platformTakesEverything() {
        platform.accepting();
    }

    @Test
    void eachNumberSendsWithItsOwnTokenAndWhatIsSecretIsNeverReadAgain() {
        String token = "canary-token-7f3a";
        String appSecret = "canary-secret-9b1c";

        JsonNode saved =
                save("type: WHATSAPP, platformId: \"" + SECOND_NUMBER + "\", name: \"Sucursal\", accessToken: \""
                        + token + "\", appSecret: \"" + appSecret + "\", messagesPerSecond: 20");
        Customer ana = crm.customer("5491155600001");
        String body = ana.text("wamid.second.1", "Hola").replace(Customer.PHONE_NUMBER_ID, SECOND_NUMBER);
        int taken = ana.deliver(body, Customer.signature(body, appSecret));
        await().atMost(SOON).until(() -> platform.callsTo("5491155600001").size() == 1);
        crm.customer("5491155600002").writes("Hola");
        await().atMost(SOON).until(() -> platform.callsTo("5491155600002").size() == 1);

        assertThat(saved.at("/userErrors")).isEmpty();
        assertThat(saved.at("/channel/hasAccessToken").asBoolean()).isTrue();
        assertThat(saved.at("/channel/messagesPerSecond").asInt()).isEqualTo(20);
        assertThat(taken).isEqualTo(200);
        assertThat(platform.callsTo("5491155600001").getFirst().path()).contains(SECOND_NUMBER);
        assertThat(platform.callsTo("5491155600001").getFirst().token()).isEqualTo(token);
        assertThat(platform.callsTo("5491155600002").getFirst().path()).contains(Customer.PHONE_NUMBER_ID);
        assertThat(platform.callsTo("5491155600002").getFirst().token()).isNotEqualTo(token);
        JsonNode channel = channel(SECOND_NUMBER);
        assertThat(channel.at("/health/lastInboundAt").isNull()).isFalse();
        assertThat(channel.at("/health/lastSentAt").isNull()).isFalse();
        assertThat(channel.toString()).doesNotContain("canary");
        assertThat(fields()).doesNotContain("accessToken", "appSecret", "access");
        assertThat(onDisk("canary")).isFalse();
    }

    @Test
    void whatCannotBeAnAccountIsToldFieldByField() {
        assertThat(problems("type: TELEGRAM, platformId: \"+54 9\", accessToken: \"a b\", messagesPerSecond: 0"))
                .containsExactlyInAnyOrder("type", "platformId", "name", "accessToken", "messagesPerSecond");
        assertThat(problems("name: \" \"")).contains("type", "platformId", "name");
        Client advisor = Client.hired(crm, Role.ADVISOR);
        assertThat(advisor.ask("mutation { saveChannel(input: {}) { userErrors { code } } }")
                        .errorCode())
                .isEqualTo("FORBIDDEN");
        assertThat(advisor.ask("mutation { pauseChannel(input: {channelId: \"x\"}) { userErrors { code } } }")
                        .errorCode())
                .isEqualTo("FORBIDDEN");
    }

    @Test
    void aBrokenChannelKeepsItsQueueCallsAPersonAndSendsEverythingInOrderOnceItIsMended() {
        String number = "333333333333333";
        save("type: WHATSAPP, platformId: \"" + number + "\", name: \"Tercera\", accessToken: \"old\"");
        AtomicBoolean isExpired = new AtomicBoolean(true);
        platform.answering(call -> call.path().contains(number) && isExpired.get()
                ? new Platform.Answer(401, "{\"error\":{\"message\":\"expired\",\"code\":190,\"error_subcode\":463}}")
                : platform.accept(call));
        try (Socket alerts = Socket.subscribed(
                admin, "subscription { notifications { type channel { platformId pause { code reason } } } }")) {
            List<String> chats =
                    IntStream.range(0, 5).mapToObj("549115561000%d"::formatted).toList();
            chats.forEach(chat -> write(chat, number, "uno"));
            await().atMost(SOON).until(() -> !channel(number).path("pause").isNull());
            chats.forEach(chat -> await().atMost(SOON).until(() -> answers(chat).size() == 1));
            chats.forEach(chat -> write(chat, number, "dos"));
            chats.forEach(chat -> await().atMost(SOON).until(() -> answers(chat).size() == 2));
            await().atMost(SOON)
                    .until(() -> channel(number).at("/health/queueDepth").asInt() == 10);
            int callsWhileBroken = callsOf(number);

            JsonNode alert = Stream.generate(() -> alerts.expect("next").at("/data/notifications"))
                    .filter(news -> news.path("type").asString().equals("CHANNEL_PAUSED"))
                    .findFirst()
                    .orElseThrow();
            isExpired.set(false);
            JsonNode resumed = admin.ask(
                            "mutation($id: ID!) { resumeChannel(input: {channelId: $id}) { channel {" + CHANNEL
                                    + "} userErrors { code } } }",
                            Map.of("id", id(number)))
                    .at("/resumeChannel/channel");

            assertThat(alert.at("/channel/pause/code").asString()).isEqualTo("190");
            assertThat(alert.at("/channel/pause/reason").asString()).contains("volver a conectar");
            assertThat(callsWhileBroken).isLessThanOrEqualTo(5);
            assertThat(resumed.path("pause").isNull()).isTrue();
            chats.forEach(chat -> await().atMost(SOON)
                    .until(() -> answers(chat).stream().allMatch(answer -> answer.status() == DeliveryStatus.SENT)));
            chats.forEach(chat -> assertThat(platform.callsTo(chat).stream()
                            .map(Platform.Call::text)
                            .distinct())
                    .containsExactlyElementsOf(answers(chat).stream()
                            .map(answer -> answer.content().plainText())
                            .toList()));
            assertThat(channel(number).at("/health/lastError/code").asString()).isEqualTo("190");
            await().atMost(SOON)
                    .until(() -> channel(number).at("/health/queueDepth").asInt() == 0);
        }
    }

    @Test
    void whatAPersonStoppedWaitsUntilAPersonGoesOn() {
        String number = "444444444444444";
        save("type: WHATSAPP, platformId: \"" + number + "\", name: \"Cuarta\", accessToken: \"t\"");
        admin.ask(
                "mutation($id: ID!) { pauseChannel(input: {channelId: $id, reason: \"Feriado\"}) { channel { id } } }",
                Map.of("id", id(number)));
        write("5491155620001", number, "uno");
        await().atMost(SOON).until(() -> answers("5491155620001").size() == 1);
        await().atMost(SOON)
                .until(() -> channel(number).at("/health/queueDepth").asInt() == 1);

        assertThat(channel(number).at("/pause/reason").asString()).isEqualTo("Feriado");
        assertThat(platform.callsTo("5491155620001")).isEmpty();
        admin.ask(
                "mutation($id: ID!) { resumeChannel(input: {channelId: $id}) { channel { id } } }",
                Map.of("id", id(number)));

        await().atMost(SOON).until(() -> platform.callsTo("5491155620001").size() == 1);
    }

    @Test
    void aNumberSendsNoFasterThanItMay() {
        String number = "555555555555555";
        save("type: WHATSAPP, platformId: \"" + number
                + "\", name: \"Lenta\", accessToken: \"t\", messagesPerSecond: 2");
        List<String> chats =
                IntStream.range(0, 10).mapToObj("549115563000%d"::formatted).toList();

        chats.forEach(chat -> write(chat, number, "hola"));
        await().atMost(SOON).until(() -> callsOf(number) == 10);

        List<Instant> times = platform.calls().stream()
                .filter(call -> call.path().contains(number))
                .map(Platform.Call::at)
                .sorted()
                .toList();
        // A burst of a second's worth, and then two a second.
        for (int n = 0; n + 4 < times.size(); n++) {
            assertThat(Duration.between(times.get(n), times.get(n + 4))).isGreaterThan(Duration.ofMillis(700));
        }
        assertThat(Duration.between(times.getFirst(), times.getLast())).isGreaterThan(Duration.ofMillis(3_500));
    }

    @Test
    void aPairLimitHoldsUpThatCustomerAlone() {
        platform.answering(call ->
                call.to().equals("5491155640001") && platform.callsTo(call.to()).size() < 3
                        ? new Platform.Answer(429, "{\"error\":{\"message\":\"pair rate limit\",\"code\":131056}}")
                        : platform.accept(call));

        crm.customer("5491155640001").writes("hola");
        await().atMost(SOON).until(() -> !platform.callsTo("5491155640001").isEmpty());
        crm.customer("5491155640002").writes("hola");
        await().atMost(Duration.ofSeconds(5))
                .until(() -> platform.callsTo("5491155640002").size() == 1);
        await().atMost(SOON).until(() -> answers("5491155640001").getFirst().status() == DeliveryStatus.SENT);

        List<Platform.Call> tries = platform.callsTo("5491155640001");
        assertThat(tries).hasSize(3);
        assertThat(Duration.between(tries.get(1).at(), tries.get(2).at())).isGreaterThan(Duration.ofSeconds(3));
    }

    @Test
    void aTokenOfInstagramIsRenewedBeforeItEnds() {
        String account = "17841400000000001";
        platform.keep(
                "refresh_access_token",
                "{\"access_token\":\"renewed-token\",\"token_type\":\"bearer\",\"expires_in\":5184000}"
                        .getBytes(StandardCharsets.UTF_8));
        save("type: INSTAGRAM, platformId: \"" + account + "\", name: \"Insta\", accessToken: \"first-token\"");
        assertThat(channel(account).path("accessTokenEndsAt").isNull()).isTrue();

        crm.bean(ShiftedClock.class).forward(Duration.ofHours(37));
        try {
            await().atMost(SOON)
                    .until(() -> !channel(account).path("accessTokenEndsAt").isNull());
        } finally {
            crm.bean(ShiftedClock.class).reset();
        }

        assertThat(crm.bean(ChannelAccounts.class)
                        .connection(ar.isac.crm.message.AccountRef.parse("instagram:" + account))
                        .orElseThrow()
                        .accessToken())
                .isEqualTo("renewed-token");
    }

    @Test
    void noOtherAlarmWaitsForATokenThatInstagramIsSlowToRenew() {
        String account = "17841400000000002";
        platform.keep(
                "refresh_access_token",
                "{\"access_token\":\"renewed-token\",\"token_type\":\"bearer\",\"expires_in\":5184000}"
                        .getBytes(StandardCharsets.UTF_8));
        save("type: INSTAGRAM, platformId: \"" + account + "\", name: \"Lenta\", accessToken: \"first-token\"");
        AlarmHandler tokens = crm.beans(AlarmHandler.class).stream()
                .filter(handler -> handler.kind().equals("instagramToken"))
                .findFirst()
                .orElseThrow();
        String subject = "instagram:" + account;
        CountDownLatch held = platform.holding();
        crm.bean(ShiftedClock.class).forward(Duration.ofHours(37));
        Alarm alarm = new Alarm(
                "instagramToken/" + subject,
                null,
                "instagramToken",
                subject,
                crm.bean(ShiftedClock.class).instant(),
                1);

        try {
            assertThat(CompletableFuture.runAsync(() -> tokens.ring(alarm))).succeedsWithin(Duration.ofSeconds(5));
            held.countDown();
            await().atMost(SOON)
                    .until(() -> !channel(account).path("accessTokenEndsAt").isNull());
        } finally {
            held.countDown();
            crm.bean(ShiftedClock.class).reset();
        }
    }

    private static void write(String waId, String number, String text) {
        Customer customer = crm.customer(waId);
        customer.deliver(customer.text("wamid." + waId + "." + System.nanoTime(), text)
                .replace(Customer.PHONE_NUMBER_ID, number));
    }

    private static int callsOf(String number) {
        return (int) platform.calls().stream()
                .filter(call -> call.path().contains(number))
                .count();
    }

    private static List<Message> answers(String waId) {
        return crm.thread(waId).stream()
                .filter(message -> message.direction() == Direction.OUTBOUND)
                .toList();
    }

    private static JsonNode save(String fields) {
        return admin.ask("mutation { saveChannel(input: {" + fields + "}) { channel {" + CHANNEL
                        + "} userErrors { path code message } } }")
                .at("/saveChannel");
    }

    private static List<String> problems(String fields) {
        return save(fields)
                .path("userErrors")
                .valueStream()
                .map(error -> error.at("/path/0").asString())
                .toList();
    }

    private static String id(String number) {
        return channel(number).path("id").asString();
    }

    private static JsonNode channel(String number) {
        return admin.ask("{ channels {" + CHANNEL + "} }")
                .at("/channels")
                .valueStream()
                .filter(channel -> channel.path("platformId").asString().equals(number))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> fields() {
        return admin.ask("{ __type(name: \"ChannelAccount\") { fields { name } } }")
                .at("/__type/fields")
                .valueStream()
                .map(field -> field.path("name").asString())
                .toList();
    }

    private static boolean onDisk(String text) {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile).anyMatch(file -> holds(file, text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
