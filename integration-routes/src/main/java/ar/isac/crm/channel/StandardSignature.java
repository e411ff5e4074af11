package ar.isac.crm.channel;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signatures as Standard Webhooks 1.0 defines them: {@code v1,} and the base64 of an HMAC-SHA256 over
 * {@code id.timestamp.body}, several separated by spaces while a secret is being replaced.
 */
public final class StandardSignature {

    public static final String ID = "webhook-id";
    public static final String TIMESTAMP = "webhook-timestamp";
    public static final String SIGNATURE = "webhook-signature";

    /** What is older was recorded and is played again. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final String VERSION = "v1,";
    private static final String SECRET_PREFIX = "whsec_";

    private final byte[] key;

    /**
     * Signs and checks by a secret.
     *
     * @param secret {@code whsec_} and base64, or any other text, whose bytes are the key then; never empty
     */
    public StandardSignature(String secret) {
        this.key = key(secret);
    }

    private static byte[] key(String secret) {
        if (secret.startsWith(SECRET_PREFIX)) {
            try {
                return Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length()));
            } catch (IllegalArgumentException notBase64) {
                return secret.getBytes(StandardCharsets.UTF_8);
            }
        }
        return secret.getBytes(StandardCharsets.UTF_8);
    }

    /** The signature, with its version. */
    public String of(String id, Instant timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update((id + "." + timestamp.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
            return VERSION + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA256", e);
        }
    }

    /** Whether one of the signatures is right, and made within five minutes of now. */
    public boolean matches(
            @Nullable String id, @Nullable String timestamp, @Nullable String signatures, byte[] body, Instant now) {
        if (id == null || id.isBlank() || timestamp == null || signatures == null || !timestamp.matches("\\d{1,12}")) {
            return false;
        }
        Instant made = Instant.ofEpochSecond(Long.parseLong(timestamp));
        if (Duration.between(made, now).abs().compareTo(TOLERANCE) > 0) {
            return false;
        }
        byte[] expected = of(id, made, body).getBytes(StandardCharsets.UTF_8);
        return Stream.of(signatures.strip().split(" +", 20))
                .anyMatch(given -> MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8)));
    }
}
