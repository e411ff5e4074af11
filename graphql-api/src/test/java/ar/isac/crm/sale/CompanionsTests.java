package ar.isac.crm.sale;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CompanionsTests {

    private static final Instant MONDAY = Instant.parse("2026-03-02T15:00:00Z");

    @Test
    void theMostFrequentComesFirstAndASaleThatIsCountedAgainCountsOnce() {
        Companions phone = Companions.of("iPhone 15")
                .with("1", Set.of("Funda", "Cargador"), MONDAY)
                .with("2", Set.of("Cargador"), MONDAY)
                .with("2", Set.of("Cargador"), MONDAY)
                .with("1", Set.of("Funda"), MONDAY);

        assertThat(phone.others()).extracting(Companions.Companion::family).containsExactly("Cargador", "Funda");
        assertThat(phone.others()).extracting(Companions.Companion::sales).containsExactly(2, 1);
    }

    @Test
    void itNeverGrowsBeyondItsBoundsAndWhoIsBoughtOftenOutlivesTheOthers() {
        Companions phone = Companions.of("iPhone 15");
        for (int sale = 0; sale < 1_000; sale++) {
            phone = phone.with(
                    "sale-" + sale,
                    sale % 3 == 0 ? Set.of("Funda", "Raro " + sale) : Set.of("Raro " + sale),
                    MONDAY.plusSeconds(sale));
        }

        assertThat(phone.others()).hasSize(20);
        assertThat(phone.counted()).hasSize(50).last().isEqualTo("sale-999");
        assertThat(phone.others().getFirst())
                .isEqualTo(new Companions.Companion("Funda", 334, MONDAY.plusSeconds(999)));
    }
}
