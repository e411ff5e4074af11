package ar.isac.crm.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Other people's secrets at rest, such as the platforms' tokens: whoever has the database alone cannot read them. The key is
 * {@code CRM_SECRET_KEY}; without it, one that is invented once and kept in the data folder, beside the database and not in
 * it. Several nodes on one database need the setting.
 *
 * <p>AES-256 in Galois/counter mode, with the secret's place as associated data: a sealed secret that is copied to another
 * place cannot be opened there.
 */
@Component
public class Vault {

    private static final String FORM = "v1:";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final String set;
    private final Path file;
    private final SecureRandom random = new SecureRandom();
    private volatile @Nullable SecretKey key;

    Vault(@Value("${crm.secret-key:}") String set, @Value("${crm.data-dir:./data}") String dataDirectory) {
        this.set = set.strip();
        this.file = Path.of(dataDirectory).resolve("secret.key");
    }

    /** A sealed secret is not of this key or of this place: {@code CRM_SECRET_KEY} is another than when it was stored. */
    public static final class WrongKey extends RuntimeException {
        WrongKey(Throwable cause) {
            super("A stored secret cannot be opened: is CRM_SECRET_KEY the one that it was stored with?", cause);
        }
    }

    /**
     * Seals a secret.
     *
     * @param place where it is kept, such as the account it belongs to
     */
    public String seal(String secret, String place) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, place).doFinal(secret.getBytes(StandardCharsets.UTF_8));
            byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
            return FORM + Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has AES/GCM", e);
        }
    }

    /**
     * Opens a sealed secret.
     *
     * @throws WrongKey when it was sealed with another key or for another place
     */
    public String open(String sealed, String place) {
        try {
            byte[] all = Base64.getDecoder().decode(sealed.substring(FORM.length()));
            byte[] secret = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(all, NONCE_BYTES), place)
                    .doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
            return new String(secret, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new WrongKey(e);
        }
    }

    /**
     * A keyed digest: the same for the same text and purpose, and of no use to whoever has the database without the key, even
     * where all possible texts can be tried, as with phone numbers.
     */
    public String digest(String text, String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key().getEncoded(), "HmacSHA256"));
            mac.update((purpose + "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA256", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String place) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private SecretKey key() throws GeneralSecurityException {
        SecretKey known = key;
        if (known == null) {
            byte[] bytes = MessageDigest.getInstance("SHA-256")
                    .digest((set.isEmpty() ? kept() : set).getBytes(StandardCharsets.UTF_8));
            known = new SecretKeySpec(bytes, "AES");
            key = known;
        }
        return known;
    }

    private String kept() {
        try {
            if (!Files.exists(file)) {
                invent();
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("The key in " + file + " cannot be read", e);
        }
    }

    private void invent() throws IOException {
        byte[] invented = new byte[32];
        random.nextBytes(invented);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path whole = Files.createTempFile(file.toAbsolutePath().getParent(), "secret", ".new", ownersOnly());
        try {
            Files.writeString(whole, Base64.getEncoder().encodeToString(invented), StandardOpenOption.SYNC);
            // Linking fails where another start was faster, and then its key counts.
            Files.createLink(file, whole);
        } catch (FileAlreadyExistsException | UnsupportedOperationException notLinked) {
            if (!Files.exists(file)) {
                Files.copy(whole, file);
            }
        } finally {
            Files.delete(whole);
        }
    }

    private static FileAttribute<?>[] ownersOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
