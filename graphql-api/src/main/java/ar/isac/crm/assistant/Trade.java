package ar.isac.crm.assistant;

import ar.isac.crm.assistant.Selling.Order;
import ar.isac.crm.assistant.Selling.Quote;
import java.util.List;

/**
 * A verb of {@link Selling} to be called; what the customer is told depends on what comes of it.
 *
 * @param before what is told in front of that: answers to what was asked besides
 */
record Trade(Deed deed, Situation situation, List<Reply> before) implements Move {

    Trade {
        before = List.copyOf(before);
    }

    Trade(Deed deed, Situation situation) {
        this(deed, situation, List.of());
    }

    /** The verb. */
    sealed interface Deed {}

    /** Quotes what the customer wants. */
    record MakeQuote(Order order) implements Deed {}

    /** The customer takes the quote. */
    record AcceptQuote(Quote quote) implements Deed {}

    /** The customer does not want it. */
    record RejectQuote(Quote quote) implements Deed {}
}
