package ar.isac.crm.hub;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.activemq.artemis.api.jms.management.JMSManagementHelper;
import org.apache.activemq.artemis.jms.client.ActiveMQQueue;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jms.JmsException;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks an external broker, once at start, for the settings in force on our addresses and names every wrong one. They are set in
 * {@code broker.xml}, which only the embedded broker reads by itself; a broker without them works and loses the order of
 * messages, which nobody would see before customers do.
 */
@Component
class BrokerCheck {

    private static final Logger log = LoggerFactory.getLogger(BrokerCheck.class);
    private static final Pattern WORD_START = Pattern.compile("-(.)");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final BrokerSettings settings;
    private final JmsTemplate broker;

    @Autowired
    BrokerCheck(BrokerSettings settings, JmsPoolConnectionFactory entryConnectionFactory) {
        this(settings, entryConnectionFactory, 10_000);
    }

    BrokerCheck(BrokerSettings settings, JmsPoolConnectionFactory entryConnectionFactory, long answerTimeoutMs) {
        this.settings = settings;
        // Outside a transaction: the question must leave before the answer can come.
        this.broker = new JmsTemplate(entryConnectionFactory);
        broker.setReceiveTimeout(answerTimeoutMs);
    }

    @EventListener(ApplicationReadyEvent.class)
    void report() {
        if (settings.isEmbedded()) {
            return;
        }
        try {
            List<String> faults = faults();
            faults.forEach(fault -> log.error("The external broker is not set up for this product: {}", fault));
            if (faults.isEmpty()) {
                log.info("The external broker has the settings that this product needs");
            }
        } catch (JmsException | JMSException | NotTold e) {
            log.error(
                    "The external broker does not tell its settings, so nobody knows whether messages keep their order "
                            + "(does the user have the permission \"manage\" on activemq.management?): {}",
                    e.getMessage());
        }
    }

    /**
     * Every setting in force that is not as it must be, a sentence each.
     *
     * @throws NotTold when the broker refuses to tell
     */
    List<String> faults() throws JMSException, NotTold {
        Map<String, JsonNode> inForce = new LinkedHashMap<>();
        List<String> faults = new ArrayList<>();
        for (Expectation expectation : expectations()) {
            JsonNode told = inForce.get(expectation.address());
            if (told == null) {
                told = settingsInForce(expectation.address());
                inForce.put(expectation.address(), told);
            }
            expectation.fault(told).ifPresent(faults::add);
        }
        return faults;
    }

    private JsonNode settingsInForce(String address) throws JMSException, NotTold {
        Message answer = broker.sendAndReceive(new ActiveMQQueue("activemq.management"), session -> {
            Message question = session.createMessage();
            JMSManagementHelper.putOperationInvocation(question, "broker", "getAddressSettingsAsJSON", address);
            return question;
        });
        if (answer == null) {
            throw new NotTold("it did not answer in time");
        }
        try {
            Object result = JMSManagementHelper.getResult(answer);
            if (!JMSManagementHelper.hasOperationSucceeded(answer)) {
                throw new NotTold(String.valueOf(result));
            }
            return JSON.readTree(String.valueOf(result));
        } catch (JacksonException e) {
            throw new NotTold("the answer is not JSON", e);
        } catch (JMSException | NotTold e) {
            throw e;
        } catch (Exception e) {
            // What the vendor's helper declares.
            throw new NotTold(String.valueOf(e.getMessage()), e);
        }
    }

    private static List<Expectation> expectations() {
        List<Expectation> all = new ArrayList<>();
        for (String queue : List.of(
                Queues.INBOUND,
                Queues.ASSISTANT,
                Queues.OUTBOUND,
                Queues.MEDIA,
                Queues.EVENTS_IN,
                Queues.PAYMENTS,
                Queues.CATALOGUE,
                Queues.WEBHOOKS,
                Queues.CUSTOMERS,
                Queues.SALES)) {
            all.add(new Expectation(
                    queue,
                    "redelivery-delay",
                    "0",
                    "0",
                    "a failed message is overtaken by later ones of its customer"));
            all.add(new Expectation(
                    queue,
                    "dead-letter-address",
                    "not set",
                    Queues.PARKED,
                    "what keeps failing is lost instead of shown to a person"));
        }
        for (String grouped : List.of(Queues.INBOUND, Queues.ASSISTANT)) {
            all.add(new Expectation(
                    grouped, "default-group-rebalance", "false", "true", "a node that joins gets no customers"));
            all.add(new Expectation(
                    grouped,
                    "default-group-rebalance-pause-dispatch",
                    "false",
                    "true",
                    "two consumers work on one customer while nodes come and go"));
            all.add(new Expectation(
                    grouped,
                    "default-group-buckets",
                    "-1",
                    "1024",
                    "the broker keeps an entry for every customer who ever wrote"));
        }
        all.add(new Expectation(
                Queues.EVENTS_IN, "default-exclusive-queue", "false", "true", "several nodes number the same events"));
        all.add(new Expectation(
                Queues.EVENTS_IN,
                "max-delivery-attempts",
                "10",
                "-1",
                "events are given up while the database is away, and no subscriber hears of them"));
        all.add(new Expectation(
                Queues.SALES,
                "expiry-delay",
                "-1",
                "2592000000",
                "the sales that no system of the shop's consumes are kept for ever"));
        all.add(new Expectation(
                Queues.CUSTOMERS,
                "expiry-delay",
                "-1",
                "2592000000",
                "the news of customers that no system of the shop's consumes are kept for ever"));
        all.add(new Expectation(
                Queues.WEBHOOKS,
                "default-consumer-window-size",
                "1048576",
                "0",
                "a webhook that waits for a slow receiver holds those to other receivers"));
        all.add(new Expectation(
                Queues.PARKED,
                "max-delivery-attempts",
                "10",
                "-1",
                "parked messages are given up while the database is away"));
        all.add(new Expectation(
                Queues.OUTBOUND,
                "default-consumer-window-size",
                "1048576",
                "0",
                "a sender that waits for a slow platform holds the messages of other customers"));
        return all;
    }

    /**
     * One setting of one address.
     *
     * @param setting its name in {@code broker.xml}; the broker tells it in camel case
     * @param byDefault what is in force when the broker tells nothing, as Artemis documents it
     * @param otherwise what happens with any other value
     */
    private record Expectation(String address, String setting, String byDefault, String expected, String otherwise) {

        Optional<String> fault(JsonNode inForce) {
            String actual = inForce.path(camelCase(setting)).asString(byDefault);
            return actual.equals(expected)
                    ? Optional.empty()
                    : Optional.of("%s of %s is %s and must be %s, or else %s"
                            .formatted(setting, address, actual, expected, otherwise));
        }

        private static String camelCase(String hyphenated) {
            return WORD_START
                    .matcher(hyphenated)
                    .replaceAll(start -> start.group(1).toUpperCase(Locale.ROOT));
        }
    }

    /** The broker did not tell its settings. */
    static final class NotTold extends Exception {

        NotTold(String message) {
            super(message);
        }

        NotTold(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
