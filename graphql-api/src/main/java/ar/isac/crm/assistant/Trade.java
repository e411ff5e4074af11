package ar.isac.crm.assistant;

import ar.isac.crm.assistant.Selling.Order;
import ar.isac.crm.assistant.Selling.Quote;

/** A verb of {@link Selling} to be called; what the customer is told depends on what comes of it. */
record Trade(Deed deed, Situation situation) implements Move {

    /** The verb. */
    sealed interface Deed {}

    /** Quotes what the customer wants. */
    record MakeQuote(Order order) implements Deed {}

    /** The customer takes the quote. */
    record AcceptQuote(Quote quote) implements Deed {}

    /** The customer does not want it. */
    record RejectQuote(Quote quote) implements Deed {}
}
