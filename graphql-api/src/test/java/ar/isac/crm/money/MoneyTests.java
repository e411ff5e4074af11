package ar.isac.crm.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ar.isac.crm.money.AmountReader.Amount;
import ar.isac.crm.money.AmountReader.Reason;
import ar.isac.crm.money.AmountReader.Refused;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTests {
    private static final Locale ARGENTINA = Locale.forLanguageTag("es-AR");

    private final MoneyFormat format = new MoneyFormat(ARGENTINA);
    private final AmountReader reader = new AmountReader(ARGENTINA, "ARS");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"150000000|$1.500.000", "150000050|$1.500.000,50", "5|$0,05", "0|$0", "-4200000|-$42.000"})
    void amountsReadAsCustomersAreUsedTo(long centavos, String text) {
        assertThat(format.format(new Money(centavos, "ARS"))).isEqualTo(text);
    }

    @Test
    void otherCurrenciesAreTold() {
        assertThat(format.format(new Money(1_050, "USD"))).isEqualTo("US$10,50");
        assertThat(new MoneyFormat(Locale.US).format(new Money(150_000, "USD"))).isEqualTo("$1,500");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.500.000,50|150000050",
                "1500000.50|150000050",
                "$ 1.500.000|150000000",
                "1,500,000.50|150000050",
                "1500000|150000000",
                "1.500|150000",
                "1500,5|150050",
                "99.90|9990",
                "ARS 42|4200",
                "42 ARS|4200",
                "AR$ 1.000|100000",
                "$1.000,00|100000",
                "0,05|5",
                "100.0|10000"
            })
    void pricesAreReadAsPeopleWriteThem(String text, long centavos) {
        assertThat(reader.read(text)).isEqualTo(new Amount(new Money(centavos, "ARS")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,500|AMBIGUOUS",
                "1500.000|AMBIGUOUS",
                "1.50.000|AMBIGUOUS",
                "1.2.3|AMBIGUOUS",
                "1,5,0|AMBIGUOUS",
                "12.345,678|TOO_MANY_DECIMALS",
                "1,2345|TOO_MANY_DECIMALS",
                "US$ 100|OTHER_CURRENCY",
                "100 EUR|OTHER_CURRENCY",
                "€ 5|OTHER_CURRENCY",
                "-5|NEGATIVE",
                "$ -5|NEGATIVE",
                "gratis|NOT_A_NUMBER",
                "1e9|NOT_A_NUMBER",
                "$|NOT_A_NUMBER",
                "--5|NOT_A_NUMBER",
                "12 34|NOT_A_NUMBER",
                "9999999999999999999|TOO_LARGE"
            })
    void whatCanMeanTwoThingsOrNoneIsRefused(String text, Reason reason) {
        assertThat(reader.read(text)).isEqualTo(new Refused(reason));
    }

    @Test
    void whateverIsWrittenIsReadBackAsTheSameAmount() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            Money money = new Money(random.nextLong(100_000_000_000_000L), "ARS");

            assertThat(reader.read(format.format(money))).isEqualTo(new Amount(money));
            assertThat(reader.read(money.amount().toPlainString())).isEqualTo(new Amount(money));
        }
    }

    @Test
    void arithmeticIsExactOrFails() {
        Money price = new Money(10_001, "ARS");

        assertThat(price.times(3).minus(price)).isEqualTo(price.plus(price));
        assertThat(price.times(new BigDecimal("0.9"), RoundingMode.HALF_EVEN)).isEqualTo(new Money(9_001, "ARS"));
        assertThat(Money.of(new BigDecimal("100.01"), "ARS")).isEqualTo(price);
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> Money.of(new BigDecimal("0.001"), "ARS"));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> new Money(Long.MAX_VALUE, "ARS").plus(price));
        assertThatIllegalArgumentException().isThrownBy(() -> price.plus(new Money(1, "USD")));
    }
}
