package ar.isac.crm.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.catalog.Stock.Told;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What becomes of a count that the shop's own system tells while this product sells. */
class StockCountTests {

    private static final Instant NOON = Instant.parse("2030-05-05T15:00:00Z");

    @Test
    void whatWasSoldAfterTheMomentOfTheCountIsTakenOffItAgain() {
        Stock sold = Stock.of(10).taking("V-1", 3, NOON).orElseThrow();

        assertThat(sold.told(10, new Told(NOON.minusSeconds(1), "a")).onHand()).isEqualTo(7);
        assertThat(sold.told(7, new Told(NOON.plusSeconds(1), "b")).onHand()).isEqualTo(7);
    }

    @Test
    void aCountThatIsOlderThanTheLastOrTheSameAgainChangesNothing() {
        Stock told = Stock.of(10).told(8, new Told(NOON, "a"));
        Stock corrected = told.counted(5);

        assertThat(corrected.told(8, new Told(NOON, "a"))).isEqualTo(corrected);
        assertThat(corrected.told(12, new Told(NOON.minusSeconds(1), "b"))).isEqualTo(corrected);
        assertThat(corrected.told(12, new Told(NOON, "c")).onHand()).isEqualTo(12);
    }

    @Test
    void aCountBelowWhatIsPromisedLeavesNothingToSellAndKeepsThePromises() {
        Stock promised = Stock.of(5).reserving("V-1", 4).orElseThrow();

        Stock told = promised.told(2, new Told(NOON, "a"));

        assertThat(told.sellable()).isZero();
        assertThat(told.reserved()).hasSize(1);
        assertThat(told.taking("V-1", 4, NOON)).isEmpty();
    }

    @Test
    void aCountNeverFallsBelowZero() {
        Stock sold = Stock.of(10).taking("V-1", 6, NOON).orElseThrow();

        assertThat(sold.told(4, new Told(NOON.minusSeconds(1), "a")).onHand()).isZero();
    }

    @Test
    void aSaleThatWasUndoneIsNotTakenOff() {
        Stock undone = Stock.of(10).taking("V-1", 3, NOON).orElseThrow().givenBack("V-1", 3);

        assertThat(undone.told(10, new Told(NOON.minusSeconds(1), "a")).onHand())
                .isEqualTo(10);
    }

    @Test
    void moreSalesThanCanBeRememberedNeverMakeMoreOfTheStock() {
        Stock stock = Stock.of(1_000);
        for (int i = 0; i < 500; i++) {
            stock = stock.taking("V-" + i, 1, NOON.plus(Duration.ofMinutes(i))).orElseThrow();
        }

        int leftByNewest = stock.told(1_000, new Told(NOON.plus(Duration.ofMinutes(499)), "a"))
                .onHand();
        int left = stock.told(1_000, new Told(NOON.minusSeconds(1), "b")).onHand();

        assertThat(stock.lately()).hasSize(200);
        assertThat(leftByNewest).isEqualTo(1_000);
        assertThat(left).isEqualTo(500);
    }
}
