package ar.isac.crm.dropin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ar.isac.crm.hub.MediaUnavailable;
import ar.isac.crm.hub.RoutedAccount;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.ChannelType;
import ar.isac.crm.message.MessageContent.MediaContent.Problem;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that a channel's route asks a platform for, which does not give them. */
class RoutedMediaTests {

    @TempDir
    private Path dir;

    @ParameterizedTest
    @CsvSource({
        "400, Bad Request: file is too big, TOO_LARGE, false",
        "413, Payload Too Large, TOO_LARGE, false",
        "401, Unauthorized, NO_ACCESS, true",
        "403, Forbidden, NO_ACCESS, true",
        "400, Bad Request: wrong file_id, GONE, true",
        "404, Not Found, GONE, true",
        "410, Gone, GONE, true",
        "500, Internal Server Error, UNREACHABLE, true"
    })
    void whyThereIsNoFileIsWhatThePlatformAnswered(
            int status, String description, Problem problem, boolean isWorthAnotherTry) throws Exception {
        HttpServer telegram = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        telegram.createContext("/", exchange -> {
            try (exchange) {
                byte[] answer = "{\"ok\":false,\"description\":\"%s\"}"
                        .formatted(description)
                        .getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        telegram.start();
        RoutedAccount account = new RoutedAccount(
                AccountRef.of(ChannelType.TELEGRAM, "telegram", "4711"),
                "El bot",
                "4711:token",
                null,
                Map.of("apiUrl", "http://localhost:" + telegram.getAddress().getPort()));
        Files.writeString(dir.resolve("telegram.yaml"), Sandboxes.shipped("telegram"));
        DropInChannels channels = Sandboxes.withAccounts(account);
        CamelContext camel = new DefaultCamelContext();
        try {
            RouteFolder folder = new RouteFolder(new RouteSettings(dir), new HubRoutes(camel), channels);
            folder.look();

            assertThatExceptionOfType(MediaUnavailable.class)
                    .isThrownBy(() -> channels.fetch(account.ref(), "file-1"))
                    .satisfies(unavailable -> {
                        assertThat(unavailable.problem()).isEqualTo(problem);
                        assertThat(unavailable.isWorthAnotherTry()).isEqualTo(isWorthAnotherTry);
                    });
            folder.close();
        } finally {
            camel.stop();
            channels.close();
            telegram.stop(0);
        }
    }
}
