package ar.isac.crm.dropin;

import ar.isac.crm.dropin.RouteTrials.Call;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.attachment.AttachmentMessage;
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
        if (polled.getEndpointUri().startsWith("imap") && headers.isEmpty()) {
            letter(exchange, body);
        } else {
            headers.forEach(exchange.getMessage()::setHeader);
            exchange.getMessage().setBody(body);
        }
        Objects.requireNonNull(consumers.get(polled)).process(exchange);
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
    }

    /** An e-mail as it travels, as every mail program shows it on demand. */
    private static void letter(Exchange exchange, byte[] source) throws MessagingException, IOException {
        MimeMessage letter = new MimeMessage((Session) null, new ByteArrayInputStream(source));
        for (Header header : Collections.list(letter.getAllHeaders())) {
            exchange.getMessage()
                    .setHeader(header.getName(), MimeUtility.decodeText(MimeUtility.unfold(header.getValue())));
        }
        exchange.getMessage().setBody(letter.getContent());
        exchange.setProperty(AttachedFiles.MESSAGE, letter);
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
                    headers(message),
                    Objects.requireNonNullElse(message.getBody(String.class), "") + files(exchange)));
            message.setHeader(Exchange.HTTP_RESPONSE_CODE, OK);
            message.setHeader(MailConstants.MAIL_MESSAGE_ID, "<sample@sample>");
            message.setBody(component.answer.getBytes(StandardCharsets.UTF_8));
        }

        private static Map<String, String> headers(Message message) {
            Map<String, String> headers = new TreeMap<>();
            message.getHeaders().forEach((name, value) -> {
                if (value instanceof String text && !name.startsWith("Camel")) {
                    headers.put(name, text);
                }
            });
            return headers;
        }

        private static String files(Exchange exchange) {
            AttachmentMessage message = exchange.getMessage(AttachmentMessage.class);
            return message == null || !message.hasAttachments()
                    ? ""
                    : message.getAttachments().entrySet().stream()
                            .map(file -> "\n[" + file.getKey() + ", "
                                    + file.getValue().getContentType() + "]")
                            .collect(Collectors.joining());
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
