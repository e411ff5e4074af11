package ar.isac.crm.knowledge;

/** What an article is about. Of each topic but {@link #OTHER} there is one article at most. */
public enum Topic {
    HOURS,
    ADDRESS,
    SHIPPING,
    PAYMENT,
    WARRANTY,
    RETURNS,
    INVOICES,
    /** Free: found by its title and questions. */
    OTHER
}
