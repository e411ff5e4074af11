package ar.isac.crm.api;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Platform;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose guesses at the login are counted together: what a caller says of its address counts behind a trusted proxy alone. */
class ProxyTests {

    private static final int GUESSES = 6;

    @ParameterizedTest
    @CsvSource({"none, 429", "native, 401"})
    void otherAddressesInAHeaderBringMoreGuessesOnlyBehindATrustedProxy(String strategy, int sixth) {
        try (Platform platform = new Platform();
                Crm crm = Crm.start(platform, Map.of("server.forward-headers-strategy", strategy))) {
            int last = 0;
            for (int n = 0; n < GUESSES; n++) {
                last = guess(crm, "198.51.100." + n, n);
            }

            assertThat(last).isEqualTo(sixth);
            for (int n = 0; n < GUESSES; n++) {
                last = guess(crm, "203.0.113.7", GUESSES + n);
            }
            assertThat(last).isEqualTo(429);
        }
    }

    private static int guess(Crm crm, String address, int n) {
        return Client.send(HttpRequest.newBuilder(URI.create(crm.url() + "/login"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("X-Forwarded-For", address)
                        .POST(HttpRequest.BodyPublishers.ofString("email=nobody" + n + "@example.com&password=wrong"))
                        .build())
                .statusCode();
    }
}
