package ar.isac.crm.dropin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.channel.StandardSignature;
import ar.isac.crm.dropin.Proof.Hmac;
import ar.isac.crm.dropin.Proof.StandardWebhooks;
import ar.isac.crm.dropin.Proof.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class ProofTests {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final byte[] BODY = "{\"text\": \"¿hay?\"}".getBytes(UTF_8);
    private static final String SECRET = "un secreto de prueba";

    private static byte[] hmac(byte[] key, byte[] body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(body);
    }

    @Test
    void anHmacInHexBehindItsPrefixHoldsOverTheRawBodyAlone() throws Exception {
        Proof proof = new Hmac("x-signature", "sha256=", Hmac.Encoding.HEX);
        String right = HexFormat.of().formatHex(hmac(SECRET.getBytes(UTF_8), BODY));

        assertThat(proof.holds(BODY, Map.of("x-signature", "sha256=" + right), SECRET, NOW))
                .isTrue();
        assertThat(proof.holds("{}".getBytes(UTF_8), Map.of("x-signature", "sha256=" + right), SECRET, NOW))
                .isFalse();
        assertThat(proof.holds(BODY, Map.of("x-signature", "sha256=" + right), "another", NOW))
                .isFalse();
        assertThat(proof.holds(BODY, Map.of("x-signature", right), SECRET, NOW)).isFalse();
        assertThat(proof.holds(BODY, Map.of("x-signature", "sha256=no hex"), SECRET, NOW))
                .isFalse();
        assertThat(proof.holds(BODY, Map.of(), SECRET, NOW)).isFalse();
    }

    @Test
    void anHmacInBase64Holds() throws Exception {
        Proof proof = new Hmac("x-line-signature", "", Hmac.Encoding.BASE64);
        String right = Base64.getEncoder().encodeToString(hmac(SECRET.getBytes(UTF_8), BODY));

        assertThat(proof.holds(BODY, Map.of("x-line-signature", right), SECRET, NOW))
                .isTrue();
        assertThat(proof.holds(BODY, Map.of("x-line-signature", "%%%"), SECRET, NOW))
                .isFalse();
    }

    @Test
    void aTokenHoldsWhenItIsTheSecret() {
        Proof proof = new Token("x-token");

        assertThat(proof.holds(BODY, Map.of("x-token", SECRET), SECRET, NOW)).isTrue();
        assertThat(proof.holds(BODY, Map.of("x-token", SECRET + "!"), SECRET, NOW))
                .isFalse();
        assertThat(proof.holds(BODY, Map.of(), SECRET, NOW)).isFalse();
    }

    @Test
    void standardWebhooksSignIdTimeAndBodyAndEndAfterFiveMinutes() throws Exception {
        byte[] key = "0123456789abcdef01234567".getBytes(UTF_8);
        String secret = "whsec_" + Base64.getEncoder().encodeToString(key);
        String time = Long.toString(NOW.getEpochSecond());
        byte[] signed = ("msg_1." + time + "." + new String(BODY, UTF_8)).getBytes(UTF_8);
        String right = "v1," + Base64.getEncoder().encodeToString(hmac(key, signed));
        Proof proof = new StandardWebhooks();

        assertThat(proof.holds(BODY, headers("msg_1", time, right), secret, NOW))
                .isTrue();
        assertThat(proof.holds(BODY, headers("msg_1", time, "v1,AAAA  " + right), secret, NOW))
                .isTrue();
        assertThat(proof.holds(BODY, headers("msg_2", time, right), secret, NOW))
                .isFalse();
        assertThat(proof.holds(BODY, headers("msg_1", "soon", right), secret, NOW))
                .isFalse();
        assertThat(proof.holds(BODY, headers("msg_1", "99999999999999999999", right), secret, NOW))
                .isFalse();
        assertThat(proof.holds(BODY, headers("msg_1", time, right), secret, NOW.plus(Duration.ofMinutes(6))))
                .isFalse();
        assertThat(proof.holds(BODY, headers("msg_1", time, "v1a," + right), secret, NOW))
                .isFalse();
    }

    private static Map<String, String> headers(String id, String time, String signatures) {
        return Map.of(
                StandardSignature.ID, id,
                StandardSignature.TIMESTAMP, time,
                StandardSignature.SIGNATURE, signatures);
    }
}
