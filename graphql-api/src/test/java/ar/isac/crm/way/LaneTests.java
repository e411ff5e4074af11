package ar.isac.crm.way;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.account.ChannelAccounts;
import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.Direction;
import ar.isac.crm.conversation.Message;
import ar.isac.crm.hub.DeliveryLog;
import ar.isac.crm.hub.Entry;
import ar.isac.crm.hub.Nudge;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.ChannelType;
import ar.isac.crm.message.DeliveryStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LaneTests {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(61);

    /** A machine that is busy with something else for a while is given another chance; a product that is slow needs more. */
    private static final int MOST_SERIES = 3;

    private static final int ROUNDS = 10;
    private static final int QUICK_ONES = 6;
    private static final int SLOW_ONES = 20;
    private static final String SLOW = "549115557";

    private static Platform platform;
    private static Crm crm;

    private final AtomicInteger quickOnes = new AtomicInteger();
    private final AtomicInteger slowOnes = new AtomicInteger();

    @BeforeAll
    static void start() {
        platform = new Platform();
        crm = Crm.start(
                platform,
                Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT0.1S"),
                ScriptedAssistant.class,
                ShiftedClock.Installed.class,
                AfterSaving.Installed.class);
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
    void aLimitIsWaitedForAndTheOrderIsKept() {
        AtomicInteger refusals = new AtomicInteger(2);
        platform.answering(call -> refusals.getAndDecrement() > 0
                ? new Platform.Answer(429, "{\"error\":{\"message\":\"Rate limit hit\",\"code\":130429}}")
                : platform.accept(call));
        Customer marta = crm.customer("5491155580001");
        marta.writes("uno");
        await().atMost(SOON).until(() -> !platform.callsTo("5491155580001").isEmpty());
        marta.writes("dos");

        await().atMost(SOON)
                .until(() -> answers("5491155580001").size() == 2
                        && answers("5491155580001").stream()
                                .allMatch(answer -> answer.status() == DeliveryStatus.SENT));

        assertThat(platform.callsTo("5491155580001"))
                .extracting(Platform.Call::text)
                .containsExactly(
                        "re 1",
                        "re 1",
                        "re 1",
                        answers("5491155580001").getLast().content().plainText());
        assertThat(platform.callsTo("5491155580001"))
                .extracting(Platform.Call::attempt)
                .doesNotHaveDuplicates();
    }

    @Test
    void aFinalErrorIsShownInWordsAndTheNextMessageGoesOut() {
        platform.answering(call ->
                new Platform.Answer(400, "{\"error\":{\"message\":\"Message undeliverable\",\"code\":131026}}"));
        Customer marta = crm.customer("5491155580002");
        marta.writes("uno");
        await().atMost(SOON)
                .until(() ->
                        answers("5491155580002").stream().anyMatch(answer -> answer.status() == DeliveryStatus.FAILED));
        platform.accepting();
        marta.writes("dos");

        await().atMost(SOON)
                .until(() -> answers("5491155580002").size() == 2
                        && answers("5491155580002").getLast().status() == DeliveryStatus.SENT);
        Message.DeliveryFailure failure =
                Objects.requireNonNull(answers("5491155580002").getFirst().failure());
        assertThat(failure.code()).isEqualTo("131026");
        assertThat(failure.message()).contains("puede que el cliente no use WhatsApp");
        assertThat(platform.callsTo("5491155580002")).hasSize(2);
    }

    @Test
    void anOutcomeThatNobodyTellsIsNeverRepeatedAndTheLaneGoesOn() {
        CountDownLatch never = new CountDownLatch(1);
        platform.answering(call -> {
            awaitQuietly(never);
            return platform.accept(call);
        });
        Customer marta = crm.customer("5491155580003");
        marta.writes("uno");
        // The platform has the call; ours gives up after ten seconds.
        await().atMost(SOON).until(() -> platform.callsTo("5491155580003").size() == 1);
        await().pollDelay(Duration.ofSeconds(11)).atMost(Duration.ofSeconds(12)).until(() -> true);
        platform.accepting();
        never.countDown();
        marta.writes("dos");
        await().atMost(SOON).until(() -> answers("5491155580003").size() == 2);
        assertThat(platform.callsTo("5491155580003")).hasSize(1);

        crm.bean(ShiftedClock.class).forward(PATIENCE);
        nudge("5491155580003");

        await().atMost(SOON).until(() -> answers("5491155580003").getLast().status() == DeliveryStatus.SENT);
        assertThat(answers("5491155580003").getFirst().status()).isEqualTo(DeliveryStatus.UNKNOWN);
        assertThat(platform.callsTo("5491155580003")).hasSize(2);
    }

    @Test
    void anAttemptThatFailsAsSoonAsItIsStoredIsWaitedForByWhoeverFindsItOpen() {
        AtomicBoolean hasFailed = new AtomicBoolean();
        crm.bean(AfterSaving.class)
                .once(
                        saved -> saved.getSource() instanceof Conversation conversation
                                && conversation.recipient().address().equals("5491155580006")
                                && saved.getDocument() != null
                                && saved.getDocument()
                                                .get("lane", Document.class)
                                                .get("inFlight")
                                        != null,
                        () -> {
                            hasFailed.set(true);
                            throw new IllegalStateException("Stored, and then this");
                        });

        crm.customer("5491155580006").writes("uno");
        await().atMost(SOON).untilTrue(hasFailed);

        Nudge nudge = new Nudge(conversation("5491155580006").id());
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                crm.bean(DeliveryLog.class).claim(nudge).publications())
                        .singleElement()
                        .satisfies(again -> {
                            assertThat(again.body()).isEqualTo(nudge);
                            assertThat(again.delay()).isPositive();
                        }));
        assertThat(platform.callsTo("5491155580006")).isEmpty();
    }

    @Test
    void aStatusSettlesAnAttemptWhoseAnswerWasLost() {
        platform.answering(call -> new Platform.Answer(502, ""));
        Customer marta = crm.customer("5491155580004");
        marta.writes("uno");
        await().atMost(SOON).until(() -> platform.callsTo("5491155580004").size() == 1);
        platform.accepting();
        String attempt = platform.callsTo("5491155580004").getFirst().attempt();

        marta.deliver(marta.status("wamid.late", "delivered")
                .replace(
                        "\"id\":\"wamid.late\"",
                        "\"id\":\"wamid.late\",\"biz_opaque_callback_data\":\"" + attempt + "\""));
        marta.writes("dos");

        await().atMost(SOON)
                .until(() -> answers("5491155580004").size() == 2
                        && answers("5491155580004").getLast().status() == DeliveryStatus.SENT);
        assertThat(answers("5491155580004").getFirst().status()).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(answers("5491155580004").getFirst().externalId()).isEqualTo("wamid.late");
        assertThat(platform.callsTo("5491155580004")).hasSize(2);
    }

    @Test
    void aTokenThatExpiredPausesTheAccountAndKeepsItsMessages() {
        AccountRef account = new AccountRef(ChannelType.WHATSAPP, Customer.PHONE_NUMBER_ID);
        ChannelAccounts accounts = crm.bean(ChannelAccounts.class);
        platform.answering(call -> new Platform.Answer(
                401, "{\"error\":{\"message\":\"Session has expired\",\"type\":\"OAuthException\",\"code\":190}}"));
        Customer marta = crm.customer("5491155580005");
        marta.writes("uno");
        await().atMost(SOON)
                .until(() -> accounts.find(account.id()).orElseThrow().isPaused());
        marta.writes("dos");
        await().atMost(SOON).until(() -> answers("5491155580005").size() == 2);
        assertThat(platform.callsTo("5491155580005")).hasSize(1);
        assertThat(answers("5491155580005")).allMatch(answer -> answer.status() == DeliveryStatus.QUEUED);

        platform.accepting();
        accounts.resume(account);
        nudge("5491155580005");

        await().atMost(SOON)
                .until(() ->
                        answers("5491155580005").stream().allMatch(answer -> answer.status() == DeliveryStatus.SENT));
        assertThat(platform.callsTo("5491155580005"))
                .extracting(Platform.Call::text)
                .containsExactly(
                        "re 1",
                        "re 1",
                        answers("5491155580005").getLast().content().plainText());
    }

    @Test
    void aSlowCustomerHoldsNobodyElse() {
        CountDownLatch released = new CountDownLatch(1);
        platform.answering(call -> {
            if (call.to().startsWith("54911555801")) {
                awaitQuietly(released);
            }
            return platform.accept(call);
        });
        for (int slow = 0; slow < 20; slow++) {
            crm.customer("54911555801%02d".formatted(slow)).writes("Hola");
        }
        await().atMost(SOON)
                .until(() -> platform.calls().stream()
                                .filter(call -> call.to().startsWith("54911555801"))
                                .count()
                        == 20);

        for (int quick = 0; quick < 20; quick++) {
            crm.customer("54911555802%02d".formatted(quick)).writes("Hola");
        }
        await().atMost(Duration.ofSeconds(9))
                .until(() -> platform.calls().stream()
                                .filter(call -> call.to().startsWith("54911555802"))
                                .count()
                        == 20);
        released.countDown();
    }

    /**
     * What others wait for their answers while the platform holds many calls, against what they wait while it holds none: in
     * one run, in turns, so that whatever else the machine does weighs on both alike.
     */
    @Test
    void whileThePlatformAnswersSomeSlowlyOthersWaitNoTenthLonger() {
        List<Double> ratios = new ArrayList<>();
        for (int series = 0; series < MOST_SERIES && (ratios.isEmpty() || ratios.getLast() > 1.1); series++) {
            List<Duration> quiet = new ArrayList<>();
            List<Duration> loud = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                if (round % 2 == 0) {
                    quiet.addAll(waits());
                    loud.addAll(waitsWhileOthersAreSlow());
                } else {
                    loud.addAll(waitsWhileOthersAreSlow());
                    quiet.addAll(waits());
                }
            }
            ratios.add((double) median(loud).toNanos() / median(quiet).toNanos());
        }

        assertThat(ratios.getLast())
                .as("the median wait while others are slow to that while nobody is, in each series: %s", ratios)
                .isLessThanOrEqualTo(1.1);
    }

    /** The slow ones are others each time: of some, the product may give up the calls before they are released. */
    private List<Duration> waitsWhileOthersAreSlow() {
        CountDownLatch released = new CountDownLatch(1);
        AtomicInteger held = new AtomicInteger();
        platform.answering(call -> {
            if (call.to().startsWith(SLOW)) {
                held.incrementAndGet();
                awaitQuietly(released);
                held.decrementAndGet();
            }
            return platform.accept(call);
        });
        try {
            for (int n = 0; n < SLOW_ONES; n++) {
                crm.customer(SLOW + "%04d".formatted(slowOnes.incrementAndGet()))
                        .writes("Hola");
            }
            await().atMost(SOON).until(() -> held.get() == SLOW_ONES);
            return waits();
        } finally {
            released.countDown();
            await().atMost(SOON).until(() -> held.get() == 0);
        }
    }

    /** How long some customers, who write one after the other, wait until the platform is called with their answers. */
    private List<Duration> waits() {
        Map<String, Instant> written = new LinkedHashMap<>();
        for (int n = 0; n < QUICK_ONES; n++) {
            String waId = "549115559%04d".formatted(quickOnes.incrementAndGet());
            written.put(waId, Instant.now());
            crm.customer(waId).writes("Hola");
        }
        await().atMost(SOON)
                .until(() -> written.keySet().stream()
                        .allMatch(waId -> platform.callsTo(waId).size() == 1));
        return written.entrySet().stream()
                .map(one -> Duration.between(
                        one.getValue(),
                        platform.callsTo(one.getKey()).getFirst().at()))
                .toList();
    }

    private static Duration median(List<Duration> waits) {
        return waits.stream().sorted().toList().get(waits.size() / 2);
    }

    private static void nudge(String waId) {
        crm.bean(Entry.class)
                .publish(List.of(Publication.of(new Nudge(conversation(waId).id()), Duration.ZERO)));
    }

    private static Conversation conversation(String waId) {
        return crm.conversation(waId).orElseThrow();
    }

    private static List<Message> answers(String waId) {
        return crm.thread(waId).stream()
                .filter(message -> message.direction() == Direction.OUTBOUND)
                .toList();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
