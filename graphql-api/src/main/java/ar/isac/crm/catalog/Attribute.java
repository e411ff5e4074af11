package ar.isac.crm.catalog;

/** What tells a variant from the others of its family: {@code capacidad} = {@code 256GB}. */
public record Attribute(String name, String value) {}
