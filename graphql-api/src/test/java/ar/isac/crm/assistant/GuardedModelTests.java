package ar.isac.crm.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ar.isac.crm.understanding.IntentModel;
import ar.isac.crm.understanding.MessageAnalysis;
import ar.isac.crm.understanding.ShopTerms;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GuardedModelTests {

    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void aModelThatNeverAnswersIsLeftAfterThreeSeconds() {
        CountDownLatch never = new CountDownLatch(1);
        GuardedModel model = guarded(model(texts -> {
            await(never);
            return List.of();
        }));
        Instant start = Instant.now();

        assertThatExceptionOfType(ModelFailure.class)
                .isThrownBy(() -> model.analyse(List.of("hola")))
                .matches(ModelFailure::isTimeout);

        assertThat(Duration.between(start, Instant.now())).isBetween(GuardedModel.LIMIT, Duration.ofSeconds(5));
    }

    @Test
    void aModelThatThrowsIsNamedAsTheCause() {
        GuardedModel model = guarded(model(texts -> {
            throw new IllegalStateException("broken");
        }));

        assertThatExceptionOfType(ModelFailure.class)
                .isThrownBy(() -> model.analyse(List.of("hola")))
                .withRootCauseInstanceOf(IllegalStateException.class)
                .matches(failure -> !ModelFailure.isTimeout(failure));
    }

    @Test
    void aModelThatKeepsFailingIsNotAskedForAWhile() {
        GuardedModel model = guarded(model(texts -> {
            throw new IllegalStateException("broken");
        }));
        for (int i = 0; i < 5; i++) {
            assertThatExceptionOfType(ModelFailure.class).isThrownBy(() -> model.analyse(List.of("hola")));
        }

        assertThatExceptionOfType(ModelFailure.class)
                .isThrownBy(() -> model.analyse(List.of("hola")))
                .withCauseInstanceOf(CallNotPermittedException.class);

        assertThat(calls).hasValue(5);
    }

    private static GuardedModel guarded(IntentModel model) {
        return new GuardedModel(model, () -> ShopTerms.NONE);
    }

    private interface Reading {
        List<MessageAnalysis> of(List<String> texts);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private IntentModel model(Reading reading) {
        return new IntentModel() {
            @Override
            public MessageAnalysis analyse(String text) {
                return analyse(List.of(text)).getFirst();
            }

            @Override
            public List<MessageAnalysis> analyse(List<String> texts) {
                calls.incrementAndGet();
                return reading.of(texts);
            }

            @Override
            public String version() {
                return "test";
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
    }
}
