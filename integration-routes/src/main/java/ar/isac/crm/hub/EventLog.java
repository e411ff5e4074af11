package ar.isac.crm.hub;

import ar.isac.crm.message.ConversationEvent;
import java.util.List;

/** The numbered log of events. */
@FunctionalInterface
public interface EventLog {

    /** An event with its number, the cursor of every subscription. Numbers have no gaps. */
    record Numbered(long number, ConversationEvent event) {}

    /** Numbers and stores the events in their order; one whose key is already there keeps its number. */
    List<Numbered> append(List<ConversationEvent> events);
}
