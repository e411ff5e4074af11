package ar.isac.crm.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.outgoing.Webhook.Pause.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class WebhookStateTests {

    private static final Instant NOON = Instant.parse("2030-05-05T15:00:00Z");

    private static Webhook telling(String... events) {
        return new Webhook(
                "w",
                null,
                "ERP",
                "https://erp.example.com/in",
                List.of(events),
                List.of(),
                false,
                false,
                null,
                Webhook.Health.UNKNOWN,
                NOON);
    }

    @Test
    void itIsToldWhatItAskedForAndNothingElse() {
        assertThat(telling("sale.*").wants("sale.paid")).isTrue();
        assertThat(telling("sale.*").wants("sales.paid")).isFalse();
        assertThat(telling("sale.paid").wants("sale.created")).isFalse();
        assertThat(telling("*").wants("customer.changed")).isTrue();
    }

    @Test
    void aNewSecretSignsBesideTheOldOneForADayAndThenAlone() {
        Webhook rotated = telling("*").signing("one", NOON).signing("two", NOON);

        assertThat(rotated.sealedSecrets(NOON.plus(Duration.ofHours(23)))).containsExactly("two", "one");
        assertThat(rotated.sealedSecrets(NOON.plus(Duration.ofHours(25)))).containsExactly("two");
        assertThat(rotated.signing("three", NOON).sealedSecrets(NOON)).containsExactly("three", "two");
    }

    @Test
    void whoTakesNothingForFiveDaysIsPausedAndWhoTakesSomethingBeginsAnew() {
        Webhook failing = telling("*").failed("HTTP 500", NOON);

        assertThat(failing.failed("HTTP 500", NOON.plus(Duration.ofDays(4))).isActive())
                .isTrue();
        Webhook paused = failing.failed("HTTP 500", NOON.plus(Duration.ofDays(5)));
        assertThat(Objects.requireNonNull(paused.pause()).reason()).isEqualTo(Reason.FAILING);
        Webhook mended =
                failing.succeeded(NOON.plus(Duration.ofDays(4))).failed("HTTP 500", NOON.plus(Duration.ofDays(6)));
        assertThat(mended.isActive()).isTrue();
        assertThat(paused.resumed()
                        .failed("HTTP 500", NOON.plus(Duration.ofDays(6)))
                        .isActive())
                .isTrue();
    }

    @Test
    void anAddressThatIsNoAdministratorsIsNotTrustedHoweverTheOneBeforeWas() {
        Webhook byAdmin = telling("*").described("ERP", "http://10.0.0.5/in", List.of("*"), false, true);
        Webhook renamed = byAdmin.described("Otro", "http://10.0.0.5/in", List.of("*"), false, false);
        Webhook moved = byAdmin.described("Otro", "http://10.0.0.6/in", List.of("*"), false, false);

        assertThat(renamed.isTrusted()).isTrue();
        assertThat(moved.isTrusted()).isFalse();
    }
}
