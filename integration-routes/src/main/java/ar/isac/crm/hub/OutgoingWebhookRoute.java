package ar.isac.crm.hub;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

@Component
class OutgoingWebhookRoute extends RouteBuilder {

    private final WireFormat wire;
    private final OutgoingWebhooks webhooks;

    OutgoingWebhookRoute(WireFormat wire, OutgoingWebhooks webhooks) {
        this.wire = wire;
        this.webhooks = webhooks;
    }

    @Override
    public void configure() {
        from("hub:queue:" + Queues.WEBHOOKS + "?concurrentConsumers=16")
                .routeId("outgoing-webhook")
                .routeDescription("Posts signed news to whoever wants to hear of them; a failure is tried again later")
                .transform()
                .body(String.class, wire::readWebhookAttempt)
                .id("outgoing-webhook-read")
                .transform()
                .body(OutgoingWebhooks.Attempt.class, webhooks::deliver)
                .id("outgoing-webhook-deliver")
                .to(PublishRoute.URI);
    }
}
