package ar.isac.crm.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Customer;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The largest delivery that Meta makes. */
class DeliveryBenchmark {

    private static final Logger log = LoggerFactory.getLogger(DeliveryBenchmark.class);
    private static final int BATCHES = 16;
    private static final int COLD = 6;

    /** The largest delivery there is: a thousand updates in three megabytes. */
    @Test
    void theLargestDelivery() {
        try (Platform platform = new Platform();
                Crm crm = Crm.start(platform, Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT1H"), ScriptedAssistant.class)) {
            Customer customer = crm.customer("5491155629999");
            List<Double> millis = new ArrayList<>();
            for (int round = 0; round < BATCHES; round++) {
                String body = batch(customer, round);
                long start = System.nanoTime();
                assertThat(customer.deliver(body)).isEqualTo(200);
                if (round >= COLD) {
                    millis.add((System.nanoTime() - start) / 1e6);
                }
            }
            millis.sort(null);
            log.warn(
                    "round: {} deliveries of 1,000 updates in {} bytes, ms: p50 {}, p90 {}, longest {}",
                    millis.size(),
                    batch(customer, 0).length(),
                    Math.round(millis.get(millis.size() / 2)),
                    Math.round(millis.get(millis.size() * 9 / 10)),
                    Math.round(millis.getLast()));
        }
    }

    /** Statuses, as most of what comes is, each with an error's long text. */
    private static String batch(Customer customer, int round) {
        String one = customer.status("wamid.x", "failed");
        int start = one.indexOf("\"statuses\":[") + "\"statuses\":[".length();
        int end = one.indexOf("}]", start) + 1;
        String status = one.substring(start, end)
                .replace(
                        "\"status\":\"failed\"",
                        "\"status\":\"failed\",\"errors\":[{\"code\":131026,\"title\":\"" + "x".repeat(2_700) + "\"}]");
        String all = IntStream.range(0, 1_000)
                .mapToObj(n -> status.replace("wamid.x", "wamid.none." + round + "." + n))
                .collect(Collectors.joining(","));
        return one.substring(0, start) + all + one.substring(end);
    }
}
