package ar.isac.crm.channel;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.channel.GoldenFiles.Case;
import ar.isac.crm.channel.instagram.InstagramChannel;
import ar.isac.crm.channel.whatsapp.WhatsAppChannel;
import ar.isac.crm.message.OutboundMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class ChannelGoldenTests {

    static Stream<Case> in() {
        return GoldenFiles.of("in");
    }

    static Stream<Case> out() {
        return GoldenFiles.of("out");
    }

    @ParameterizedTest
    @MethodSource("in")
    void understandsWebhook(Case golden) throws Exception {
        WebhookBatch batch = channel(golden).parse(golden.given());

        JsonNode actual = GoldenFiles.JSON.readTree(GoldenFiles.JSON.writeValueAsBytes(batch));
        assertThat(actual).isEqualTo(GoldenFiles.JSON.readTree(golden.expected(actual)));
    }

    @ParameterizedTest
    @MethodSource("in")
    void whatWasParkedFailsAloneForTheSameReasonWhenItIsParsedAgain(Case golden) throws Exception {
        Channel channel = channel(golden);
        for (WebhookBatch.Unintelligible piece : channel.parse(golden.given()).unintelligible()) {
            WebhookBatch again = channel.parse(piece.raw().getBytes(StandardCharsets.UTF_8));

            assertThat(again.updates()).isEmpty();
            assertThat(again.unintelligible())
                    .extracting(parked -> complaint(parked.reason()))
                    .isEqualTo(List.of(complaint(piece.reason())));
        }
    }

    private static String complaint(String reason) {
        return reason.replaceAll("\\[\\d+]", "[]");
    }

    @ParameterizedTest
    @MethodSource("out")
    void writesRequest(Case golden) {
        OutboundMessage message = GoldenFiles.JSON.readValue(golden.given(), OutboundMessage.class);
        var connection = new ChannelConnection(message.account(), "https://graph.example/v25.0", "token");

        ApiRequest request = channel(golden).request(message, connection);

        JsonNode body = GoldenFiles.JSON.readTree(request.body());
        assertThat(body).isEqualTo(GoldenFiles.JSON.readTree(golden.expected(body)));
        assertThat(request.url())
                .isEqualTo("https://graph.example/v25.0/" + message.account().platformId() + "/messages");
        assertThat(request.bearerToken()).isEqualTo("token");
    }

    private static Channel channel(Case golden) {
        return golden.channel().equals("whatsapp") ? new WhatsAppChannel() : new InstagramChannel();
    }
}
