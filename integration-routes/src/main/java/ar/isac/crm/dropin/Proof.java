package ar.isac.crm.dropin;

import ar.isac.crm.channel.StandardSignature;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
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

        @Override
        public boolean holds(byte[] body, Map<String, String> headers, String secret, Instant now) {
            return new StandardSignature(secret)
                    .matches(
                            headers.get(StandardSignature.ID),
                            headers.get(StandardSignature.TIMESTAMP),
                            headers.get(StandardSignature.SIGNATURE),
                            body,
                            now);
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
