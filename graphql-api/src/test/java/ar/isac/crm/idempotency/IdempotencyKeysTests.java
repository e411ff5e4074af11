package ar.isac.crm.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.graphql.UserError;
import ar.isac.crm.idempotency.IdempotencyKeys.Outcome;
import ar.isac.crm.pending.Alarm;
import ar.isac.crm.pending.AlarmClock;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

class IdempotencyKeysTests {

    private static final Instant MONDAY = Instant.parse("2026-03-02T22:00:00Z");

    private final MongoServer server = new MongoServer(new MemoryBackend());
    private final AtomicInteger done = new AtomicInteger();
    private volatile Instant now = MONDAY;
    private Clock clock;
    private MongoClient client;
    private MongoTemplate database;
    private IdempotencyKeys keys;

    private record Receipt(String what, int number) {}

    @BeforeEach
    void open() {
        server.bind(new InetSocketAddress("localhost", 0));
        client = MongoClients.create(
                "mongodb://localhost:" + server.getLocalAddress().getPort() + "/?retryWrites=false");
        database = new MongoTemplate(client, "keys");
        clock = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
        keys = new IdempotencyKeys(database, AlarmClock.over(database, clock), clock);
    }

    @AfterEach
    void close() {
        client.close();
        server.shutdownNow();
    }

    @Test
    void theSameKeyWithTheSameInputGivesTheSameResultAndWorksOnce() {
        Outcome<Receipt> first = pay("k", "100");
        Outcome<Receipt> second = pay("k", "100");

        assertThat(first).isEqualTo(new Outcome.Done<>(new Receipt("100", 1)));
        assertThat(second).isEqualTo(first);
        assertThat(done).hasValue(1);
    }

    @Test
    void theSameKeyWithAnotherInputIsRefused() {
        pay("k", "100");

        assertThat(refusal(pay("k", "200"))).isEqualTo(UserError.Code.IDEMPOTENCY_KEY_REUSED);
        assertThat(done).hasValue(1);
    }

    @Test
    void anotherActorAndAnotherMutationHaveKeysOfTheirOwn() {
        pay("k", "100");

        keys.once("bruno", "pay", "k", "100", Receipt.class, () -> receipt("100"));
        keys.once("ana", "refund", "k", "100", Receipt.class, () -> receipt("100"));

        assertThat(done).hasValue(3);
    }

    @Test
    void aKeyIsForgottenAfterSevenDays() {
        pay("k", "100");
        now = MONDAY.plus(IdempotencyKeys.KEPT).minusSeconds(1);
        assertThat(pay("k", "100")).isEqualTo(new Outcome.Done<>(new Receipt("100", 1)));

        now = MONDAY.plus(IdempotencyKeys.KEPT);

        assertThat(pay("k", "200")).isEqualTo(new Outcome.Done<>(new Receipt("200", 2)));
    }

    @Test
    void aDaysKeysAreRemovedByOneAlarmWhenTheLastOfThemIsOld() {
        pay("a", "100");
        pay("b", "100");
        now = MONDAY.plus(Duration.ofHours(5));
        pay("tomorrows", "100");

        Alarm alarm = database.findById("idempotencyKeys/2026-03-02", Alarm.class);
        assertThat(alarm).isNotNull();
        assertThat(alarm.at()).isEqualTo(Instant.parse("2026-03-10T00:00:00Z"));
        assertThat(keys.ring(alarm)).isNull();

        assertThat(database.findAll(IdempotencyKeys.UsedKey.class))
                .extracting(IdempotencyKeys.UsedKey::id)
                .containsExactly("ana/pay/tomorrows");
        assertThat(database.findAll(Alarm.class)).hasSize(2);
    }

    @Test
    void workThatFailsLeavesItsKeyFree() {
        assertThatThrownBy(() -> keys.once("ana", "pay", "k", "100", Receipt.class, () -> {
                    throw new IllegalStateException("no paper");
                }))
                .hasMessage("no paper");

        assertThat(pay("k", "100")).isEqualTo(new Outcome.Done<>(new Receipt("100", 1)));
    }

    @Test
    void aSecondTryDuringTheFirstIsToldToWait() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<Outcome<Receipt>> first =
                CompletableFuture.supplyAsync(() -> keys.once("ana", "pay", "k", "100", Receipt.class, () -> {
                    started.countDown();
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return receipt("100");
                }));
        started.await();

        assertThat(refusal(pay("k", "100"))).isEqualTo(UserError.Code.IN_PROGRESS);
        assertThat(refusal(pay("k", "200"))).isEqualTo(UserError.Code.IDEMPOTENCY_KEY_REUSED);
        release.countDown();

        assertThat(finished(first)).isEqualTo(pay("k", "100"));
        assertThat(done).hasValue(1);
    }

    private static Outcome<Receipt> finished(CompletableFuture<Outcome<Receipt>> first) {
        return first.orTimeout(20, java.util.concurrent.TimeUnit.SECONDS).join();
    }

    @Test
    void whoDiedAtWorkIsReplacedAfterAWhile() {
        assertThatThrownBy(() -> keys.once("ana", "pay", "k", "100", Receipt.class, () -> {
                    // What a killed process leaves behind: a claim that nobody will finish or free.
                    database.getCollection("idempotencyKeys")
                            .updateOne(
                                    new org.bson.Document("_id", "ana/pay/k"),
                                    new org.bson.Document("$inc", new org.bson.Document("version", 1L)));
                    throw new IllegalStateException("killed");
                }))
                .isInstanceOf(RuntimeException.class);
        assertThat(refusal(pay("k", "100"))).isEqualTo(UserError.Code.IN_PROGRESS);

        now = now.plus(Duration.ofMinutes(3));

        assertThat(pay("k", "100")).isEqualTo(new Outcome.Done<>(new Receipt("100", 1)));
    }

    @Test
    void workThatTakesLongKeepsItsKey() throws Exception {
        keys = new IdempotencyKeys(database, AlarmClock.over(database, clock), clock, Duration.ofMillis(20));
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<Outcome<Receipt>> first =
                CompletableFuture.supplyAsync(() -> keys.once("ana", "pay", "k", "100", Receipt.class, () -> {
                    started.countDown();
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return receipt("100");
                }));
        started.await();
        now = now.plus(Duration.ofMinutes(30));
        await().untilAsserted(() -> assertThat(
                        Objects.requireNonNull(database.findById("ana/pay/k", IdempotencyKeys.UsedKey.class))
                                .lastSign())
                .isEqualTo(now));

        now = now.plus(Duration.ofSeconds(90));

        assertThat(refusal(pay("k", "100"))).isEqualTo(UserError.Code.IN_PROGRESS);
        release.countDown();
        assertThat(finished(first)).isEqualTo(pay("k", "100"));
        assertThat(done).hasValue(1);
    }

    @Test
    void aBlankKeyAndALongOneAreRefused() {
        assertThat(refusal(pay(" ", "100"))).isEqualTo(UserError.Code.REQUIRED);
        assertThat(refusal(pay("k".repeat(101), "100"))).isEqualTo(UserError.Code.TOO_LONG);
        assertThat(done).hasValue(0);
    }

    private Outcome<Receipt> pay(String key, String input) {
        return keys.once("ana", "pay", key, input, Receipt.class, () -> receipt(input));
    }

    private Receipt receipt(String what) {
        return new Receipt(what, done.incrementAndGet());
    }

    private static UserError.Code refusal(Outcome<Receipt> outcome) {
        return switch (outcome) {
            case Outcome.Refused(UserError error) -> error.code();
            case Outcome.Done<Receipt> unexpected -> throw new AssertionError(unexpected);
        };
    }
}
