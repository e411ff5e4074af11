package ar.isac.crm.hub;

import ar.isac.crm.message.ParkedLetter;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.MessageHistory;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/**
 * What happens to failures, for every route: a step is tried four times within a second; what still fails is parked with its
 * cause, route and step, in the same transaction, and the conversation goes on. A database that is down is nobody's fault:
 * the message goes back to the queue and the routes are suspended until the database answers.
 */
@Component
class Parking extends RouteConfigurationBuilder {

    private final Letters letters;
    private final RouteSuspension suspension;

    Parking(Clock clock, RouteSuspension suspension) {
        this.letters = new Letters(clock);
        this.suspension = suspension;
    }

    @Override
    public void configuration() {
        routeConfiguration()
                .onException(DataAccessResourceFailureException.class)
                .maximumRedeliveries(0)
                .logExhausted(false)
                .logExhaustedMessageHistory(false)
                .handled(false)
                .process(suspension)
                .id("suspend")
                .end()
                .onException(Exception.class)
                .maximumRedeliveries(3)
                .redeliveryDelay(40)
                .useExponentialBackOff()
                .backOffMultiplier(4)
                .retryAttemptedLogLevel(org.apache.camel.LoggingLevel.DEBUG)
                .logExhaustedMessageHistory(false)
                .logExhausted(false)
                .handled(true)
                .useOriginalMessage()
                .process(letters)
                .id("park")
                .to(PublishRoute.URI);
    }

    /** Writes the letter: who failed, where, and the message as it stood. */
    static final class Letters implements Processor {

        private static final org.slf4j.Logger log = org.slf4j.LoggerFactory.getLogger(Parking.class);

        /** What exceptions of HTTP clients and drivers quote: headers, query strings, and the users in URLs. */
        private static final Pattern SECRET = Pattern.compile(
                "(?i)(bearer\\s+|(?:access_?token|token|password|passwd|secret|api_?key|signature)[\"']?\\s*[=:]\\s*[\"']?|://)"
                        + "(?<secret>(?<=://)[^/@\\s]+(?=@)|(?<!://)[^\\s&,;\"'}]+)");

        private final Clock clock;

        Letters(Clock clock) {
            this.clock = clock;
        }

        @Override
        public void process(Exchange exchange) {
            Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
            String route = exchange.getProperty(Exchange.FAILURE_ROUTE_ID, exchange.getFromRouteId(), String.class);
            String step = failedStep(exchange);
            String messageId = exchange.getIn().getHeader("JMSMessageID", exchange.getExchangeId(), String.class);
            String letterId = exchange.getIn().getHeader(PublishRoute.LETTER, messageId, String.class);
            // The text of an exception may quote a customer: it goes into the letter, not into the log.
            log.warn(
                    "Parked {} at {}/{}: {}",
                    messageId,
                    route,
                    step,
                    cause.getClass().getName());
            exchange.getMessage()
                    .setBody(List.of(Publication.of(new ParkedLetter(
                            letterId,
                            exchange.getFromEndpoint() == null
                                    ? "unknown"
                                    : exchange.getFromEndpoint()
                                            .getEndpointKey()
                                            .replaceFirst("^hub://queue:", "")
                                            .replaceFirst("\\?.*", ""),
                            exchange.getIn().getHeader(PublishRoute.GROUP, String.class),
                            route,
                            step,
                            cause.getClass().getSimpleName(),
                            withoutSecrets(cause.getMessage() == null ? "" : cause.getMessage()),
                            exchange.getIn().getBody(String.class),
                            clock.instant()))));
        }

        /** A letter is shown to people who may not know the shop's passwords. */
        static String withoutSecrets(String text) {
            return SECRET.matcher(text).replaceAll("$1…");
        }

        private static String failedStep(Exchange exchange) {
            @SuppressWarnings("unchecked")
            List<MessageHistory> history = exchange.getProperty(Exchange.MESSAGE_HISTORY, List.class);
            if (history == null || history.isEmpty()) {
                return "unknown";
            }
            // The handler's own steps come last; the failed one is the last step of the route itself.
            return history.stream()
                    .map(entry -> entry.getNode().getId())
                    .filter(id -> !"park".equals(id) && !"suspend".equals(id))
                    .reduce((first, second) -> second)
                    .orElse("unknown");
        }
    }
}
