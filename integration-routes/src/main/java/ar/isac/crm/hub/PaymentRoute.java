package ar.isac.crm.hub;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

@Component
class PaymentRoute extends RouteBuilder {

    private final WireFormat wire;
    private final PaymentNotices notices;

    PaymentRoute(WireFormat wire, PaymentNotices notices) {
        this.wire = wire;
        this.notices = notices;
    }

    @Override
    public void configure() {
        from("hub:queue:" + Queues.PAYMENTS + "?concurrentConsumers=4")
                .routeId("payment")
                .routeDescription("Reads payments back from their provider and lets them take effect")
                .transform()
                .body(String.class, wire::readPaymentNotice)
                .id("payment-read")
                .transform()
                .body(PaymentNotice.class, notices::settle)
                .id("payment-settle")
                .to(PublishRoute.URI);
    }
}
