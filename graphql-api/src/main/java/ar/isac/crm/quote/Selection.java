package ar.isac.crm.quote;

/** So many of one product are wanted. */
public record Selection(String sku, int quantity, Discount discount) {

    public static Selection of(String sku, int quantity) {
        return new Selection(sku, quantity, Discount.none());
    }
}
