package ar.isac.crm.hub;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

@Component
class EventRoute extends RouteBuilder {

    private final WireFormat wire;
    private final EventFeed feed;

    EventRoute(WireFormat wire, EventFeed feed) {
        this.wire = wire;
        this.feed = feed;
    }

    @Override
    public void configure() {
        from("hub:topic:" + Queues.EVENTS)
                .routeId("event-feed")
                .routeDescription("Hands every numbered event to this node's subscriptions")
                .transform()
                .body(String.class, wire::readNumbered)
                .id("event-read")
                .process(new Offer(feed))
                .id("event-offer");
    }

    private record Offer(EventFeed feed) implements Processor {
        @Override
        public void process(Exchange exchange) {
            feed.offer(exchange.getMessage().getBody(EventLog.Numbered.class));
        }
    }
}
