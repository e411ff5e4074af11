package ar.isac.crm.webchat;

import ar.isac.crm.database.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who visitors are: an id that nobody guesses, with a signature of ours, kept by their browser and good for one account. */
@Component
class Visitors {

    private static final Duration TIME = Duration.ofDays(180);
    private static final int ID_BYTES = 16;

    private final Secrets secrets;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private volatile byte @Nullable [] key;

    Visitors(Secrets secrets, Clock clock) {
        this.secrets = secrets;
        this.clock = clock;
    }

    /** What a new visitor shows from now on. */
    String admit(String accountId) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        String visitor = HexFormat.of().formatHex(id) + "." + clock.instant().getEpochSecond();
        return visitor + "." + signature(accountId, visitor);
    }

    /** The visitor's id; empty for what we did not sign, or too long ago. */
    Optional<String> id(String accountId, @Nullable String shown) {
        String[] parts = shown == null ? new String[0] : shown.split("\\.", 4);
        if (parts.length != 3 || !parts[1].matches("[0-9]{1,12}")) {
            return Optional.empty();
        }
        boolean isOurs = MessageDigest.isEqual(
                parts[2].getBytes(StandardCharsets.UTF_8),
                signature(accountId, parts[0] + "." + parts[1]).getBytes(StandardCharsets.UTF_8));
        Instant end = Instant.ofEpochSecond(Long.parseLong(parts[1])).plus(TIME);
        return isOurs && clock.instant().isBefore(end) ? Optional.of(parts[0]) : Optional.empty();
    }

    private String signature(String accountId, String visitor) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key(), "HmacSHA256"));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal((accountId + "/" + visitor).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA256", e);
        }
    }

    private byte[] key() {
        byte[] known = key;
        if (known == null) {
            known = secrets.key("webchat-visitors");
            key = known;
        }
        return known;
    }
}
