package ar.isac.crm.channel;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Checks Meta's {@code X-Hub-Signature-256}: {@code sha256=} and the hex of HMAC-SHA256 over the body. It is made over the
 * bytes as they were sent (JSON in escaped ASCII), so it is checked over the bytes as they came: a body that was parsed and
 * written again does not pass. Several secrets may be good at once: Instagram's app secret differs from the Meta app's, and
 * secrets are rotated.
 */
public final class WebhookSignature {

    private static final Pattern HEADER = Pattern.compile("(?i)sha256=([0-9a-f]{64})");

    private final List<SecretKeySpec> keys;

    /** @throws IllegalArgumentException when a secret is blank, since anybody could sign with it */
    public WebhookSignature(List<String> secrets) {
        this.keys = secrets.stream().map(WebhookSignature::key).toList();
    }

    private static SecretKeySpec key(String secret) {
        if (secret.isBlank()) {
            throw new IllegalArgumentException("A webhook secret is blank");
        }
        return new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    /** Whether one of the secrets signed these bytes. The time it takes tells nothing about which, or how nearly. */
    public boolean matches(byte[] body, @Nullable String header) {
        var matcher = HEADER.matcher(header == null ? "" : header.strip());
        if (!matcher.matches()) {
            return false;
        }
        byte[] claimed = HexFormat.of().parseHex(matcher.group(1).toLowerCase(Locale.ROOT));
        boolean matches = false;
        for (SecretKeySpec key : keys) {
            matches |= MessageDigest.isEqual(hmac(key, body), claimed);
        }
        return matches;
    }

    private static byte[] hmac(SecretKeySpec key, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }
}
