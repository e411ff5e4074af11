package ar.isac.crm.hub;

import ar.isac.crm.message.PassingEvent;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jms.JmsException;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.stereotype.Component;

/** The way onto the queues for whoever does not consume from one: webhooks, API calls, sweeps. */
@Component
public class Entry {

    private final JmsTemplate broker;
    private final WireFormat wire;

    Entry(JmsTemplate entryTemplate, WireFormat wire) {
        this.broker = entryTemplate;
        this.wire = wire;
    }

    /**
     * Publishes all of them durably, or none.
     *
     * @throws BrokerUnavailable when the broker cannot take them now
     */
    public void publish(List<Publication> publications) {
        if (publications.isEmpty()) {
            return;
        }
        try {
            broker.execute(session -> {
                send(session, publications);
                session.commit();
                return publications.size();
            });
        } catch (JmsException e) {
            throw new BrokerUnavailable("The broker cannot take messages now", e);
        }
    }

    /**
     * Tells every node, those alone that listen now: nothing is stored, and nobody waits for a disk.
     *
     * @throws BrokerUnavailable when the broker cannot take it now
     */
    public void tell(PassingEvent event) {
        try {
            broker.execute(session -> {
                MessageProducer producer = session.createProducer(session.createTopic(Queues.PASSING));
                try {
                    producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
                    producer.send(session.createTextMessage(wire.write(event)));
                } finally {
                    producer.close();
                }
                session.commit();
                return event;
            });
        } catch (JmsException e) {
            throw new BrokerUnavailable("The broker cannot take messages now", e);
        }
    }

    private void send(Session session, List<Publication> publications) throws JMSException {
        Map<String, MessageProducer> producers = new HashMap<>();
        try {
            for (Publication publication : publications) {
                MessageProducer producer = producers.get(publication.queue());
                if (producer == null) {
                    producer = session.createProducer(session.createQueue(publication.queue()));
                    producers.put(publication.queue(), producer);
                }
                Message message = session.createTextMessage(wire.write(publication.body()));
                if (publication.group() != null) {
                    message.setStringProperty(PublishRoute.GROUP, publication.group());
                }
                if (publication.letterId() != null) {
                    message.setStringProperty(PublishRoute.LETTER, publication.letterId());
                }
                producer.setDeliveryDelay(publication.delay().toMillis());
                producer.send(message, DeliveryMode.PERSISTENT, Message.DEFAULT_PRIORITY, Message.DEFAULT_TIME_TO_LIVE);
            }
        } finally {
            for (MessageProducer producer : producers.values()) {
                producer.close();
            }
        }
    }
}
