package ar.isac.crm.media;

import java.time.Duration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Media for whoever has a link that is signed and has not ended; what is forged or over is not there. */
@RestController
class PublicMediaController {

    private final PublicLinks links;
    private final MediaStore store;

    PublicMediaController(PublicLinks links, MediaStore store) {
        this.links = links;
        this.store = store;
    }

    @GetMapping("/m/{signed:[A-Za-z0-9_-]{1,200}}")
    ResponseEntity<Resource> get(@PathVariable String signed) {
        return links.mediaId(signed)
                .flatMap(store::get)
                .map(stored -> ResponseEntity.ok()
                        .contentType(MediaType.parseMediaType(stored.mimeType()))
                        .cacheControl(
                                CacheControl.maxAge(Duration.ofMinutes(10)).cachePrivate())
                        .header("Content-Security-Policy", "default-src 'none'; sandbox")
                        .header("X-Content-Type-Options", "nosniff")
                        .header("X-Robots-Tag", "noindex")
                        .<Resource>body(new StoredResource(stored)))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }
}
