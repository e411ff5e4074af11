package ar.isac.crm.hub;

import ar.isac.crm.message.ConversationEvent;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Numbers the events of the whole cluster: every node runs one, and the queue is exclusive, so one of them receives. It reads
 * in batches, because one durable write for each event would make numbering the slowest part of the product; that is why it is a
 * loop over JMS and not a route. Numbers are stored before they are published: a crash in between publishes them again.
 */
@Component
class EventSequencer extends BackgroundLoop {

    private static final Logger log = LoggerFactory.getLogger(EventSequencer.class);
    private static final int BATCH = 200;
    private static final long WAIT_MS = 500;

    private final ConnectionFactory connections;
    private final WireFormat wire;
    private final EventLog events;

    EventSequencer(ConnectionFactory hubConnectionFactory, WireFormat wire, EventLog events) {
        super("event-sequencer");
        this.connections = hubConnectionFactory;
        this.wire = wire;
        this.events = events;
    }

    @Override
    protected void turn() throws JMSException {
        try (Connection connection = connections.createConnection();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                MessageConsumer consumer = session.createConsumer(session.createQueue(Queues.EVENTS_IN));
                MessageProducer topic = session.createProducer(session.createTopic(Queues.EVENTS))) {
            connection.start();
            while (goesOn()) {
                numberNextBatch(session, consumer, topic);
            }
        }
    }

    @Override
    protected void failed(Exception failure) {
        log.warn("Numbering events failed and starts anew: {}", failure.toString());
    }

    private void numberNextBatch(Session session, MessageConsumer consumer, MessageProducer topic) throws JMSException {
        List<ConversationEvent> batch = new ArrayList<>();
        for (Message next = consumer.receive(WAIT_MS);
                next != null;
                next = batch.size() < BATCH ? consumer.receiveNoWait() : null) {
            batch.add(wire.readEvent(next.getBody(String.class)));
        }
        if (batch.isEmpty()) {
            return;
        }
        for (EventLog.Numbered event : events.append(batch)) {
            topic.send(session.createTextMessage(wire.write(event)));
        }
        session.commit();
    }
}
