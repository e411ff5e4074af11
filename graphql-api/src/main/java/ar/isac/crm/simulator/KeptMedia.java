package ar.isac.crm.simulator;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What Meta's servers keep: the bytes of media by id. In memory; the oldest go when it is more than {@link #MOST_BYTES}. */
@Component
@OnlyInDemo
class KeptMedia {

    /** Together. */
    static final long MOST_BYTES = 64L * 1024 * 1024;

    private final Map<String, Kept> media = new LinkedHashMap<>();
    private long bytes;

    /** One medium. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Kept(String id, String mimeType, byte[] bytes) {

        /** As Meta writes it: base64. */
        String sha256() {
            try {
                return Base64.getEncoder()
                        .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java platform has SHA-256", e);
            }
        }
    }

    synchronized Kept keep(String mimeType, byte[] content) {
        Kept kept = new Kept(Inventions.mediaId(), mimeType, content);
        media.put(kept.id(), kept);
        bytes += content.length;
        while (bytes > MOST_BYTES && media.size() > 1) {
            String oldest = media.keySet().iterator().next();
            Kept dropped = media.remove(oldest);
            bytes -= dropped == null ? 0 : dropped.bytes().length;
        }
        return kept;
    }

    synchronized Optional<Kept> find(String id) {
        return Optional.ofNullable(media.get(id));
    }
}
