package ar.isac.crm.customer;

import java.util.Set;

/** Customers were stored anew or changed on this node. */
public record CustomersChanged(Set<String> ids) {}
