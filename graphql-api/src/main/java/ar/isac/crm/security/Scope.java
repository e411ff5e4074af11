package ar.isac.crm.security;

/** What of its role's rights a token uses; see the GraphQL enum of the same name. */
public enum Scope {
    READ,
    WRITE
}
