package ar.isac.crm.assistant;

import ar.isac.crm.catalog.ImportedCatalog;
import java.io.IOException;
import java.net.URISyntaxException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decisions without the model, as the catalogue grows. */
class DecisionBenchmark {

    private static final Logger log = LoggerFactory.getLogger(DecisionBenchmark.class);

    @ParameterizedTest
    @ValueSource(ints = {1_000, 10_000, 50_000})
    void grows(int products) throws IOException, URISyntaxException {
        try (ImportedCatalog shop = DecisionPace.shop(products)) {
            DecisionPace pace = DecisionPace.of(shop, 2, 3);
            log.warn(
                    "BENCHMARK {} products, {} messages: a decision takes p50 {} ms, p90 {} ms, p99 {} ms, longest {}"
                            + " ms",
                    products,
                    pace.messages(),
                    rounded(pace.quantile(0.5)),
                    rounded(pace.quantile(0.9)),
                    rounded(pace.quantile(0.99)),
                    rounded(pace.quantile(1)));
            pace.slowest(5).forEach(slow -> log.warn("BENCHMARK {} products, slow: {}", products, slow));
        }
    }

    private static double rounded(double millis) {
        return Math.round(millis * 100) / 100.0;
    }
}
