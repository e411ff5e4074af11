package ar.isac.crm.hub;

import ar.isac.crm.message.InboundUpdate;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

@Component
class IntakeRoute extends RouteBuilder {

    private final WireFormat wire;
    private final Inbox inbox;
    private final BrokerSettings settings;

    IntakeRoute(WireFormat wire, Inbox inbox, BrokerSettings settings) {
        this.wire = wire;
        this.inbox = inbox;
        this.settings = settings;
    }

    @Override
    public void configure() {
        from("hub:queue:" + Queues.INBOUND + "?concurrentConsumers=" + settings.intakeConsumers())
                .routeId("intake")
                .routeDescription("Stores every update of the channels once, in order for each customer")
                .transform()
                .body(String.class, wire::readUpdate)
                .id("intake-read")
                .transform()
                .body(InboundUpdate.class, inbox::receive)
                .id("intake-store")
                .to(PublishRoute.URI);
    }
}
