package ar.isac.crm.quote;

/** What became of a quote: Pendiente, Aceptada, Rechazada, Expirada. */
public enum QuoteStatus {
    PENDING,
    ACCEPTED,
    REJECTED,
    EXPIRED
}
