package ar.isac.crm.media;

import ar.isac.crm.database.Secrets;
import ar.isac.crm.shop.PublicUrl;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Links that let anybody who has them read one medium for a while: the platforms fetch what the shop sends, and prove
 * themselves with nothing. A link is the medium's hash, when it ends, and a signature over both.
 */
@Component
public class PublicLinks {

    /** Long enough for a platform that retries for a day; the customer's copy is the platform's. */
    public static final Duration TIME = Duration.ofDays(2);

    private static final int HASH_BYTES = 32;
    private static final int SIGNATURE_BYTES = 16;
    private static final int SIGNED_BYTES = HASH_BYTES + Long.BYTES;

    private final Secrets secrets;
    private final PublicUrl publicUrl;
    private final Clock clock;
    private volatile byte @Nullable [] key;

    PublicLinks(Secrets secrets, PublicUrl publicUrl, Clock clock) {
        this.secrets = secrets;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    /** A link to a medium that ends after {@link #TIME}. */
    public String to(String mediaId) {
        byte[] signed = ByteBuffer.allocate(SIGNED_BYTES)
                .put(HexFormat.of().parseHex(mediaId))
                .putLong(clock.instant().plus(TIME).getEpochSecond())
                .array();
        byte[] link = ByteBuffer.allocate(SIGNED_BYTES + SIGNATURE_BYTES)
                .put(signed)
                .put(signature(signed))
                .array();
        return publicUrl.of("/m/" + Base64.getUrlEncoder().withoutPadding().encodeToString(link));
    }

    /** The medium that a link leads to; empty when it is forged or has ended. */
    Optional<String> mediaId(String link) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(link);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        if (bytes.length != SIGNED_BYTES + SIGNATURE_BYTES) {
            return Optional.empty();
        }
        byte[] signed = Arrays.copyOf(bytes, SIGNED_BYTES);
        byte[] given = Arrays.copyOfRange(bytes, SIGNED_BYTES, bytes.length);
        Instant end = Instant.ofEpochSecond(ByteBuffer.wrap(signed).getLong(HASH_BYTES));
        return MessageDigest.isEqual(given, signature(signed))
                        && clock.instant().isBefore(end)
                ? Optional.of(HexFormat.of().formatHex(signed, 0, HASH_BYTES))
                : Optional.empty();
    }

    private byte[] signature(byte[] signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key(), "HmacSHA256"));
            return Arrays.copyOf(mac.doFinal(signed), SIGNATURE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA256", e);
        }
    }

    private byte[] key() {
        byte[] known = key;
        if (known == null) {
            known = secrets.key("media-links");
            key = known;
        }
        return known;
    }
}
