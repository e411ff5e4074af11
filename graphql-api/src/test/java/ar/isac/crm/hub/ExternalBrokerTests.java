package ar.isac.crm.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.deployers.impl.FileConfigurationParser;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The product on a broker elsewhere, reached by URL, user and password, with no more rights than our description gives. */
class ExternalBrokerTests {

    private static final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();

    @TempDir
    private static Path directory;

    private static Platform platform;
    private static Crm crm;

    @BeforeAll
    static void start() throws Exception {
        SecurityConfiguration users = new SecurityConfiguration();
        users.addUser("crm", "secret");
        users.addRole("crm", "amq");
        broker.setSecurityManager(new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users));
        broker.setConfiguration(description());
        broker.start();
        int port = broker.getActiveMQServer()
                .getRemotingService()
                .getAcceptor("tcp")
                .getActualPort();
        platform = new Platform();
        crm = Crm.start(
                platform,
                Map.of(
                        "ARTEMIS_URL", "tcp://127.0.0.1:" + port,
                        "ARTEMIS_USER", "crm",
                        "ARTEMIS_PASSWORD", "secret",
                        "CRM_ASSISTANT_BURST_WINDOW", "PT0.2S"),
                ScriptedAssistant.class);
    }

    @AfterAll
    static void stop() throws Exception {
        crm.close();
        platform.close();
        broker.stop();
    }

    @Test
    void aMessageTravelsTheWholeWayOverAnExternalBroker() {
        crm.customer("5491155580001").writes("Hola");

        await().atMost(Duration.ofSeconds(60))
                .until(() -> platform.callsTo("5491155580001").size() == 1);
    }

    @Test
    void theBrokerWithOurDescriptionIsFoundInOrder() throws Exception {
        assertThat(crm.bean(BrokerCheck.class).faults()).isEmpty();
    }

    private static Configuration description() throws Exception {
        try (InputStream xml = Objects.requireNonNull(Crm.class.getResourceAsStream("/broker.xml"))) {
            Configuration configuration = new FileConfigurationParser().parseMainConfig(xml);
            configuration.setJournalDirectory(directory.resolve("journal").toString());
            configuration.setBindingsDirectory(directory.resolve("bindings").toString());
            configuration.setLargeMessagesDirectory(directory.resolve("large").toString());
            configuration.setPagingDirectory(directory.resolve("paging").toString());
            configuration.clearAcceptorConfigurations();
            configuration.addAcceptorConfiguration("tcp", "tcp://127.0.0.1:0");
            return configuration;
        }
    }
}
