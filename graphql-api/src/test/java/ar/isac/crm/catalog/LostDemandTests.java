package ar.isac.crm.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ar.isac.crm.catalog.LostDemand.Asked;
import ar.isac.crm.graphql.IllegalCursor;
import ar.isac.crm.graphql.Page;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LostDemandTests {
    private final CatalogFixture shop = new CatalogFixture();
    private final LostDemand demand = new LostDemand(shop.mongo, Clock.systemUTC());

    @AfterEach
    void close() throws IOException {
        shop.close();
    }

    private static Asked asked(String key) {
        return new Asked(key, "conversation", "Zapatilla Runner 3", null, Map.of("talle", "44", "a.b", "x"), 1);
    }

    @Test
    void whatIsToldTwiceIsKeptOnce() {
        demand.record(asked("in/1"));
        demand.record(asked("in/1"));
        demand.record(asked("in/2"));

        assertThat(demand.newest(10, null).nodes())
                .extracting(LostDemand.Entry::key)
                .containsExactly("in/2", "in/1");
    }

    @Test
    void twoNodesKeepEverythingAndPagesShowItOnce() {
        LostDemand other = new LostDemand(shop.mongo, Clock.systemUTC());
        try (ExecutorService people = Executors.newFixedThreadPool(4)) {
            IntStream.range(0, 50)
                    .forEach(n -> people.execute(() -> (n % 2 == 0 ? demand : other).record(asked("in/" + n))));
        }

        Page<LostDemand.Entry> first = demand.newest(30, null);
        Page<LostDemand.Entry> rest =
                demand.newest(30, first.pageInfo().getEndCursor().getValue());

        assertThat(first.nodes()).hasSize(30);
        assertThat(first.pageInfo().isHasNextPage()).isTrue();
        assertThat(rest.nodes()).hasSize(20).doesNotContainAnyElementsOf(first.nodes());
        assertThat(rest.pageInfo().isHasNextPage()).isFalse();
        assertThatThrownBy(() -> demand.newest(1, "x")).isInstanceOf(IllegalCursor.class);
    }
}
