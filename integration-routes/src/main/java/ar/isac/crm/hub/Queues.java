package ar.isac.crm.hub;

/** The broker's addresses, each with what travels on it. */
public final class Queues {

    /** Updates of the channels, one customer in order. */
    public static final String INBOUND = "crm.inbound";

    /** Requests that the assistant answers a conversation, delayed by the burst window. */
    public static final String ASSISTANT = "crm.assistant";

    /** Nudges: "look whether this conversation's lane has something to send". */
    public static final String OUTBOUND = "crm.outbound";

    /** What is told to the platforms and is no message: read, typing, reactions. */
    public static final String SIGNALS = "crm.signals";

    /** Media to be fetched. */
    public static final String MEDIA = "crm.media";

    /** Events not numbered yet; one consumer in the cluster reads it. */
    public static final String EVENTS_IN = "crm.events.in";

    /** Topic of numbered events, read by every node. */
    public static final String EVENTS = "crm.events";

    /** Topic of what is true for moments and never stored, read by every node. */
    public static final String PASSING = "crm.passing";

    /** Notifications of payment providers, to be read back. */
    public static final String PAYMENTS = "crm.payments";

    /** Products, prices and stock that the shop's own systems tell. */
    public static final String CATALOGUE = "crm.catalogue";

    /** Likewise, of a source that a route of the shop takes from: {@code crm.stock.SOURCE}. */
    public static final String STOCK_OF = "crm.stock.";

    /** Sales for the shop's own systems; whoever integrates them consumes it. */
    public static final String SALES = "crm.sales";

    /** Customers for the shop's own systems, likewise. */
    public static final String CUSTOMERS = "crm.customers";

    /** Deliveries of news to the addresses that want to hear of them. */
    public static final String WEBHOOKS = "crm.webhooks";

    /** What could not be handled and waits for a person. */
    public static final String PARKED = "crm.parked";

    private Queues() {}
}
