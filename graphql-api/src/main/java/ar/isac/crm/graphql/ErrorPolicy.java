package ar.isac.crm.graphql;

/** What to do when something is in the way of one of many; as the GraphQL enum of the same name. */
public enum ErrorPolicy {
    REJECT_EVERYTHING,
    REJECT_FAILED_ROWS,
    IGNORE_FAILED
}
