package ar.isac.crm.hub;

import ar.isac.crm.message.ParkedLetter;
import java.time.Clock;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

@Component
class ParkedRoute extends RouteBuilder {

    private final Opening opening;
    private final DeadLetters letters;

    ParkedRoute(WireFormat wire, DeadLetters letters, Clock clock) {
        this.opening = new Opening(wire, clock);
        this.letters = letters;
    }

    @Override
    public void configure() {
        // Parking a parked letter again would go round for ever: here a failure rolls back and the broker tries again
        // later.
        from("hub:queue:" + Queues.PARKED)
                .routeId("parked")
                .routeDescription("Keeps what could not be handled, for a person to see and replay")
                .errorHandler(noErrorHandler())
                .process(opening)
                .id("parked-open")
                .transform()
                .body(ParkedLetter.class, letters::keep)
                .id("parked-keep")
                .to(PublishRoute.URI);
    }

    /** A letter of ours, or a message that the broker itself gave up on and moved here as it was. */
    private record Opening(WireFormat wire, Clock clock) implements Processor {
        @Override
        public void process(Exchange exchange) {
            Message message = exchange.getMessage();
            String body = message.getBody(String.class);
            String originalQueue = message.getHeader("_AMQ_ORIG_QUEUE", String.class);
            message.setBody(
                    originalQueue == null
                            ? wire.readLetter(body)
                            : new ParkedLetter(
                                    message.getHeader(
                                            PublishRoute.LETTER,
                                            message.getHeader("JMSMessageID", String.class),
                                            String.class),
                                    originalQueue,
                                    message.getHeader(PublishRoute.GROUP, String.class),
                                    null,
                                    null,
                                    null,
                                    "The broker gave up after repeated failures",
                                    body,
                                    clock.instant()));
        }
    }
}
