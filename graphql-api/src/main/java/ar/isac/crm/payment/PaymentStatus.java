package ar.isac.crm.payment;

/** What became of a payment. */
public enum PaymentStatus {
    PENDING,
    REJECTED,
    APPROVED,
    REFUNDED,
    CHARGED_BACK
}
