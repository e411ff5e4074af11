package ar.isac.crm.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.hub.Entry;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Customer;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Webhooks accepted durably, against raw durable sends on the same broker in the same run. */
class WebhookBenchmark {

    private static final Logger log = LoggerFactory.getLogger(WebhookBenchmark.class);
    private static final int THREADS = 16;
    private static final int MESSAGES = 4_000;

    @Test
    void webhooksAgainstRawSends() throws Exception {
        try (Platform platform = new Platform();
                Crm crm = Crm.start(
                        platform,
                        // Nobody consumes what is measured: an answer is an hour away.
                        Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT1H"),
                        ScriptedAssistant.class)) {
            Customer customer = crm.customer("5491155620000");
            Entry entry = crm.bean(Entry.class);
            for (int round = 1; round <= 3; round++) {
                int unique = round * 1_000_000;
                double webhooks = perSecond(n -> deliver(crm, unique + n));
                double raw = perSecond(n -> entry.publish(List.of(new Publication(
                        "crm.benchmark", "group " + n % 500, Duration.ZERO, customer.text("x" + n, "hola")))));
                log.warn(
                        "round {}: {} webhooks/s accepted durably, {} raw durable sends/s on the same broker, ratio {}",
                        round,
                        Math.round(webhooks),
                        Math.round(raw),
                        Math.round(100 * webhooks / raw) / 100.0);
            }
        }
    }

    private static void deliver(Crm crm, int n) {
        Customer customer = crm.customer("54911556" + "%05d".formatted(n % 500));
        assertThat(customer.deliver(customer.text("wamid.bench." + n, "hola " + n)))
                .isEqualTo(200);
    }

    private static double perSecond(IntConsumer work) throws Exception {
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int first = thread;
                running.add(threads.submit(() -> IntStream.iterate(first, n -> n < MESSAGES, n -> n + THREADS)
                        .forEach(work)));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        return MESSAGES / ((System.nanoTime() - start) / 1e9);
    }
}
