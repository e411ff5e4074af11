package ar.isac.crm.understanding;

/** What a customer wants with a message; each is defined, with its hard cases, in {@code data/LABELS.md}. */
public enum Intent {
    GREETING,
    PRODUCT_QUERY,
    PRICE_QUERY,
    STOCK_QUERY,
    PURCHASE_REQUEST,
    WARRANTY_QUERY,
    COMPLAINT,
    ORDER_STATUS,
    SHIPPING_QUERY,
    PAYMENT_METHODS,
    STORE_INFO,
    HUMAN_REQUEST,
    THANKS_BYE,
    AFFIRM,
    DENY,
    OTHER
}
