package ar.isac.crm.customer;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.customer.Consent.Purpose;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsentTests {

    private static final Instant NOON = Instant.parse("2026-11-18T12:00:00Z");
    private static final String SECOND = Consent.byMessage("c-1/0000000002");

    private final Consent said = new Consent(
            "ana/MARKETING", null, "ana", Purpose.MARKETING, false, "escribió BAJA", SECOND, NOON, List.of());

    @Test
    void whatWasSaidLaterCounts() {
        assertThat(said.isOlderThan(Consent.byPlatform("whatsapp"), NOON.plusSeconds(1)))
                .isTrue();
        assertThat(said.isOlderThan(Consent.byMessage("c-1/0000000003"), NOON.minusSeconds(1)))
                .isFalse();
    }

    @Test
    void ofTwoMessagesOfOneSecondTheLaterInTheThreadCounts() {
        assertThat(said.isOlderThan(Consent.byMessage("c-1/0000000010"), NOON)).isTrue();
        assertThat(said.isOlderThan(Consent.byMessage("c-1/0000000001"), NOON)).isFalse();
        assertThat(said.isOlderThan(SECOND, NOON)).isFalse();
    }

    @Test
    void nothingTellsWhichOfTwoSourcesWasHeardFirstWithinASecond() {
        assertThat(said.isOlderThan(Consent.byMessage("c-2/0000000003"), NOON)).isFalse();
        assertThat(said.isOlderThan(Consent.byPlatform("whatsapp"), NOON)).isFalse();
    }
}
