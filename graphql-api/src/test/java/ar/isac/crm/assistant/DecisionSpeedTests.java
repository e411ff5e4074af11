package ar.isac.crm.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.catalog.ImportedCatalog;
import java.io.IOException;
import java.net.URISyntaxException;
import org.junit.jupiter.api.Test;

/** Decisions, without the model, at a big shop. */
class DecisionSpeedTests {

    private static final int PRODUCTS = 10_000;

    /** What is promised of the usual decision, in milliseconds on the processor. */
    private static final double PROMISED = 5;

    /** How much longer one of a hundred may take, beside everything else that the machine does. */
    private static final int MARGIN = 4;

    @Test
    void aDecisionIsQuickAtTenThousandProducts() throws IOException, URISyntaxException {
        try (ImportedCatalog shop = DecisionPace.shop(PRODUCTS)) {
            DecisionPace pace = DecisionPace.of(shop, 1, 1);

            assertThat(pace.messages()).isGreaterThan(900);
            assertThat(pace.quantile(0.5)).isLessThan(PROMISED);
            assertThat(pace.quantile(0.99)).as(pace.slowest(5).toString()).isLessThan(MARGIN * PROMISED);
        }
    }
}
