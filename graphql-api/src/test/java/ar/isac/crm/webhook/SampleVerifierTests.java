package ar.isac.crm.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.channel.StandardSignature;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The programs that docs/how-to/receive-signed-webhooks.md gives to receivers, against what this product signs. */
class SampleVerifierTests {

    private static final String SECRET =
            "whsec_" + Base64.getEncoder().encodeToString("a key of twenty-four byte".getBytes(StandardCharsets.UTF_8));
    private static final byte[] BODY =
            "{\"type\":\"sale.paid\",\"data\":{\"title\":\"Piñata\"}}".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @CsvSource({"python3, verify.py", "node, verify.mjs"})
    void takesWhatIsGenuineAndNothingElse(String language, String program) throws Exception {
        String interpreter = interpreter(language);
        Instant now = Instant.now();
        Instant old = now.minus(Duration.ofHours(1));
        String signature = new StandardSignature(SECRET).of("msg_1", now, BODY);
        String other = new StandardSignature("a secret of another receiver").of("msg_1", now, BODY);
        byte[] changed =
                new String(BODY, StandardCharsets.UTF_8).replace("paid", "void").getBytes(StandardCharsets.UTF_8);

        assertThat(takes(interpreter, program, "msg_1", now, signature, BODY)).isTrue();
        assertThat(takes(interpreter, program, "msg_1", now, other + " " + signature, BODY))
                .as("while a secret is replaced")
                .isTrue();
        assertThat(takes(interpreter, program, "msg_1", now, other, BODY)).isFalse();
        assertThat(takes(interpreter, program, "msg_2", now, signature, BODY)).isFalse();
        assertThat(takes(interpreter, program, "msg_1", now, signature, changed))
                .isFalse();
        assertThat(takes(
                        interpreter, program, "msg_1", old, new StandardSignature(SECRET).of("msg_1", old, BODY), BODY))
                .isFalse();
    }

    @Test
    void theSignatureIsTheOneOfTheSpecificationsExample() {
        StandardSignature signature = new StandardSignature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        assertThat(signature.of(
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        Instant.ofEpochSecond(1_614_265_330),
                        "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    private static boolean takes(
            String interpreter, String program, String id, Instant at, String signatures, byte[] body)
            throws Exception {
        List<String> command = new ArrayList<>(List.of(
                interpreter,
                Path.of("..", "docs", "how-to", "webhooks", program)
                        .toAbsolutePath()
                        .normalize()
                        .toString(),
                SECRET,
                id,
                Long.toString(at.getEpochSecond()),
                signatures));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(body);
        } catch (IOException endedBeforeItHadRead) {
            // It needs no body to refuse what is too old.
            assertThat(process.waitFor()).isNotZero();
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue() == 0;
    }

    private static String interpreter(String language) {
        Optional<String> found = Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, language))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
        Assumptions.assumeTrue(found.isPresent(), "There is no " + language + " on PATH");
        return found.orElseThrow();
    }
}
