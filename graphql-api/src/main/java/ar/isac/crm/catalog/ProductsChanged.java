package ar.isac.crm.catalog;

import java.util.Set;

/** Products were stored anew or changed. */
public record ProductsChanged(Set<String> ids) {}
