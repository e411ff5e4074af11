package ar.isac.crm.hub;

/**
 * Asks to fetch the bytes of a message's medium.
 *
 * @param attempt 1 for the first try
 */
public record MediaRequest(String messageId, int attempt) {}
