package ar.isac.crm.catalog;

/** This node does not know what changed: the whole catalogue is to be read anew. */
record CatalogMissed() {}
