package ar.isac.crm.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class NotificationSignatureTests {

    /** Mercado Pago's own example. */
    private static final NotificationSignature SIGNATURE = new NotificationSignature("your_secret_key_here");

    private static final String ID = "ord01jq4s4ky8hwq6na5pxb65b3d3";
    private static final String REQUEST = "2066ca19-c6f1-498a-be75-1923005edd06";
    private static final String TS = "1742505638683";
    private static final String V1 = "633f91233312dd391ec75fa0bea539cfc2d6c4918873305b84a96cc1c58db71c";
    private static final Instant THEN = Instant.ofEpochMilli(1_742_505_638_683L);

    @Test
    void theProvidersOwnExampleMatches() {
        assertThat(SIGNATURE.of(ID, REQUEST, TS)).isEqualTo(V1);
        assertThat(SIGNATURE.matches("ts=" + TS + ",v1=" + V1, REQUEST, ID, THEN))
                .isTrue();
    }

    @Test
    void anIdThatComesInCapitalsMatchesItsSmallLetters() {
        assertThat(SIGNATURE.matches("ts=" + TS + ",v1=" + V1, REQUEST, ID.toUpperCase(java.util.Locale.ROOT), THEN))
                .isTrue();
    }

    @Test
    void secondsAreUnderstoodLikeMilliseconds() {
        String ts = "1742505638";
        String header = "ts=" + ts + ",v1=" + SIGNATURE.of("123", REQUEST, ts);

        assertThat(SIGNATURE.matches(header, REQUEST, "123", THEN)).isTrue();
    }

    @Test
    void anythingElseIsRefused() {
        String header = "ts=" + TS + ",v1=" + V1;

        assertThat(SIGNATURE.matches(null, REQUEST, ID, THEN)).isFalse();
        assertThat(SIGNATURE.matches("", REQUEST, ID, THEN)).isFalse();
        assertThat(SIGNATURE.matches("ts=,v1=", REQUEST, ID, THEN)).isFalse();
        assertThat(SIGNATURE.matches("ts=99999999999999999999,v1=" + V1, REQUEST, ID, THEN))
                .isFalse();
        assertThat(SIGNATURE.matches(header, REQUEST, "other", THEN)).isFalse();
        assertThat(SIGNATURE.matches(header, "other", ID, THEN)).isFalse();
        assertThat(SIGNATURE.matches(header, null, ID, THEN)).isFalse();
        assertThat(new NotificationSignature("other").matches(header, REQUEST, ID, THEN))
                .isFalse();
    }

    @Test
    void whatWasRecordedIsNotBelievedLater() {
        String header = "ts=" + TS + ",v1=" + V1;

        assertThat(SIGNATURE.matches(header, REQUEST, ID, THEN.plus(NotificationSignature.TOLERANCE)))
                .isTrue();
        assertThat(SIGNATURE.matches(
                        header,
                        REQUEST,
                        ID,
                        THEN.plus(NotificationSignature.TOLERANCE).plusSeconds(1)))
                .isFalse();
    }
}
