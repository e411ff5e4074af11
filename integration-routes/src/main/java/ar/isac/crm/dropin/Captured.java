package ar.isac.crm.dropin;

import ar.isac.crm.dropin.RouteTrials.Call;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.component.mail.MailConstants;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** In the place of every component that would reach the outside: notes what is called, and brings what a test brings. */
final class Captured extends DefaultComponent {

    static final Set<String> SCHEMES = Set.of("http", "https", "imap", "imaps", "smtp", "smtps", "timer");

    private static final int OK = 200;

    private final String answer;
    private final Consumer<Call> calls;
    private final ConcurrentMap<Endpoint, Processor> consumers = new ConcurrentHashMap<>();

    Captured(String answer, Consumer<Call> calls) {
        this.answer = answer;
        this.calls = calls;
        // It would be given what belongs to the component whose name it has.
        setAutowiredEnabled(false);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        parameters.clear();
        return new Noted(uri, this);
    }

    /** Has a route handle what its endpoint would have brought. */
    void bring(Endpoint polled, byte[] body, Map<String, String> headers) throws Exception {
        Exchange exchange = polled.createExchange();
        headers.forEach(exchange.getMessage()::setHeader);
        exchange.getMessage().setBody(body);
        Objects.requireNonNull(consumers.get(polled)).process(exchange);
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
    }

    private static final class Noted extends DefaultEndpoint {

        private final Captured component;
        private final String uri;

        Noted(String uri, Captured component) {
            super(uri, component);
            this.uri = uri;
            this.component = component;
        }

        @Override
        public Producer createProducer() {
            return new DefaultProducer(this) {
                @Override
                public void process(Exchange exchange) {
                    note(exchange);
                }
            };
        }

        private void note(Exchange exchange) {
            var message = exchange.getMessage();
            component.calls.accept(new Call(
                    message.getHeader(Exchange.HTTP_METHOD, "POST", String.class),
                    message.getHeader(Exchange.HTTP_URI, uri.replaceFirst("\\?.*", ""), String.class),
                    Objects.requireNonNullElse(message.getBody(String.class), "")));
            message.setHeader(Exchange.HTTP_RESPONSE_CODE, OK);
            message.setHeader(MailConstants.MAIL_MESSAGE_ID, "<sample@sample>");
            message.setBody(component.answer.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public org.apache.camel.Consumer createConsumer(Processor processor) {
            component.consumers.put(this, processor);
            return new DefaultConsumer(this, processor);
        }

        @Override
        protected String createEndpointUri() {
            return uri;
        }
    }
}
