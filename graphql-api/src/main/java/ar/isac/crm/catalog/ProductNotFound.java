package ar.isac.crm.catalog;

/** No product has this sku or id. */
public class ProductNotFound extends RuntimeException {

    public ProductNotFound(String sku) {
        super("No product " + sku);
    }

    ProductNotFound(String id, Throwable cause) {
        super("No product " + id, cause);
    }
}
