package ar.isac.crm.catalog;

/** The shop's synonyms are to be read anew. */
record SynonymsChanged() {}
