package ar.isac.crm.way;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.account.ChannelAccounts;
import ar.isac.crm.conversation.Author;
import ar.isac.crm.conversation.Draft;
import ar.isac.crm.conversation.Message;
import ar.isac.crm.conversation.Posting;
import ar.isac.crm.hub.Entry;
import ar.isac.crm.hub.Nudge;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.ChannelType;
import ar.isac.crm.message.DeliveryStatus;
import ar.isac.crm.message.MessageContent.TextContent;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The platform on the worst of its days: storms of limits, errors that it explains and errors that it does not, answers that
 * come late or never though the message was taken, and a token that expires in the middle of it.
 */
class RoughPlatformTests {

    private static final Duration LONG = Duration.ofMinutes(3);
    private static final long SEED = 20260104;
    private static final int CUSTOMERS = 24;
    private static final int TEXTS = 3;

    /** The token expires with this call. */
    private static final int LAST_OF_THE_TOKEN = 60;

    /** Less than the patience with an open attempt, so that none is given up that is being answered. */
    private static final Duration STEP = Duration.ofSeconds(20);

    private static final Duration PACE = Duration.ofMillis(500);

    /** What the platform answers to a call, and what the product may know by it. */
    private enum Mood {
        BUSY(24, true),
        BUSY_WITH_THIS_CUSTOMER(10, true),
        BROKEN_AND_SAYS_SO(10, true),
        UNAVAILABLE(6, true),
        BROKEN(10, false),
        SILENT_THOUGH_IT_TOOK_THE_MESSAGE(6, false),
        SLOW(10, false),
        WELL(24, false),
        WITHOUT_A_TOKEN(0, true);

        private final int ofAHundred;

        /** Whether the message has certainly not been taken, so that another call is right. */
        private final boolean isRefusal;

        Mood(int ofAHundred, boolean isRefusal) {
            this.ofAHundred = ofAHundred;
            this.isRefusal = isRefusal;
        }

        static Mood of(int die) {
            int left = die;
            for (Mood mood : values()) {
                left -= mood.ofAHundred;
                if (left < 0) {
                    return mood;
                }
            }
            throw new IllegalArgumentException("A die of a hundred, not " + die);
        }
    }

    private final ConcurrentMap<String, List<Mood>> moods = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger slow = new AtomicInteger();
    private final CountDownLatch never = new CountDownLatch(1);
    private volatile boolean isTokenGood = true;

    private Platform platform;
    private Crm crm;

    @BeforeEach
    void start() {
        platform = new Platform();
        crm = Crm.start(
                platform,
                Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT12H"),
                ScriptedAssistant.class,
                ShiftedClock.Installed.class);
    }

    @AfterEach
    void stop() {
        never.countDown();
        crm.close();
        platform.close();
    }

    @Test
    void everyMessageIsTakenOnceAtMostInItsOrderAndNothingIsRepeatedWhoseOutcomeIsUnknown() {
        AccountRef account = new AccountRef(ChannelType.WHATSAPP, Customer.PHONE_NUMBER_ID);
        ChannelAccounts accounts = crm.bean(ChannelAccounts.class);
        IntStream.range(0, CUSTOMERS).forEach(n -> crm.customer(waId(n)).writes("hola"));
        await().atMost(LONG)
                .until(() -> IntStream.range(0, CUSTOMERS)
                        .allMatch(n -> crm.thread(waId(n)).size() == 1));
        platform.answering(this::answer);

        IntStream.range(0, CUSTOMERS).forEach(this::post);
        await().atMost(LONG).pollInterval(PACE).until(() -> {
            goOn();
            return accounts.find(account.id()).orElseThrow().isPaused();
        });
        awaitNoMoreCalls();
        assertThat(sent(message -> message.status() == DeliveryStatus.FAILED)).isEmpty();
        isTokenGood = true;
        accounts.resume(account);

        await().atMost(LONG).pollInterval(PACE).until(() -> {
            goOn();
            return sent(message -> message.status() == DeliveryStatus.QUEUED).isEmpty();
        });
        tellWhatBecameOfTheSilentOnes();

        await().atMost(LONG)
                .untilAsserted(() -> sent(message -> true)
                        .forEach(message -> assertThat(message.status())
                                .as("%s, to which the platform was %s (seed %d)", message.id(), moods(message), SEED)
                                .isEqualTo(expected(message))));
        assertThatNothingWasRepeated();
        assertThatEachLaneKeptItsOrder();
        Set<Mood> met = moods.values().stream().flatMap(List::stream).collect(Collectors.toSet());
        assertThat(met).as("the storm was one").contains(Mood.values());
    }

    private static String waId(int n) {
        return "54911555850%02d".formatted(n);
    }

    private void post(int customer) {
        String conversation = crm.conversation(waId(customer)).orElseThrow().id();
        crm.bean(Posting.class)
                .post(
                        conversation,
                        IntStream.range(0, TEXTS)
                                .mapToObj(n -> new Draft(
                                        "auto/rough/" + customer + "/" + n,
                                        Author.AUTOMATION,
                                        null,
                                        new TextContent("aviso " + n),
                                        null,
                                        null))
                                .toList());
    }

    /** The same for the same call of the same message, in whatever order calls come. */
    private Platform.Answer answer(Platform.Call call) {
        List<Mood> before = moods.computeIfAbsent(messageId(call), unused -> new CopyOnWriteArrayList<>());
        boolean isAfterTheToken = calls.incrementAndGet() == LAST_OF_THE_TOKEN;
        if (isAfterTheToken) {
            isTokenGood = false;
        }
        String cause = call.to() + messageId(call).replaceFirst(".*/", "") + "#" + before.size();
        Mood mood = isTokenGood ? Mood.of(new Random(SEED + cause.hashCode()).nextInt(100)) : Mood.WITHOUT_A_TOKEN;
        before.add(mood);
        return switch (mood) {
            case BUSY -> error(429, 130429);
            case BUSY_WITH_THIS_CUSTOMER -> error(429, 131056);
            case BROKEN_AND_SAYS_SO -> error(500, 131000);
            case UNAVAILABLE -> error(503, 2);
            case BROKEN -> new Platform.Answer(502, "");
            case SILENT_THOUGH_IT_TOOK_THE_MESSAGE -> {
                hold(1, TimeUnit.HOURS);
                yield platform.accept(call);
            }
            case SLOW -> {
                slow.incrementAndGet();
                hold(1, TimeUnit.SECONDS);
                slow.decrementAndGet();
                yield platform.accept(call);
            }
            case WELL -> platform.accept(call);
            case WITHOUT_A_TOKEN -> error(401, 190);
        };
    }

    private static Platform.Answer error(int status, int code) {
        return new Platform.Answer(status, "{\"error\":{\"message\":\"No\",\"code\":" + code + "}}");
    }

    private void hold(long time, TimeUnit unit) {
        try {
            never.await(time, unit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Time passes, and every lane looks whether it has something to send: many of them at the same time as others do. */
    private void goOn() {
        if (slow.get() == 0) {
            crm.bean(ShiftedClock.class).forward(STEP);
        }
        crm.bean(Entry.class)
                .publish(IntStream.range(0, CUSTOMERS)
                        .mapToObj(n -> crm.conversation(waId(n)).orElseThrow().id())
                        .map(id -> Publication.of(new Nudge(id), Duration.ZERO))
                        .toList());
    }

    private void awaitNoMoreCalls() {
        AtomicInteger before = new AtomicInteger(-1);
        await().atMost(LONG).pollInterval(Duration.ofSeconds(1)).until(() -> {
            int now = calls.get();
            return before.getAndSet(now) == now;
        });
    }

    /** Every other message that was taken in silence is reported as delivered later; of the others nobody ever tells. */
    private void tellWhatBecameOfTheSilentOnes() {
        platform.calls().stream()
                .filter(call -> isReported(messageId(call)))
                .filter(call -> moods.getOrDefault(messageId(call), List.of()).getLast()
                        == Mood.SILENT_THOUGH_IT_TOOK_THE_MESSAGE)
                .collect(Collectors.toMap(RoughPlatformTests::messageId, call -> call, (first, last) -> last))
                .values()
                .forEach(call -> {
                    Customer customer = crm.customer(call.to());
                    String id = "wamid.late." + messageId(call);
                    String told = customer.status(id, "delivered")
                            .replace(
                                    "\"id\":\"" + id + "\"",
                                    "\"id\":\"" + id + "\",\"biz_opaque_callback_data\":\"" + call.attempt() + "\"");
                    assertThat(customer.deliver(told)).isEqualTo(200);
                });
    }

    private static boolean isReported(String messageId) {
        return messageId.hashCode() % 2 == 0;
    }

    private List<Mood> moods(Message message) {
        return moods.getOrDefault(message.id(), List.of());
    }

    private DeliveryStatus expected(Message message) {
        return switch (moods(message).getLast()) {
            case WELL, SLOW -> DeliveryStatus.SENT;
            case SILENT_THOUGH_IT_TOOK_THE_MESSAGE ->
                isReported(message.id()) ? DeliveryStatus.DELIVERED : DeliveryStatus.UNKNOWN;
            case BROKEN -> DeliveryStatus.UNKNOWN;
            case BUSY, BUSY_WITH_THIS_CUSTOMER, BROKEN_AND_SAYS_SO, UNAVAILABLE -> DeliveryStatus.FAILED;
            case WITHOUT_A_TOKEN -> DeliveryStatus.QUEUED;
        };
    }

    private List<Message> sent(Predicate<Message> which) {
        return IntStream.range(0, CUSTOMERS)
                .mapToObj(n -> crm.thread(waId(n)))
                .flatMap(List::stream)
                .filter(message -> message.author() == Author.AUTOMATION)
                .filter(which)
                .toList();
    }

    private void assertThatNothingWasRepeated() {
        assertThat(platform.calls()).extracting(Platform.Call::attempt).doesNotHaveDuplicates();
        assertThat(moods).hasSize(CUSTOMERS * TEXTS);
        moods.forEach((message, answers) -> assertThat(answers.subList(0, answers.size() - 1))
                .as("what %s was answered before its last call (seed %d)", message, SEED)
                .allMatch(mood -> mood.isRefusal));
    }

    private void assertThatEachLaneKeptItsOrder() {
        for (int n = 0; n < CUSTOMERS; n++) {
            List<String> called = platform.callsTo(waId(n)).stream()
                    .map(RoughPlatformTests::messageId)
                    .toList();
            assertThat(called).isSorted();
            assertThat(new HashSet<>(called)).hasSize(TEXTS);
        }
    }

    private static String messageId(Platform.Call call) {
        return call.attempt().replaceFirst("#.*", "");
    }
}
