package ar.isac.crm.hub;

/** Takes numbered events on each node, from the topic: possibly repeated, possibly with gaps, which it fills from the log. */
@FunctionalInterface
public interface EventFeed {
    void offer(EventLog.Numbered event);
}
