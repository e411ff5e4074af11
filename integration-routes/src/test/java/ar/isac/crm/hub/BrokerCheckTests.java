package ar.isac.crm.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.deployers.impl.FileConfigurationParser;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class BrokerCheckTests {

    private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
    private final JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();

    @TempDir
    private Path directory;

    @AfterEach
    void stop() throws Exception {
        pool.stop();
        broker.stop();
    }

    @Test
    void aBrokerWithOurDescriptionHasNoFaults() throws Exception {
        BrokerCheck check = checkOf(ours());

        assertThat(check.faults()).isEmpty();
    }

    @Test
    void everySettingThatABrokerOutOfTheBoxLacksIsNamed(CapturedOutput output) throws Exception {
        BrokerCheck check = checkOf(new ConfigurationImpl());

        check.report();

        assertThat(check.faults())
                .hasSize(23)
                .contains(
                        "dead-letter-address of crm.inbound is not set and must be crm.parked, or else what keeps failing is lost instead of shown to a person",
                        "default-exclusive-queue of crm.events.in is false and must be true, or else several nodes number the same events")
                .allSatisfy(fault -> assertThat(output).contains("ERROR").contains(fault));
    }

    @Test
    void oneWrongSettingAmongRightOnesIsNamedAlone() throws Exception {
        Configuration configuration = ours();
        changed(configuration, "crm.inbound", settings -> settings.setRedeliveryDelay(1_000));

        List<String> faults = checkOf(configuration).faults();

        assertThat(faults)
                .containsExactly(
                        "redelivery-delay of crm.inbound is 1000 and must be 0, or else a failed message is overtaken by later ones of its customer");
    }

    @Test
    void aBrokerThatDoesNotTellIsReportedAndStopsNothing(CapturedOutput output) throws Exception {
        Configuration configuration = ours();
        configuration.setManagementAddress(org.apache.activemq.artemis.api.core.SimpleString.of("somewhere.else"));
        BrokerCheck check = checkOf(configuration);

        assertThatThrownBy(check::faults).isInstanceOf(Exception.class);
        check.report();

        assertThat(output).contains("does not tell its settings");
    }

    private BrokerCheck checkOf(Configuration configuration) throws Exception {
        configuration.setPersistenceEnabled(false).setSecurityEnabled(false);
        configuration.setJournalDirectory(directory.toString());
        configuration.clearAcceptorConfigurations();
        configuration.addAcceptorConfiguration("tcp", "tcp://127.0.0.1:0");
        broker.setConfiguration(configuration);
        broker.start();
        int port = broker.getActiveMQServer()
                .getRemotingService()
                .getAcceptor("tcp")
                .getActualPort();
        String url = "tcp://127.0.0.1:" + port;
        pool.setConnectionFactory(new ActiveMQConnectionFactory(url));
        return new BrokerCheck(new BrokerSettings(url, null, null, directory, 1, 1), pool, 1_000);
    }

    private static Configuration ours() throws Exception {
        try (InputStream description =
                Objects.requireNonNull(BrokerCheckTests.class.getResourceAsStream("/broker.xml"))) {
            return new FileConfigurationParser().parseMainConfig(description);
        }
    }

    private static void changed(Configuration configuration, String address, Consumer<AddressSettings> change) {
        AddressSettings settings = new AddressSettings();
        change.accept(settings);
        configuration.addAddressSetting(address, settings);
    }
}
