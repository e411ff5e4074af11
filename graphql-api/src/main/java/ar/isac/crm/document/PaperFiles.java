package ar.isac.crm.document;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Papers over HTTP, for those who sell: the file itself, or its pages as a picture. Nothing of it is kept by the way. */
@Component
public class PaperFiles {

    /** The endings that a paper's address may have. */
    public static final String FORMS = "pdf|png";

    private final PagePictures pictures;

    PaperFiles(PagePictures pictures) {
        this.pictures = pictures;
    }

    /**
     * A paper's file.
     *
     * @param form one of {@link #FORMS}
     * @param name without its ending
     */
    public ResponseEntity<byte[]> of(byte[] pdf, String form, String name) {
        return form.equals("png") ? picture(pdf) : file(pdf, name);
    }

    public ResponseEntity<byte[]> picture(byte[] pdf) {
        Optional<byte[]> png = pictures.png(pdf);
        return png.map(bytes -> guarded(ResponseEntity.ok())
                        .contentType(MediaType.IMAGE_PNG)
                        .body(bytes))
                .orElseGet(() -> ResponseEntity.unprocessableContent().build());
    }

    private static ResponseEntity<byte[]> file(byte[] pdf, String name) {
        return guarded(ResponseEntity.ok())
                .contentType(MediaType.APPLICATION_PDF)
                .header(
                        "Content-Disposition",
                        ContentDisposition.attachment()
                                .filename(name + ".pdf", StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(pdf);
    }

    /** What is on it may change with the customer's name, and goes with the customer. */
    private static ResponseEntity.BodyBuilder guarded(ResponseEntity.BodyBuilder response) {
        return response.cacheControl(CacheControl.noStore().cachePrivate())
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .header("X-Content-Type-Options", "nosniff");
    }
}
