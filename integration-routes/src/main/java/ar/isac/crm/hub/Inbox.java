package ar.isac.crm.hub;

import ar.isac.crm.message.InboundUpdate;
import java.util.List;

/** Stores an update of a channel. */
@FunctionalInterface
public interface Inbox {

    /**
     * Stores the update once, however often it comes, and returns what is to be published because of it: the same again when
     * it was already stored, since nobody knows whether that was published the first time.
     */
    List<Publication> receive(InboundUpdate update);
}
