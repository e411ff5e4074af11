package ar.isac.crm.media;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamSource;

/** Where bytes lie: files beside the embedded database, GridFS on a real MongoDB. */
interface MediaStore {

    /** Stored bytes, to be read as often as somebody asks for them. The caller closes the streams. */
    record Stored(InputStreamSource bytes, long length, String mimeType) {}

    /** Keeps bytes under their own hash; keeping the same again changes nothing. */
    void put(String id, byte[] bytes, String mimeType);

    Optional<Stored> get(String id);

    /** Removes the bytes for good; of what is not there, nothing. */
    void remove(String id);

    /** A name for a MIME type that cannot be executed by a browser, whatever the platform claims. */
    static String harmless(@Nullable String mimeType) {
        if (mimeType == null) {
            return "application/octet-stream";
        }
        String type = mimeType.split(";", 2)[0].strip().toLowerCase(java.util.Locale.ROOT);
        boolean isShown = type.matches("image/(png|jpeg|gif|webp)|audio/[a-z0-9.+-]+|video/[a-z0-9.+-]+|text/plain"
                + "|application/(pdf|msword|vnd\\.ms-[a-z]+|vnd\\.openxmlformats-officedocument\\.[a-z.]+)");
        return isShown ? type : "application/octet-stream";
    }
}
