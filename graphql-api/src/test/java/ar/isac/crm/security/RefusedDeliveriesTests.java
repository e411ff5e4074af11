package ar.isac.crm.security;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.security.RefusedDeliveries.Reason;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RefusedDeliveriesTests {

    private static final Logger LOG = (Logger) LoggerFactory.getLogger(RefusedDeliveries.class);

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Instant now = Instant.parse("2030-01-01T10:00:00Z");
    private final InstantSource source = () -> now;
    private final Clock clock = source.withZone(ZoneOffset.UTC);
    private final RefusedDeliveries refused = new RefusedDeliveries(meters, clock);

    @BeforeEach
    void listen() {
        lines.start();
        LOG.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        LOG.detachAppender(lines);
    }

    @Test
    void aFloodIsALineAMinuteAndIsCountedWhole() {
        IntStream.range(0, 100_000).forEach(n -> refused.add(Reason.UNPROVEN));
        refused.add(Reason.PAYMENT);
        now = now.plusSeconds(61);
        refused.add(Reason.UNPROVEN);

        assertThat(lines())
                .hasSize(3)
                .first()
                .asString()
                .isEqualTo("A webhook delivery was refused: missing or wrong proof");
        assertThat(lines().getLast()).contains("99999 more");
        assertThat(counted("unproven")).isEqualTo(100_001);
        assertThat(counted("payment")).isEqualTo(1);
    }

    @Test
    void whatIsSignedAndCannotBeReadSaysWhy() {
        refused.add(Reason.MALFORMED, "no entry");

        assertThat(lines()).singleElement().asString().endsWith(": no entry");
    }

    private List<String> lines() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private double counted(String reason) {
        return meters.get("crm.webhook.refused").tag("reason", reason).counter().count();
    }
}
