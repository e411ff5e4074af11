package ar.isac.crm.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ar.isac.crm.understanding.Intent;
import ar.isac.crm.understanding.IntentModel;
import ar.isac.crm.understanding.MessageAnalysis;
import ar.isac.crm.understanding.MessageAnalysis.ScoredIntent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ServedModelTests {

    @Test
    void aCallEndsWithTheModelItBeganWithWhichIsClosedOnlyThen() throws Exception {
        Model first = new Model("first");
        Model second = new Model("second");
        ServedModel served = new ServedModel(first);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            first.isHeld = new CountDownLatch(1);
            first.hasBegun = new CountDownLatch(1);
            Future<MessageAnalysis> underWay = threads.submit(() -> served.analyse("hola"));
            first.hasBegun.await();

            served.replaceBy(second);

            assertThat(served.analyse("hola").modelVersion()).isEqualTo("second");
            assertThat(first.isClosed).isFalse();
            first.isHeld.countDown();
            assertThat(underWay.get().modelVersion()).isEqualTo("first");
            assertThat(first.isClosed).isTrue();
        }
        served.close();
        assertThat(second.isClosed).isTrue();
        assertThatIllegalStateException().isThrownBy(() -> served.analyse("hola"));
    }

    @Test
    void noCallIsDroppedHoweverOftenModelsChange() throws Exception {
        ServedModel served = new ServedModel(new Model("0"));
        AtomicBoolean isOver = new AtomicBoolean();
        List<Model> replaced = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Integer>> callers = new ArrayList<>();
            for (int n = 0; n < 4; n++) {
                callers.add(threads.submit(() -> {
                    int calls = 0;
                    do {
                        served.analyse(List.of("a", "b"));
                        calls++;
                    } while (!isOver.get());
                    return calls;
                }));
            }
            for (int n = 1; n <= 2_000; n++) {
                Model next = new Model(Integer.toString(n));
                replaced.add(next);
                served.replaceBy(next);
            }
            isOver.set(true);
            for (Future<Integer> caller : callers) {
                assertThat(caller.get()).isPositive();
            }
        }
        assertThat(replaced.subList(0, 1_999)).allMatch(model -> model.isClosed);
        assertThat(replaced.getLast().isClosed).isFalse();
    }

    /** Fails when it is asked after it was closed. */
    private static final class Model implements IntentModel {

        private final String version;
        private volatile boolean isClosed;
        private volatile CountDownLatch isHeld = new CountDownLatch(0);
        private volatile CountDownLatch hasBegun = new CountDownLatch(0);

        Model(String version) {
            this.version = version;
        }

        @Override
        public MessageAnalysis analyse(String text) {
            hasBegun.countDown();
            try {
                isHeld.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (isClosed) {
                throw new AssertionError("closed under a call");
            }
            ScoredIntent other = new ScoredIntent(Intent.OTHER, 0.5);
            return new MessageAnalysis(List.of(other), other, List.of(), 0, 0, false, version);
        }

        @Override
        public List<MessageAnalysis> analyse(List<String> texts) {
            return texts.stream().map(this::analyse).toList();
        }

        @Override
        public String version() {
            return version;
        }

        @Override
        public void close() {
            assertThat(isClosed).isFalse();
            isClosed = true;
        }
    }
}
