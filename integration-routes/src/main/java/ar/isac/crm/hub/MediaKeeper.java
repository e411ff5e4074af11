package ar.isac.crm.hub;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the bytes of files are that come and go within messages, as those of an e-mail do. */
public interface MediaKeeper {

    /** What was kept: the id to ask for it, and the type that it counts as. */
    record Kept(String mediaId, String mimeType) {}

    /** Keeps bytes; the same once more are kept once. */
    Kept keep(byte[] bytes, @Nullable String mimeType);

    /** The bytes that were kept under this id, as long as they are. */
    Optional<byte[]> bytes(String mediaId);
}
