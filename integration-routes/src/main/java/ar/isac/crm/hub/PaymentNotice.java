package ar.isac.crm.hub;

/**
 * A payment provider says that something became of a payment. It is only a hint: what became of it is read back.
 *
 * @param externalId the provider's id of the payment
 * @param attempt which try to read it back, from 1
 */
public record PaymentNotice(String externalId, int attempt) {}
