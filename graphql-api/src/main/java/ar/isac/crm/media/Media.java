package ar.isac.crm.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps bytes by their hash. */
@Component
public class Media {

    private final MediaStore store;

    Media(MediaStore store) {
        this.store = store;
    }

    /** What was kept: the id to ask for it, and the type it is served as. */
    public record Kept(String id, String mimeType) {}

    /** The bytes are not those that were announced. */
    public static final class WrongHash extends Exception {
        WrongHash() {
            super("The bytes do not match the hash that was announced");
        }
    }

    /**
     * Keeps bytes.
     *
     * @param announcedSha256 base64, as the platform announced it; null when it did not
     */
    public Kept keep(byte[] bytes, @Nullable String mimeType, @Nullable String announcedSha256) throws WrongHash {
        byte[] hash = sha256(bytes);
        if (announcedSha256 != null
                && !announcedSha256.isBlank()
                && !MessageDigest.isEqual(hash, decoded(announcedSha256))) {
            throw new WrongHash();
        }
        String id = HexFormat.of().formatHex(hash);
        String type = MediaStore.harmless(mimeType);
        store.put(id, bytes, type);
        return new Kept(id, type);
    }

    /** The bytes that were kept under this id; for what fits into memory. */
    public Optional<byte[]> bytes(String id) {
        return store.get(id).map(stored -> read(id, stored));
    }

    /** The bytes that were kept under this id, if they are a PDF. */
    Optional<byte[]> pdf(String id) {
        return store.get(id).flatMap(stored -> {
            byte[] bytes = read(id, stored);
            return stored.mimeType().equals("application/pdf") ? Optional.of(bytes) : Optional.empty();
        });
    }

    private static byte[] read(String id, MediaStore.Stored stored) {
        try (InputStream in = stored.bytes().getInputStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Media " + id + " cannot be read", e);
        }
    }

    /** Keeps bytes of our own making. */
    public Kept keep(byte[] bytes, String mimeType) {
        try {
            return keep(bytes, mimeType, null);
        } catch (WrongHash impossible) {
            throw new IllegalStateException("No hash was announced", impossible);
        }
    }

    /** Meta writes base64; its samples also show hex. */
    private static byte[] decoded(String hash) {
        try {
            return hash.matches("[0-9a-fA-F]{64}")
                    ? HexFormat.of().parseHex(hash.toLowerCase(java.util.Locale.ROOT))
                    : Base64.getDecoder().decode(hash);
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
