package ar.isac.crm.hub;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.JmsException;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.stereotype.Component;

/** What the broker still holds: messages that nobody has taken yet, and the bytes of those that were handled. */
@Component
public class Undelivered {

    private static final Logger log = LoggerFactory.getLogger(Undelivered.class);

    /** Where messages can wait for long; elsewhere a consumer takes them at once. */
    private static final List<String> QUEUES = List.of(
            Queues.INBOUND,
            Queues.ASSISTANT,
            Queues.OUTBOUND,
            Queues.SIGNALS,
            Queues.MEDIA,
            Queues.PAYMENTS,
            Queues.SALES,
            Queues.CUSTOMERS,
            Queues.WEBHOOKS,
            Queues.PARKED);

    private static final long PATIENCE_MS = 500;

    private final JmsTemplate broker;
    private final @Nullable EmbeddedBroker embedded;

    Undelivered(JmsTemplate entryTemplate, @Nullable EmbeddedBroker embedded) {
        this.broker = entryTemplate;
        this.embedded = embedded;
    }

    /**
     * Takes every waiting message off its queue whose body is meant. One that its consumer is just taking is not among them.
     *
     * @return how many there were
     * @throws BrokerUnavailable when the broker does not answer
     */
    public int remove(Predicate<String> isMeant) {
        int removed = 0;
        for (String queue : QUEUES) {
            removed += removeFrom(queue, isMeant);
        }
        return removed;
    }

    private int removeFrom(String queueName, Predicate<String> isMeant) {
        try {
            Integer removed = broker.execute(
                    session -> {
                        Queue queue = session.createQueue(queueName);
                        List<String> meant = meant(session, queue, isMeant);
                        for (String id : meant) {
                            take(session, queue, id);
                        }
                        session.commit();
                        return meant.size();
                    },
                    true);
            return removed == null ? 0 : removed;
        } catch (JmsException e) {
            throw new BrokerUnavailable("The broker cannot be looked through now", e);
        }
    }

    private static List<String> meant(Session session, Queue queue, Predicate<String> isMeant) throws JMSException {
        List<String> ids = new ArrayList<>();
        try (QueueBrowser browser = session.createBrowser(queue)) {
            Enumeration<?> waiting = browser.getEnumeration();
            while (waiting.hasMoreElements()) {
                if (waiting.nextElement() instanceof TextMessage letter && isMeant.test(letter.getText())) {
                    ids.add(letter.getJMSMessageID());
                }
            }
        }
        return ids;
    }

    private static void take(Session session, Queue queue, String id) throws JMSException {
        try (MessageConsumer consumer = session.createConsumer(queue, "JMSMessageID = '" + id + "'")) {
            Message taken = consumer.receive(PATIENCE_MS);
            if (taken == null) {
                log.debug("Message {} was taken by its consumer meanwhile", id);
            }
        }
    }

    /**
     * Leaves nothing in the embedded broker's files of messages that were handled. An external broker compacts its journal in
     * its own time.
     */
    public void forgetHandled() {
        if (embedded == null) {
            return;
        }
        try {
            embedded.compact();
        } catch (Exception e) {
            throw new IllegalStateException("The broker's journal could not be compacted", e);
        }
    }
}
