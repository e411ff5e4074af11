package ar.isac.crm.sale;

/** Where a sale stands. */
public enum SaleStatus {
    PENDING,
    PAID_AWAITING_STOCK,
    PAID,
    DELIVERED,
    CANCELLED,
    REFUNDED
}
