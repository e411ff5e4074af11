package ar.isac.crm.catalog;

/** Goods are called otherwise now, came or went, or words mean something else: {@link CatalogNames} are to be read anew. */
public record CatalogNamesChanged() {}
