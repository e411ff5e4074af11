package ar.isac.crm.sale;

/**
 * Too few of one product.
 *
 * @param left how many can be sold now
 */
public record Shortage(String productId, String title, int wanted, int left) {}
