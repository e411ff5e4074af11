package ar.isac.crm.dropin;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** How a delivery proves that it comes from the platform. Every comparison takes the same time, however nearly it matches. */
sealed interface Proof {

    /**
     * Whether the delivery proves itself.
     *
     * @param headers by their names in lower case
     * @param secret the account's
     */
    boolean holds(byte[] body, Map<String, String> headers, String secret, Instant now);

    /** HMAC-SHA256 over the body as it came, in a header. */
    record Hmac(String header, String prefix, Encoding encoding) implements Proof {

        enum Encoding {
            HEX,
            BASE64
        }

        @Override
        public boolean holds(byte[] body, Map<String, String> headers, String secret, Instant now) {
            String given = headers.get(header);
            if (given == null || !given.startsWith(prefix)) {
                return false;
            }
            byte[] claimed = decoded(given.substring(prefix.length()).strip());
            return claimed != null
                    && MessageDigest.isEqual(claimed, hmac(secret.getBytes(StandardCharsets.UTF_8), body));
        }

        private byte @Nullable [] decoded(String text) {
            try {
                return switch (encoding) {
                    case HEX -> HexFormat.of().parseHex(text);
                    case BASE64 -> Base64.getDecoder().decode(text);
                };
            } catch (IllegalArgumentException notEncodedSo) {
                return null;
            }
        }
    }

    /** The secret itself, in a header. */
    record Token(String header) implements Proof {

        @Override
        public boolean holds(byte[] body, Map<String, String> headers, String secret, Instant now) {
            String given = headers.get(header);
            return given != null
                    && MessageDigest.isEqual(
                            given.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** As standardwebhooks.com describes: id, time and body are signed, and what is older than five minutes is refused. */
    record StandardWebhooks() implements Proof {

        private static final Duration TOLERANCE = Duration.ofMinutes(5);
        private static final String SECRET = "whsec_";
        private static final String VERSION = "v1,";

        @Override
        public boolean holds(byte[] body, Map<String, String> headers, String secret, Instant now) {
            String id = headers.get("webhook-id");
            String time = headers.get("webhook-timestamp");
            String signatures = headers.get("webhook-signature");
            if (id == null || time == null || signatures == null || !isRecent(time, now)) {
                return false;
            }
            byte[] start = (id + "." + time + ".").getBytes(StandardCharsets.UTF_8);
            byte[] signed = new byte[start.length + body.length];
            System.arraycopy(start, 0, signed, 0, start.length);
            System.arraycopy(body, 0, signed, start.length, body.length);
            byte[] expected = Base64.getEncoder().encode(hmac(key(secret), signed));
            boolean holds = false;
            for (String signature : signatures.strip().split(" +", -1)) {
                String claimed = signature.startsWith(VERSION) ? signature.substring(VERSION.length()) : "";
                holds |= MessageDigest.isEqual(claimed.getBytes(StandardCharsets.UTF_8), expected);
            }
            return holds;
        }

        private static boolean isRecent(String time, Instant now) {
            try {
                return Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), now)
                                .abs()
                                .compareTo(TOLERANCE)
                        <= 0;
            } catch (NumberFormatException | java.time.DateTimeException notATime) {
                return false;
            }
        }

        private static byte[] key(String secret) {
            try {
                return secret.startsWith(SECRET)
                        ? Base64.getDecoder().decode(secret.substring(SECRET.length()))
                        : secret.getBytes(StandardCharsets.UTF_8);
            } catch (IllegalArgumentException notBase64) {
                return secret.getBytes(StandardCharsets.UTF_8);
            }
        }
    }

    /** Nothing comes by webhook: the channel asks for its messages, or the product's own widget brings them. */
    record None() implements Proof {

        @Override
        public boolean holds(byte[] body, Map<String, String> headers, String secret, Instant now) {
            return false;
        }
    }

    private static byte[] hmac(byte[] key, byte[] signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA256", e);
        }
    }
}
