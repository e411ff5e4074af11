package ar.isac.crm.hub;

import ar.isac.crm.message.PassingEvent;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

@Component
class PassingRoute extends RouteBuilder {

    private final WireFormat wire;
    private final PassingFeed feed;

    PassingRoute(WireFormat wire, PassingFeed feed) {
        this.wire = wire;
        this.feed = feed;
    }

    @Override
    public void configure() {
        from("hub:topic:" + Queues.PASSING)
                .routeId("passing-feed")
                .routeDescription("Hands what is true for moments to this node's subscriptions")
                .transform()
                .body(String.class, wire::readPassing)
                .id("passing-read")
                .process(new Offer(feed))
                .id("passing-offer");
    }

    private record Offer(PassingFeed feed) implements Processor {
        @Override
        public void process(Exchange exchange) {
            feed.offer(exchange.getMessage().getBody(PassingEvent.class));
        }
    }
}
