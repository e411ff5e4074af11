package ar.isac.crm.security;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.pending.Alarm;
import ar.isac.crm.pending.AlarmClock;
import ar.isac.crm.security.LoginLimits.Answer;
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
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

class LoginLimitsTests {

    private static final String HERE = "203.0.113.7";
    private static final String ANA = "ana@demo.shop";

    private final MongoServer server = new MongoServer(new MemoryBackend());
    private volatile Instant now = Instant.parse("2026-03-02T22:00:00Z");
    private MongoClient client;
    private MongoTemplate database;
    private LoginLimits limits;

    @BeforeEach
    void open() {
        server.bind(new InetSocketAddress("localhost", 0));
        client = MongoClients.create(
                "mongodb://localhost:" + server.getLocalAddress().getPort() + "/?retryWrites=false");
        database = new MongoTemplate(client, "logins");
        Clock clock = new Clock() {
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
        limits = new LoginLimits(database, AlarmClock.over(database, clock), clock);
    }

    @AfterEach
    void close() {
        client.close();
        server.shutdownNow();
    }

    private boolean goes(String address, String email) {
        return limits.attempt(address, email) instanceof Answer.Go;
    }

    @Test
    void theSixthGuessFromOneAddressWaitsUntilTheFirstIsFiveMinutesOld() {
        for (int n = 0; n < 5; n++) {
            assertThat(goes(HERE, n + ANA)).isTrue();
            now = now.plusSeconds(10);
        }

        assertThat(limits.attempt(HERE, ANA)).isEqualTo(new Answer.Wait(Duration.ofSeconds(250)));
        assertThat(goes("203.0.113.8", ANA)).isTrue();
        now = now.plusSeconds(251);
        assertThat(goes(HERE, ANA)).isTrue();
        assertThat(goes(HERE, ANA)).isFalse();
    }

    @Test
    void theEleventhGuessAtOneEmailWaitsWhereverItComesFrom() {
        for (int n = 0; n < 10; n++) {
            assertThat(goes("198.51.100." + n, n % 2 == 0 ? ANA : " ANA@demo.shop "))
                    .isTrue();
        }

        assertThat(limits.attempt("198.51.100.99", ANA)).isEqualTo(new Answer.Wait(Duration.ofMinutes(15)));
        assertThat(goes("198.51.100.99", "bruno@demo.shop")).isTrue();
    }

    @Test
    void aRightPasswordCountsForNothing() {
        for (int n = 0; n < 30; n++) {
            limits.right((Answer.Go) limits.attempt(HERE, ANA));
            now = now.plusMillis(1);
        }

        assertThat(goes(HERE, ANA)).isTrue();
    }

    @Test
    void guessesAtTheSameTimeAreCountedToo() throws Exception {
        List<Callable<Boolean>> guesses = IntStream.range(0, 40)
                .<Callable<Boolean>>mapToObj(n -> () -> goes(HERE, n + ANA))
                .toList();

        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Boolean> went =
                    threads.invokeAll(guesses).stream().map(Future::resultNow).toList();
            assertThat(went).filteredOn(gone -> gone).hasSize(5);
        }
    }

    @Test
    void whatIsOverIsForgotten() {
        limits.attempt(HERE, ANA);
        Alarm alarm = database.findAll(Alarm.class).getFirst();
        now = now.plus(Duration.ofMinutes(16));

        assertThat(limits.ring(alarm)).isNull();
        assertThat(database.findAll(LoginLimits.Attempts.class)).hasSize(1);
    }
}
