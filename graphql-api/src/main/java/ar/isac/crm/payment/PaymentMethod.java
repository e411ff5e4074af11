package ar.isac.crm.payment;

/** How money comes. */
public enum PaymentMethod {
    MERCADO_PAGO,
    CASH,
    TRANSFER
}
