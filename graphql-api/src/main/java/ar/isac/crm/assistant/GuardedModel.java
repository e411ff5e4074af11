package ar.isac.crm.assistant;

import ar.isac.crm.understanding.IntentModel;
import ar.isac.crm.understanding.MessageAnalysis;
import ar.isac.crm.understanding.ShopTerms;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The model with a limit to how long a customer waits for it. Calls run on threads of their own, so that one that never
 * comes back holds no conversation; when most fail or time out, none is tried for a while.
 */
final class GuardedModel {

    static final Duration LIMIT = Duration.ofSeconds(3);
    private static final Duration REST = Duration.ofSeconds(10);
    private static final int WINDOW = 10;

    private final IntentModel model;
    private final Supplier<ShopTerms> sold;
    private final Duration limit;
    private final CircuitBreaker breaker;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("intent-model-", 0).factory());

    /** {@code sold} gives what the shop sells at the time of a call. */
    GuardedModel(IntentModel model, Supplier<ShopTerms> sold) {
        this(model, sold, LIMIT);
    }

    GuardedModel(IntentModel model, Supplier<ShopTerms> sold, Duration limit) {
        this.model = model;
        this.sold = sold;
        this.limit = limit;
        this.breaker = CircuitBreaker.of(
                "intent-model",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(WINDOW)
                        .minimumNumberOfCalls(WINDOW / 2)
                        .waitDurationInOpenState(REST)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .build());
    }

    /**
     * Analyses texts in their order.
     *
     * @throws ModelFailure when the model throws, takes longer than the limit, or rests after failing
     */
    List<MessageAnalysis> analyse(List<String> texts) {
        try {
            return breaker.executeCallable(() -> within(() -> model.analyse(texts, sold.get())));
        } catch (CallNotPermittedException resting) {
            throw new ModelFailure("The intent model rests after failing", resting);
        } catch (TimeoutException slow) {
            throw new ModelFailure("The intent model took longer than " + limit, slow);
        } catch (ExecutionException failed) {
            throw new ModelFailure("The intent model failed", failed);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new ModelFailure("Interrupted while waiting for the intent model", stopping);
        } catch (Exception unexpected) {
            throw new ModelFailure("The intent model could not be asked", unexpected);
        }
    }

    private <T> T within(Callable<T> call) throws Exception {
        Future<T> result = threads.submit(call);
        try {
            return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            result.cancel(true);
        }
    }
}
