package ar.isac.crm.hub;

import ar.isac.crm.channel.ApiRequest;
import ar.isac.crm.channel.UnsendableMessage;
import ar.isac.crm.message.DeliveryOutcome;
import ar.isac.crm.message.OutboundMessage;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.springframework.stereotype.Component;

@Component
class OutboundRoute extends RouteBuilder {

    private static final String CLAIM = "claim";
    private static final String WAY = "way";

    private static final int CONNECT_TIMEOUT_MS = 3_000;

    /** A platform that does not answer within this leaves the outcome unknown. */
    private static final int ANSWER_TIMEOUT_MS = 10_000;

    private final WireFormat wire;
    private final DeliveryLog deliveries;
    private final Channels channels;
    private final BrokerSettings settings;

    OutboundRoute(WireFormat wire, DeliveryLog deliveries, Channels channels, BrokerSettings settings) {
        this.wire = wire;
        this.deliveries = deliveries;
        this.channels = channels;
        this.settings = settings;
    }

    @Override
    public void configure() {
        callOnceAndInTime(getContext().getComponent("https", HttpComponent.class));

        from("hub:queue:" + Queues.OUTBOUND + "?concurrentConsumers=" + settings.sendingConsumers())
                .routeId("outbound")
                .routeDescription(
                        "Sends the next message of a conversation's lane; the attempt is stored before the call")
                .transform()
                .body(String.class, wire::readNudge)
                .id("outbound-read")
                .transform()
                .body(Nudge.class, deliveries::claim)
                .id("outbound-claim")
                .setProperty(CLAIM, body())
                .id("outbound-remember-claim")
                .filter(body().isInstanceOf(DeliveryLog.Claim.Send.class))
                .setProperty(WAY)
                .message(message -> way(message.getBody(DeliveryLog.Claim.Send.class)))
                .id("outbound-way")
                .toD("${exchangeProperty.way}")
                .end()
                .process(new Settle(deliveries))
                .id("outbound-record")
                .to(PublishRoute.URI);

        from("direct:deliver")
                .routeId("deliver")
                .routeDescription("One call to a platform's sending API, turned into an outcome whatever happens")
                .errorHandler(noErrorHandler())
                .doTry()
                .process(new Call(channels))
                .id("deliver-request")
                .to("https://platform?throwExceptionOnFailure=false")
                .id("deliver-call")
                .process(new Answer(channels))
                .id("deliver-answer")
                .doCatch(
                        ConnectException.class,
                        ConnectTimeoutException.class,
                        UnknownHostException.class,
                        NoRouteToHostException.class)
                .setBody(constant(new DeliveryOutcome.Retryable("unreachable", "The platform cannot be reached", null)))
                .id("deliver-unreachable")
                .doCatch(IOException.class)
                .setBody(constant(new DeliveryOutcome.Unknown("The platform did not answer")))
                .id("deliver-no-answer")
                .doCatch(UnsendableMessage.class)
                .process(new Refusal())
                .id("deliver-refuse")
                .end();

        from("direct:deliver-routed")
                .routeId("deliver-routed")
                .routeDescription("One message handed to the routes of a channel that a file defines")
                .errorHandler(noErrorHandler())
                .transform()
                .body(DeliveryLog.Claim.Send.class, claim -> channels.routed().send(claim.message()))
                .id("deliver-routed-call");
    }

    private static String way(DeliveryLog.Claim.Send claim) {
        return Channels.areRouted(claim.message().account().type()) ? "direct:deliver-routed" : "direct:deliver";
    }

    /** One attempt is one call: left alone, the HTTP client repeats what was answered 429 or 503. */
    private static void callOnceAndInTime(HttpComponent https) {
        https.setAutomaticRetriesDisabled(true);
        https.setFollowRedirects(false);
        https.setCookieManagementDisabled(true);
        https.setConnectTimeout(CONNECT_TIMEOUT_MS);
        https.setResponseTimeout(ANSWER_TIMEOUT_MS);
        https.setConnectionRequestTimeout(CONNECT_TIMEOUT_MS);
        https.setMaxTotalConnections(512);
        https.setConnectionsPerRoute(256);
    }

    /** Prepares the HTTP call; nothing of the broker's headers may reach the platform. */
    private record Call(Channels channels) implements Processor {
        @Override
        public void process(Exchange exchange) {
            ApiRequest request = channels.request(exchange.getProperty(CLAIM, DeliveryLog.Claim.Send.class));
            Message message = exchange.getMessage();
            message.removeHeaders("*");
            message.setHeader(Exchange.HTTP_URI, request.url());
            message.setHeader(Exchange.HTTP_METHOD, "POST");
            message.setHeader(Exchange.CONTENT_TYPE, "application/json; charset=utf-8");
            message.setHeader("Authorization", "Bearer " + request.bearerToken());
            message.setBody(request.body().getBytes(StandardCharsets.UTF_8));
        }
    }

    private record Answer(Channels channels) implements Processor {
        @Override
        public void process(Exchange exchange) {
            Message message = exchange.getMessage();
            int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
            ApiRequest.Answer answer = new ApiRequest.Answer(status, message.getBody(String.class));
            OutboundMessage attempt =
                    exchange.getProperty(CLAIM, DeliveryLog.Claim.Send.class).message();
            message.setBody(channels.outcome(attempt, answer));
        }
    }

    /** The channel cannot carry the message: told to the advisor, not tried again. */
    private record Refusal() implements Processor {
        @Override
        public void process(Exchange exchange) {
            UnsendableMessage cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, UnsendableMessage.class);
            exchange.getMessage()
                    .setBody(new DeliveryOutcome.Refused("unsendable", cause.field() + ": " + cause.words()));
        }
    }

    private record Settle(DeliveryLog deliveries) implements Processor {
        @Override
        public void process(Exchange exchange) {
            Message message = exchange.getMessage();
            message.removeHeaders("*");
            DeliveryLog.Claim claim = exchange.getProperty(CLAIM, DeliveryLog.Claim.class);
            List<Publication> publications = new ArrayList<>(claim.publications());
            if (claim instanceof DeliveryLog.Claim.Send send) {
                publications.addAll(deliveries.record(send.message(), message.getBody(DeliveryOutcome.class)));
            }
            message.setBody(publications);
        }
    }
}
