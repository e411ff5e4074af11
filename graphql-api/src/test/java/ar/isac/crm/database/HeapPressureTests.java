package ar.isac.crm.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapPressureTests {

    @Test
    void theOwnerIsToldFromSixtyPercentOn() {
        assertThat(new HeapPressure(() -> 0.59).isHigh()).isFalse();
        assertThat(new HeapPressure(() -> 0.6).isHigh()).isTrue();
    }

    @Test
    void theShareOfThisProcessIsBetweenNothingAndAll() {
        assertThat(HeapPressure.ofThisProcess().share()).isBetween(0.0, 1.0);
    }
}
