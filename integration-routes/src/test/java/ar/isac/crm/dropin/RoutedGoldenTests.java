package ar.isac.crm.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.channel.GoldenFiles;
import ar.isac.crm.channel.GoldenFiles.Case;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** As {@code ChannelGoldenTests}, of the channels that are files. */
class RoutedGoldenTests {

    static Stream<Case> in() {
        return cases("in");
    }

    static Stream<Case> out() {
        return cases("out");
    }

    static Stream<Case> signals() {
        return cases("signal");
    }

    private static Stream<Case> cases(String way) {
        return RoutedGoldens.CHANNELS.stream().flatMap(channel -> GoldenFiles.cases(channel, way).stream());
    }

    @ParameterizedTest
    @MethodSource("in")
    void understandsWhatThePlatformDelivers(Case golden) throws Exception {
        assertIsExpected(golden, RoutedGoldens.understood(golden).json());
    }

    @ParameterizedTest
    @MethodSource("out")
    void writesWhatThePlatformTakes(Case golden) throws Exception {
        assertIsExpected(golden, RoutedGoldens.written(golden).json());
    }

    @ParameterizedTest
    @MethodSource("signals")
    void tellsWhatIsNoMessage(Case golden) throws Exception {
        assertIsExpected(golden, RoutedGoldens.told(golden).json());
    }

    private static void assertIsExpected(Case golden, JsonNode actual) {
        assertThat(actual).isEqualTo(GoldenFiles.JSON.readTree(golden.expected(actual)));
    }
}
