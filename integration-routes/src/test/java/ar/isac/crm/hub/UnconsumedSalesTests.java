package ar.isac.crm.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.Session;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.deployers.impl.FileConfigurationParser;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of {@code crm.sales} in a shop whose own systems never ask for it. */
class UnconsumedSalesTests {

    private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();

    @TempDir
    private Path directory;

    @AfterEach
    void stop() throws Exception {
        broker.stop();
    }

    @Test
    void messagesThatNobodyConsumesEndAfterThirtyDays() throws Exception {
        broker.setConfiguration(ours());
        broker.start();

        AddressSettings sales = settings(Queues.SALES);

        assertThat(Duration.ofMillis(sales.getExpiryDelay())).isEqualTo(Duration.ofDays(30));
        assertThat(Duration.ofMillis(ours().getMessageExpiryScanPeriod())).isEqualTo(Duration.ofHours(1));
        assertThat(settings(Queues.INBOUND).getExpiryDelay()).isEqualTo(-1);
    }

    @Test
    void whatHasEndedIsGoneAndDoesNotPileUpElsewhere() throws Exception {
        Configuration quick = ours().setMessageExpiryScanPeriod(100);
        broker.setConfiguration(quick);
        broker.start();
        AddressSettings soon = new AddressSettings().setExpiryDelay(200L);
        soon.merge(settings(Queues.SALES));
        broker.getActiveMQServer().getAddressSettingsRepository().addMatch(Queues.SALES, soon);

        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("vm://7");
                Connection connection = factory.createConnection();
                Session session = connection.createSession()) {
            session.createProducer(session.createQueue(Queues.SALES)).send(session.createTextMessage("{}"));
            assertThat(messagesAdded(Queues.SALES)).isEqualTo(1);
        }

        await().untilAsserted(() -> assertThat(messagesIn(Queues.SALES)).isZero());
        assertThat(messagesAdded(Queues.PARKED)).isZero();
    }

    private AddressSettings settings(String address) {
        return broker.getActiveMQServer().getAddressSettingsRepository().getMatch(address);
    }

    private long messagesIn(String queue) {
        return broker.getActiveMQServer().locateQueue(SimpleString.of(queue)).getMessageCount();
    }

    private long messagesAdded(String queue) {
        return broker.getActiveMQServer().locateQueue(SimpleString.of(queue)).getMessagesAdded();
    }

    private Configuration ours() throws Exception {
        try (InputStream description =
                Objects.requireNonNull(UnconsumedSalesTests.class.getResourceAsStream("/broker.xml"))) {
            Configuration ours = new FileConfigurationParser().parseMainConfig(description);
            ours.setPersistenceEnabled(false).setSecurityEnabled(false);
            ours.setJournalDirectory(directory.toString());
            ours.clearAcceptorConfigurations();
            ours.addAcceptorConfiguration("in-vm", "vm://7");
            return ours;
        }
    }
}
