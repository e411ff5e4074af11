package ar.isac.crm.customer;

import java.util.Set;

/**
 * What belonged to these customers' records belongs to another from now on: somebody merged them, or undid it. Told again
 * after a crash, so whoever listens does no harm by doing it twice.
 *
 * @param records the records by whose handles it came
 */
public record CustomersMerged(Set<String> records, String to) {}
