package ar.isac.crm.customer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContactWishTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BAJA",
                "baja.",
                "Stop!!",
                "darme de baja por favor",
                "Hola, quiero darme de baja",
                "No quiero recibir más promociones",
                "no me manden mas publicidad, gracias"
            })
    void theWholeMessageAsksForNoMore(String text) {
        assertThat(ContactWish.in(text)).hasValue(ContactWish.STOP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ALTA", "start", "quiero recibir las promociones"})
    void orForMessagesAgain(String text) {
        assertThat(ContactWish.in(text)).hasValue(ContactWish.RESUME);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "la batería se baja rápido",
                "tenes gama baja?",
                "no para, stop and go",
                "quiero dar de baja mi linea y comprar otro",
                "",
                "👍"
            })
    void anythingElseIsNoWish(String text) {
        assertThat(ContactWish.in(text)).isEmpty();
    }

    @Test
    void aWordThatWasJustOfferedChoosesIt() {
        assertThat(ContactWish.answers("baja", "¿La querés de gama alta o baja?"))
                .isTrue();
        assertThat(ContactWish.answers("baja", "¿Te preparo la cotización?")).isFalse();
        assertThat(ContactWish.answers("stop", "Escribí STOP")).isFalse();
    }
}
