package ar.isac.crm.hub;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** The last step of every route that consumes: its publications go out in the consumer's own transaction. */
@Component
class PublishRoute extends RouteBuilder {

    static final String URI = "direct:publish";
    static final String GROUP = "JMSXGroupID";

    /** The parked letter that a message brings back. */
    static final String LETTER = "CrmLetter";

    /** Artemis holds a message back until this instant, in milliseconds since 1970. */
    private static final String SCHEDULED = "_AMQ_SCHED_DELIVERY";

    private final Addressing addressing;

    PublishRoute(WireFormat wire) {
        this.addressing = new Addressing(wire);
    }

    @Override
    public void configure() {
        from(URI)
                .routeId("publish")
                .routeDescription("Sends a handler's publications within the transaction of the message it handled")
                .split(body())
                .id("publish-each")
                .process(addressing)
                .id("publish-address")
                .toD("hub:queue:${exchangeProperty.queue}")
                .id("publish-send")
                .end();
    }

    /** Turns a publication into a JMS message: body, group and delay, and no header of the message that was consumed. */
    static final class Addressing implements Processor {

        private final WireFormat wire;

        Addressing(WireFormat wire) {
            this.wire = wire;
        }

        @Override
        public void process(Exchange exchange) {
            Publication publication = exchange.getMessage().getBody(Publication.class);
            Map<String, Object> headers = new LinkedHashMap<>();
            if (publication.group() != null) {
                headers.put(GROUP, publication.group());
            }
            if (publication.letterId() != null) {
                headers.put(LETTER, publication.letterId());
            }
            if (publication.delay().isPositive()) {
                headers.put(
                        SCHEDULED,
                        System.currentTimeMillis() + publication.delay().toMillis());
            }
            exchange.setProperty("queue", publication.queue());
            exchange.getMessage().setHeaders(headers);
            exchange.getMessage().setBody(wire.write(publication.body()));
        }
    }
}
