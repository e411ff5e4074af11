package ar.isac.crm.channel;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.channel.instagram.InstagramChannel;
import ar.isac.crm.channel.whatsapp.WhatsAppChannel;
import ar.isac.crm.message.DeliveryOutcome;
import ar.isac.crm.message.DeliveryOutcome.Accepted;
import ar.isac.crm.message.DeliveryOutcome.AccountBroken;
import ar.isac.crm.message.DeliveryOutcome.Refused;
import ar.isac.crm.message.DeliveryOutcome.Retryable;
import ar.isac.crm.message.DeliveryOutcome.Unknown;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryOutcomeTests {

    private final Channel whatsApp = new WhatsAppChannel();
    private final Channel instagram = new InstagramChannel();

    @Test
    void anAnswerWithAnIdIsAccepted() {
        assertThat(
                        whatsApp.outcome(
                                answer(
                                        200,
                                        "{\"contacts\":[{\"input\":\"54911\",\"wa_id\":\"549111\"}],\"messages\":[{\"id\":\"wamid.1\"}]}")))
                .isEqualTo(new Accepted("wamid.1", "549111"));
        assertThat(whatsApp.outcome(answer(200, "{\"messages\":[{\"id\":\"wamid.1\"}]}")))
                .isEqualTo(new Accepted("wamid.1", null));
        assertThat(instagram.outcome(answer(200, "{\"recipient_id\":\"9\",\"message_id\":\"mid.1\"}")))
                .isEqualTo(new Accepted("mid.1", "9"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "200|{}",
                "200|none",
                "200|{\"messages\":[]}",
                "200|<html>",
                "500|none",
                "502|<html>Bad Gateway</html>",
                "503|{}",
                "400|{\"error\":{}}",
                "500|{\"error\":{\"code\":987654}}",
                "0|none"
            })
    void anAnswerThatIsNotThePlatformsLeavesTheOutcomeUnknown(int status, @Nullable String body) {
        assertThat(whatsApp.outcome(answer(status, body))).isInstanceOf(Unknown.class);
        assertThat(instagram.outcome(answer(status, body))).isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 80007, 130429, 131000, 131016, 131056, 131057, 133004})
    void whatsAppTriesAgainLater(int code) {
        assertThat(whatsApp.outcome(error(500, code, 0)))
                .isEqualTo(new Retryable(Integer.toString(code), "Details", null));
    }

    @Test
    void whatsAppHoldsTemplatesAboveTheDaysLimit() {
        assertThat(whatsApp.outcome(error(400, 131064, 0)))
                .isEqualTo(new Retryable("131064", "Details", Duration.ofHours(1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 190, 3, 10, 200, 230, 299, 131005, 368, 131031, 131037})
    void whatsAppAccountIsBroken(int code) {
        assertThat(whatsApp.outcome(error(403, code, 0))).isInstanceOfSatisfying(AccountBroken.class, broken -> {
            assertThat(broken.code()).isEqualTo(Integer.toString(code));
            assertThat(broken.reason()).isNotBlank().doesNotContain("Details");
        });
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                33, 100, 130472, 130497, 131008, 131009, 131021, 131026, 131030, 131042, 131044, 131047, 131048, 131049,
                131050, 131051, 131052, 131053, 131062, 131063, 132000, 132001, 132005, 132007, 132012, 132015, 132016,
                        137000
            })
    void whatsAppRefusalIsExplainedInPlainWords(int code) {
        assertThat(whatsApp.outcome(error(400, code, 0))).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(Integer.toString(code));
            assertThat(refused.reason()).isNotBlank().doesNotContain("código", "{");
        });
    }

    @Test
    void aCodeThatNobodyKnowsIsARefusalThatQuotesThePlatform() {
        DeliveryOutcome expected = new Refused("139999", "WhatsApp rechazó el mensaje (código 139999). Details");

        assertThat(whatsApp.outcome(error(400, 139999, 0))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "-2, 0, Retryable",
        "-1, 0, Retryable",
        "1, 0, Retryable",
        "2, 0, Retryable",
        "4, 0, Retryable",
        "17, 0, Retryable",
        "32, 0, Retryable",
        "613, 0, Retryable",
        "80002, 0, Retryable",
        "10, 0, AccountBroken",
        "10, 2534022, Refused",
        "10, 2018278, Refused",
        "190, 463, AccountBroken",
        "102, 0, AccountBroken",
        "463, 0, AccountBroken",
        "467, 0, AccountBroken",
        "200, 0, AccountBroken",
        "200, 1545041, Refused",
        "230, 0, Refused",
        "551, 1545041, Refused",
        "551, 0, Refused",
        "100, 2018001, Refused",
        "100, 0, Refused",
        "36000, 0, Refused",
        "2207001, 0, Refused",
        "999999, 0, Refused"
    })
    void instagramErrorMeans(int code, int subcode, String outcome) {
        assertThat(instagram.outcome(error(400, code, subcode)).getClass().getSimpleName())
                .isEqualTo(outcome);
    }

    @Test
    void instagramWindowIsAlsoToldByTheMessageAlone() {
        String body = "{\"error\":{\"code\":10,\"message\":\"(#10) This message is sent outside of allowed window.\"}}";

        assertThat(instagram.outcome(answer(400, body))).isInstanceOf(Refused.class);
    }

    @Test
    void whatThePlatformCallsTransientIsTriedAgain() {
        String body = "{\"error\":{\"code\":999,\"is_transient\":true,\"message\":\"later\"}}";

        assertThat(whatsApp.outcome(answer(500, body))).isEqualTo(new Retryable("999", "later", null));
        assertThat(instagram.outcome(answer(500, body))).isEqualTo(new Retryable("999", "later", null));
    }

    private static ApiRequest.Answer error(int status, int code, int subcode) {
        return answer(status, """
                {"error":{"message":"Message","type":"OAuthException","code":%d,"error_subcode":%d,
                  "error_data":{"messaging_product":"whatsapp","details":"Details"},"fbtrace_id":"A"}}
                """.formatted(code, subcode));
    }

    private static ApiRequest.Answer answer(int status, @Nullable String body) {
        return new ApiRequest.Answer(status, body);
    }
}
