package ar.isac.crm.catalog;

import ar.isac.crm.media.PictureSource;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The pictures of the demo shop, drawn when they are first asked for. */
@RestController
@ConditionalOnProperty(name = "crm.demo", havingValue = "true")
class DemoPictureController implements PictureSource {
    private static final int MAX_KEPT = 500;
    private static final Pattern PATH = Pattern.compile("/demo/pictures/([^/?#]{1,200})\\.png");

    private final Products products;
    private final Map<String, byte[]> drawn = new ConcurrentHashMap<>();

    DemoPictureController(Products products) {
        this.products = products;
    }

    @Override
    public Optional<byte[]> png(String path) {
        Matcher picture = PATH.matcher(path);
        return picture.matches() ? ofProduct(picture.group(1)) : Optional.empty();
    }

    private Optional<byte[]> ofProduct(String sku) {
        return Optional.ofNullable(drawn.get(Product.idOf(sku)))
                .or(() -> products.find(sku).map(this::draw));
    }

    @GetMapping("/demo/pictures/{sku}.png")
    ResponseEntity<byte[]> picture(@PathVariable String sku) {
        return ofProduct(sku)
                .map(bytes -> ResponseEntity.ok()
                        .contentType(MediaType.IMAGE_PNG)
                        .cacheControl(CacheControl.maxAge(Duration.ofDays(1)).cachePublic())
                        .body(bytes))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    private byte[] draw(Product product) {
        byte[] png = DemoPictures.png(product);
        if (drawn.size() < MAX_KEPT) {
            drawn.put(product.id(), png);
        }
        return png;
    }
}
