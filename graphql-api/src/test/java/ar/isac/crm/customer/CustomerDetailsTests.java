package ar.isac.crm.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerDetailsTests {

    static Stream<String> lines() throws IOException, URISyntaxException {
        Path file = Path.of(Objects.requireNonNull(CustomerDetailsTests.class.getResource("/customer/details.txt"))
                .toURI());
        return Files.readAllLines(file).stream().filter(line -> !line.isBlank() && !line.startsWith("#"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lines")
    void onlyWhatACustomerReallyTellsIsLearnt(String line) {
        String text = line.substring(0, line.lastIndexOf(" | "));
        String expected = line.substring(line.lastIndexOf(" | ") + 3);

        String told = CustomerDetails.in(text).told().stream()
                .map(detail -> detail.field() + "=" + detail.value())
                .collect(Collectors.joining("; "));

        assertThat(told.isEmpty() ? "-" : told).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'soy Marta', true",
        "'hola! me llamo Juan Pérez, gracias', true",
        "'mi mail es juan@gmail.com', true",
        "'soy Marta y quiero un iphone 15 pro', false",
        "'soy Marta, hay stock?', false",
        "'hola', false"
    })
    void whoOnlyTellsWhoTheyAreAsksNothing(String text, boolean isAll) {
        assertThat(CustomerDetails.in(text).isAll()).isEqualTo(isAll);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "soy",
                "soy ",
                "me llamo",
                "a nombre de ",
                "cuit",
                "calzo",
                "@",
                "vivo en",
                "🙂🙂",
                "soy 🙂",
                "soy A"
            })
    void fragmentsTellNothing(String text) {
        assertThat(CustomerDetails.in(text).told()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"soy ", "a@", "12-", "vivo en a ", "envíen a ", "é\u0301", "me llamo a "})
    void endlessTextsAreReadInTime(String part) {
        String text = part.repeat(20_000);

        assertThatCode(() -> CustomerDetails.in(text)).doesNotThrowAnyException();
    }
}
