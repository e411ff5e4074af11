package ar.isac.crm.catalog;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The global id of a product: base64url of {@code Product:} and its id. */
final class ProductId {
    private static final String TYPE = "Product:";

    private ProductId() {}

    static String global(String id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((TYPE + id).getBytes(StandardCharsets.UTF_8));
    }

    /** The stored id, or {@link ProductNotFound} when it is the global id of no product. */
    static String raw(String global) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(global), StandardCharsets.UTF_8);
            if (text.startsWith(TYPE)) {
                return text.substring(TYPE.length());
            }
        } catch (IllegalArgumentException notBase64) {
            throw new ProductNotFound(global, notBase64);
        }
        throw new ProductNotFound(global);
    }
}
