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

    /** Sales for the shop's own systems; whoever integrates them consumes it. */
    public static final String SALES = "crm.sales";

    /** What could not be handled and waits for a person. */
    public static final String PARKED = "crm.parked";

    private Queues() {}
}
