package ar.isac.crm.catalog;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
class DemoPictureController {
    private static final int MAX_KEPT = 500;

    private final Products products;
    private final Map<String, byte[]> drawn = new ConcurrentHashMap<>();

    DemoPictureController(Products products) {
        this.products = products;
    }

    @GetMapping("/demo/pictures/{sku}.png")
    ResponseEntity<byte[]> picture(@PathVariable String sku) {
        Optional<byte[]> png = Optional.ofNullable(drawn.get(Product.idOf(sku)))
                .or(() -> products.find(sku).map(this::draw));
        return png.map(bytes -> ResponseEntity.ok()
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
