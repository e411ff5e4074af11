package ar.isac.crm.media;

import ar.isac.crm.document.PagePictures;
import ar.isac.crm.security.Permissions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Media for those who are signed in. What a customer sent is never run: no sniffing, no script, and only plain media types inline. */
@RestController
class MediaController {

    private final MediaStore store;
    private final Media media;
    private final PagePictures pictures;

    MediaController(MediaStore store, Media media, PagePictures pictures) {
        this.store = store;
        this.media = media;
        this.pictures = pictures;
    }

    @GetMapping("/media/{id:[0-9a-f]{64}}")
    @PreAuthorize(Permissions.CONVERSATIONS)
    ResponseEntity<Resource> get(@PathVariable String id, @RequestParam(defaultValue = "") String name) {
        return store.get(id)
                .map(stored -> ResponseEntity.ok()
                        .contentType(MediaType.parseMediaType(stored.mimeType()))
                        .cacheControl(CacheControl.maxAge(Duration.ofDays(30))
                                .cachePrivate()
                                .immutable())
                        .header("Content-Security-Policy", "default-src 'none'; sandbox")
                        .header("X-Content-Type-Options", "nosniff")
                        .header("Content-Disposition", disposition(stored.mimeType(), name))
                        .<Resource>body(new StoredResource(stored)))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    /** The pages of a PDF as one picture; of a file that cannot be drawn, nothing. */
    @GetMapping("/media/{id:[0-9a-f]{64}}/pages.png")
    @PreAuthorize(Permissions.CONVERSATIONS)
    ResponseEntity<byte[]> pages(@PathVariable String id) {
        Optional<byte[]> pdf = media.pdf(id);
        if (pdf.isEmpty()) {
            return ResponseEntity.notFound().build();
        }
        return pictures.png(pdf.get())
                .map(png -> ResponseEntity.ok()
                        .contentType(MediaType.IMAGE_PNG)
                        .cacheControl(CacheControl.maxAge(Duration.ofDays(30))
                                .cachePrivate()
                                .immutable())
                        .header("Content-Security-Policy", "default-src 'none'; sandbox")
                        .header("X-Content-Type-Options", "nosniff")
                        .body(png))
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    /** What a browser draws or plays by itself opens in it; the rest is a file to be saved. */
    private static String disposition(String mimeType, String name) {
        boolean isShown = mimeType.matches("(image|audio|video)/.*");
        ContentDisposition.Builder how = isShown ? ContentDisposition.inline() : ContentDisposition.attachment();
        String plain = name.replaceAll("[\\p{Cntrl}/\\\\:*?\"<>|]", "_").strip();
        return (plain.isEmpty() ? how : how.filename(plain, StandardCharsets.UTF_8))
                .build()
                .toString();
    }
}
