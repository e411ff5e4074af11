package ar.isac.crm.payment;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The signature of Mercado Pago's notifications: {@code x-signature: ts=…,v1=…}, an HMAC-SHA256 over
 * {@code id:<data.id>;request-id:<x-request-id>;ts:<ts>;}, parts that are absent left out.
 */
public final class NotificationSignature {

    /**
     * What is older was recorded and is played again. A real one that is late is no loss: payments that were promised are
     * also asked for.
     */
    static final Duration TOLERANCE = Duration.ofMinutes(15);

    /** Seconds have ten digits, milliseconds thirteen; both are seen. */
    private static final long SMALLEST_MILLISECONDS = 100_000_000_000L;

    private final byte[] secret;

    public NotificationSignature(String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the signature is right and made within {@link #TOLERANCE} of now. */
    boolean matches(@Nullable String header, @Nullable String requestId, @Nullable String dataId, Instant now) {
        Map<String, String> parts = parts(header);
        String ts = parts.getOrDefault("ts", "");
        String v1 = parts.getOrDefault("v1", "").toLowerCase(Locale.ROOT);
        if (!ts.matches("\\d{10,13}") || v1.isEmpty() || isTooFar(ts, now)) {
            return false;
        }
        // The documents say lower case, the provider's own library takes the id as it comes.
        return Stream.of(dataId, dataId == null ? null : dataId.toLowerCase(Locale.ROOT))
                .anyMatch(id -> MessageDigest.isEqual(
                        of(id, requestId, ts).getBytes(StandardCharsets.UTF_8), v1.getBytes(StandardCharsets.UTF_8)));
    }

    /** The signature in hex. */
    public String of(@Nullable String dataId, @Nullable String requestId, String ts) {
        String manifest = part("id", dataId) + part("request-id", requestId) + part("ts", ts);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(manifest.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA256", e);
        }
    }

    private static String part(String name, @Nullable String value) {
        return value == null || value.isEmpty() ? "" : name + ":" + value + ";";
    }

    private static boolean isTooFar(String ts, Instant now) {
        long number = Long.parseLong(ts);
        Instant made = number < SMALLEST_MILLISECONDS ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
        return Duration.between(made, now).abs().compareTo(TOLERANCE) > 0;
    }

    private static Map<String, String> parts(@Nullable String header) {
        Map<String, String> parts = new HashMap<>();
        if (header != null) {
            for (String part : header.split(",", 10)) {
                int equals = part.indexOf('=');
                if (equals > 0) {
                    parts.put(
                            part.substring(0, equals).strip(),
                            part.substring(equals + 1).strip());
                }
            }
        }
        return parts;
    }
}
