package ar.isac.crm.hub;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

@Component
class AssistantRoute extends RouteBuilder {

    private static final String REQUEST = "request";

    private final WireFormat wire;
    private final IntentAnalysis analysis;
    private final AssistantDecision decision;
    private final AssistantReply reply;
    private final BrokerSettings settings;

    AssistantRoute(
            WireFormat wire,
            IntentAnalysis analysis,
            AssistantDecision decision,
            AssistantReply reply,
            BrokerSettings settings) {
        this.wire = wire;
        this.analysis = analysis;
        this.decision = decision;
        this.reply = reply;
        this.settings = settings;
    }

    @Override
    public void configure() {
        from("hub:queue:" + Queues.ASSISTANT + "?concurrentConsumers=" + settings.intakeConsumers())
                .routeId("assistant")
                .routeDescription(
                        "Answers what waits in a conversation; any failure on the way hands it over to a person")
                .transform()
                .body(String.class, wire::readReplyRequest)
                .id("assistant-read")
                .setProperty(REQUEST, body())
                .id("assistant-remember-request")
                .doTry()
                .transform()
                .body(ReplyRequest.class, analysis::analyse)
                .id("assistant-analyse")
                .to(PublishRoute.URI)
                .process(new Decide(decision))
                .id("assistant-decide")
                .doCatch(DataAccessResourceFailureException.class)
                .throwException(DataAccessResourceFailureException.class, "The database does not answer")
                .id("assistant-database-down")
                .doCatch(Exception.class)
                .process(new HandOver(decision))
                .id("assistant-hand-over")
                .end()
                .setBody(exchangeProperty(REQUEST))
                .id("assistant-recall-request")
                .transform()
                .body(ReplyRequest.class, reply::reply)
                .id("assistant-reply")
                .to(PublishRoute.URI);
    }

    private static ReplyRequest request(Exchange exchange) {
        return exchange.getProperty(REQUEST, ReplyRequest.class);
    }

    private record Decide(AssistantDecision decision) implements Processor {
        @Override
        public void process(Exchange exchange) {
            decision.decide(request(exchange));
        }
    }

    private record HandOver(AssistantDecision decision) implements Processor {

        private static final Logger log = LoggerFactory.getLogger(AssistantRoute.class);

        @Override
        public void process(Exchange exchange) {
            Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
            ReplyRequest request = request(exchange);
            log.warn(
                    "The assistant failed in conversation {}: {}; a person takes over",
                    request.conversationId(),
                    failure.getClass().getName());
            decision.handOver(request, failure);
        }
    }
}
