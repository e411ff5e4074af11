package ar.isac.crm.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignatureTests {

    /** As Meta sends it: escaped ASCII. */
    private static final byte[] ESCAPED = "{\"text\":\"\\u00bfTen\\u00e9s stock? \\/ \\ud83d\\ude42\"}".getBytes(UTF_8);

    private final WebhookSignature signature = new WebhookSignature(List.of("meta-secret", "instagram-secret"));

    @Test
    void acceptsTheKnownVectorOfRfc4231() {
        var jefe = new WebhookSignature(List.of("Jefe"));

        assertThat(jefe.matches(
                        "what do ya want for nothing?".getBytes(UTF_8),
                        "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"))
                .isTrue();
    }

    @Test
    void acceptsAnyOfTheSecrets() throws Exception {
        assertThat(signature.matches(ESCAPED, sign("meta-secret", ESCAPED))).isTrue();
        assertThat(signature.matches(ESCAPED, sign("instagram-secret", ESCAPED)))
                .isTrue();
        assertThat(signature.matches(ESCAPED, sign("somebody-else", ESCAPED))).isFalse();
    }

    @Test
    void signsTheBytesAsTheyCameAndNotTheJsonTheyMean() throws Exception {
        byte[] sameJson = "{\"text\":\"¿Tenés stock? / 🙂\"}".getBytes(UTF_8);
        assertThat(GoldenFiles.JSON.readTree(sameJson)).isEqualTo(GoldenFiles.JSON.readTree(ESCAPED));

        assertThat(signature.matches(sameJson, sign("meta-secret", ESCAPED))).isFalse();
        assertThat(signature.matches(sameJson, sign("meta-secret", sameJson))).isTrue();
    }

    @Test
    void refusesABodyWithOneByteChanged() throws Exception {
        String header = sign("meta-secret", ESCAPED);
        byte[] changed = ESCAPED.clone();
        changed[10] ^= 1;

        assertThat(signature.matches(changed, header)).isFalse();
    }

    @Test
    void bearsUpperCaseHex() throws Exception {
        String hex = sign("meta-secret", ESCAPED).substring("sha256=".length());

        assertThat(signature.matches(ESCAPED, "sha256=" + hex.toUpperCase(Locale.ROOT)))
                .isTrue();
    }

    @Test
    void refusesATruncatedSignature() throws Exception {
        String header = sign("meta-secret", ESCAPED);

        for (int length = 0; length < header.length(); length++) {
            assertThat(signature.matches(ESCAPED, header.substring(0, length))).isFalse();
        }
        assertThat(signature.matches(ESCAPED, header + "00")).isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "sha256=", "sha1=da39a3ee5e6b4b0d3255bfef95601890afd80709", "sha256=zz", "áéí"})
    void refusesGarbage(String header) {
        assertThat(signature.matches(ESCAPED, header)).isFalse();
    }

    @Test
    void withoutSecretsNothingIsSigned() throws Exception {
        assertThat(new WebhookSignature(List.of()).matches(ESCAPED, sign("meta-secret", ESCAPED)))
                .isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new WebhookSignature(List.of(" ")));
    }

    private static String sign(String secret, byte[] body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
        return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    }
}
