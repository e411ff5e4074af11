package ar.isac.crm.hub;

import ar.isac.crm.message.PassingEvent;

/** Takes passing events on each node, from the topic, those of this node too. */
@FunctionalInterface
public interface PassingFeed {
    void offer(PassingEvent event);
}
