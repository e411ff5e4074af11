package ar.isac.crm.hub;

import ar.isac.crm.channel.ApiRequest;
import ar.isac.crm.channel.ChannelConnection;
import ar.isac.crm.channel.UnsendableMessage;
import ar.isac.crm.message.DeliveryOutcome;
import ar.isac.crm.message.Signal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

@Component
class SignalRoute extends RouteBuilder {

    private static final String SIGNAL = "signal";
    private static final String REQUEST = "request";
    private static final String OUTCOME = "outcome";

    private final WireFormat wire;
    private final Calling calling;
    private final Settling settling;

    SignalRoute(WireFormat wire, SignalDesk desk, Channels channels) {
        this.wire = wire;
        this.calling = new Calling(desk, channels);
        this.settling = new Settling(desk, channels);
    }

    @Override
    public void configure() {
        from("hub:queue:" + Queues.SIGNALS + "?concurrentConsumers=8")
                .routeId("signals")
                .routeDescription("Tells the platforms what is no message: read, typing, reactions")
                .transform()
                .body(String.class, wire::readSignal)
                .id("signals-read")
                .setProperty(SIGNAL, body())
                .id("signals-remember")
                .process(calling)
                .id("signals-request")
                .filter(exchangeProperty(OUTCOME).isNotNull())
                .process(settling)
                .id("signals-routed")
                .to(PublishRoute.URI)
                .end()
                .filter(exchangeProperty(REQUEST).isNotNull())
                .doTry()
                .to("https://platform?throwExceptionOnFailure=false")
                .id("signals-call")
                .process(settling)
                .id("signals-settle")
                .doCatch(IOException.class)
                .process(settling)
                .id("signals-unanswered")
                .end()
                .to(PublishRoute.URI);
    }

    /** Prepares the call; a signal that the channel does not have, or that cannot leave now, is dropped. */
    private record Calling(SignalDesk desk, Channels channels) implements Processor {
        @Override
        public void process(Exchange exchange) {
            Message message = exchange.getMessage();
            Signal signal = message.getBody(Signal.class);
            message.removeHeaders("*");
            if (Channels.areRouted(signal.account().type())) {
                exchange.setProperty(OUTCOME, told(signal).orElse(null));
                return;
            }
            Optional<ApiRequest> request = request(signal);
            exchange.setProperty(REQUEST, request.orElse(null));
            request.ifPresent(call -> {
                message.setHeader(Exchange.HTTP_URI, call.url());
                message.setHeader(Exchange.HTTP_METHOD, "POST");
                message.setHeader(Exchange.CONTENT_TYPE, "application/json; charset=utf-8");
                message.setHeader("Authorization", "Bearer " + call.bearerToken());
                message.setBody(call.body().getBytes(StandardCharsets.UTF_8));
            });
        }

        /** By the route of a channel that a file defines. */
        private Optional<DeliveryOutcome> told(Signal signal) {
            return desk.connection(signal) == null
                    ? Optional.empty()
                    : channels.routed().tell(signal);
        }

        private Optional<ApiRequest> request(Signal signal) {
            ChannelConnection connection = desk.connection(signal);
            if (connection == null) {
                return Optional.empty();
            }
            try {
                return channels.signal(signal, connection);
            } catch (UnsendableMessage notHere) {
                desk.settled(signal, new DeliveryOutcome.Refused("unsendable", notHere.words()));
                return Optional.empty();
            }
        }
    }

    /** A reaction is worth some more tries; that something was read or is being written is not. */
    private record Settling(SignalDesk desk, Channels channels) implements Processor {

        private static final int MOST_TRIES = 5;

        @Override
        public void process(Exchange exchange) {
            Signal signal = exchange.getProperty(SIGNAL, Signal.class);
            DeliveryOutcome outcome = outcome(exchange, signal);
            boolean isWorthIt = signal.kind() == Signal.Kind.REACTION && signal.tries() + 1 < MOST_TRIES;
            Message message = exchange.getMessage();
            message.removeHeaders("*");
            // The same reaction twice is the same, so what is unknown may be tried again too.
            if (isWorthIt
                    && (outcome instanceof DeliveryOutcome.Retryable || outcome instanceof DeliveryOutcome.Unknown)) {
                message.setBody(List.of(
                        Publication.of(signal.again(), Duration.ofSeconds((long) Math.pow(4, signal.tries())))));
            } else {
                desk.settled(signal, outcome);
                message.setBody(List.of());
            }
        }

        private DeliveryOutcome outcome(Exchange exchange, Signal signal) {
            DeliveryOutcome routed = exchange.getProperty(OUTCOME, DeliveryOutcome.class);
            if (routed != null) {
                return routed;
            }
            if (exchange.getProperty(Exchange.EXCEPTION_CAUGHT) != null) {
                return new DeliveryOutcome.Unknown("The platform did not answer");
            }
            int status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
            String body = exchange.getMessage().getBody(String.class);
            // What is no message is answered without a message's id.
            return status >= 200 && status < 300
                    ? new DeliveryOutcome.Accepted("", null)
                    : channels.of(signal.account().type()).outcome(new ApiRequest.Answer(status, body));
        }
    }
}
