package ar.isac.crm.hub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LetterSecretsTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Authorization: Bearer EAAB123.x failed | Authorization: Bearer … failed",
                "GET https://host/v1?access_token=EAAB&limit=2 | GET https://host/v1?access_token=…&limit=2",
                "{\"app_secret\":\"s3cr3t\",\"id\":1} | {\"app_secret\":\"…\",\"id\":1}",
                "mongodb://crm:pass@host:27017 is down | mongodb://…@host:27017 is down",
                "password=hunter2 was refused | password=… was refused",
                "Unexpected character ('x') at https://host/path | Unexpected character ('x') at https://host/path"
            })
    void whatAnErrorSaysIsKeptWithoutItsSecrets(String said, String kept) {
        String letter = Parking.Letters.withoutSecrets(said);

        assertThat(letter).isEqualTo(kept);
    }
}
