package ar.isac.crm.graphql;

/** The name of the request that an operation came with, in the context of its execution under this class. */
public record RequestId(String value) {}
