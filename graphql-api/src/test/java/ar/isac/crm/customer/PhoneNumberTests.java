package ar.isac.crm.customer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberTests {

    @ParameterizedTest
    @CsvSource({
        "AR, +54 9 11 2345-6789, +5491123456789",
        "AR, 5491123456789, +5491123456789",
        "AR, +54 11 15-2345-6789, +5491123456789",
        "AR, 011 15-2345-6789, +5491123456789",
        "AR, 11 2345-6789, +541123456789",
        "AR, 0351 15 234-5678, +5493512345678",
        "AR, 02966 15 42-3456, +5492966423456",
        "AR, 9 11 2345 6789, +5491123456789",
        "MX, 5215512345678, +525512345678",
        "MX, 55 1234 5678, +525512345678",
        "MX, 044 55 1234 5678, +525512345678",
        "BR, 551187654321, +551187654321",
        "BR, (11) 98765-4321, +5511987654321",
        "AR, +34 600 123 456, +34600123456",
    })
    void aNumberIsReadAsItsCountryWritesIt(String region, String written, String e164) {
        assertThat(PhoneNumber.read(written, region)).map(PhoneNumber::e164).hasValue(e164);
    }

    @ParameterizedTest
    @CsvSource({
        "5491123456789, +54 11 2345-6789",
        "5491123456789, +54 11 15-2345-6789",
        "5493512345678, +54 351 234-5678",
        "5215512345678, +52 55 1234 5678",
        "5511987654321, 551187654321",
    })
    void theWaysToWriteOnePhoneAreAlike(String one, String other) {
        assertThat(PhoneNumber.international(one).orElseThrow().matchKey())
                .isEqualTo(PhoneNumber.international(other).orElseThrow().matchKey());
    }

    @Test
    void otherPhonesAreNotAlike() {
        assertThat(PhoneNumber.international("5491123456789").orElseThrow().matchKey())
                .isNotEqualTo(
                        PhoneNumber.international("5491123456780").orElseThrow().matchKey());
    }

    @ParameterizedTest
    @ValueSource(strings = {"15 2345 6789", "1234", "hola", "", "AR.123456", "+5411234567890123456"})
    void whatIsNoNumberIsNone(String written) {
        assertThat(PhoneNumber.read(written, "AR")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "5491123456789, 54111523456789",
        "5492214567890, 54221154567890",
        "5492944123456, 54294154123456",
        "54111523456789, 5491123456789"
    })
    void listsOfTestNumbersHaveMobilesInTheOtherForm(String digits, String other) {
        assertThat(PhoneNumber.otherListedForm(digits)).hasValue(other);
    }

    @ParameterizedTest
    @ValueSource(strings = {"541123456789", "5511987654321", "5215512345678", "549112345678", "AR.123"})
    void noOtherNumberHasAnotherForm(String digits) {
        assertThat(PhoneNumber.otherListedForm(digits)).isEmpty();
    }
}
