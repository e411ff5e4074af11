package ar.isac.crm.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CannedReplyTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "¡Hola {{customer.name}}! Soy {{advisor.name}} de {{shop.name}}. | ¡Hola Marta! Soy Ana de ISAC Tech.",
                "Gracias, {{ customer.name }}, ya te aviso. | Gracias, Marta, ya te aviso.",
                "Sin lugares | Sin lugares"
            })
    void thePlacesAreFilledIn(String text, String expected) {
        assertThat(reply(text).rendered(new CannedReply.Names("Marta", "Ana", "ISAC Tech")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "¡Hola {{customer.name}}! ¿Cómo va? | ¡Hola! ¿Cómo va?",
                "Gracias, {{customer.name}}, ya te aviso. | Gracias, ya te aviso."
            })
    void aNameThatNobodyKnowsLeavesNoHole(String text, String expected) {
        assertThat(reply(text).rendered(new CannedReply.Names(null, "Ana", null)))
                .isEqualTo(expected);
    }

    @Test
    void whatIsFilledInIsNeverReadAgain() {
        assertThat(reply("Hola {{customer.name}}")
                        .rendered(new CannedReply.Names("{{advisor.name}} $1 \\", "Ana", null)))
                .isEqualTo("Hola {{advisor.name}} $1 \\");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hola {{customer.phone}}", "Hola {{}}", "Hola {{customer.name", "Hola customer.name}}"})
    void aPlaceThatNothingFillsIsFound(String text) {
        assertThat(CannedReply.unknownPlaces(text)).isNotEmpty();
    }

    private static CannedReply reply(String text) {
        return new CannedReply("1", 0L, "/x", "", text, true, Instant.EPOCH);
    }
}
