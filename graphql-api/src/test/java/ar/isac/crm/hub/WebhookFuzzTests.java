package ar.isac.crm.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.channel.Channel.MalformedWebhook;
import ar.isac.crm.channel.WebhookBatch;
import ar.isac.crm.message.InboundUpdate;
import ar.isac.crm.message.PassingEvent;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Customer;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import ar.isac.crm.way.WebhookSample;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * A hundred thousand bodies as nobody should send them, through the product's own servlet, controller, route and parser up to
 * the broker's door, where what would be sent is written as it would travel, and counted. What becomes of it behind that door
 * {@code IncomingStormTests} shows with fewer.
 */
class WebhookFuzzTests {

    private static final int BODIES = 100_000;
    private static final long SEED = 20260103;

    private static Platform platform;
    private static Crm crm;

    @BeforeAll
    static void start() {
        platform = new Platform();
        crm = Crm.start(
                platform,
                // Every refusal is a line of the log.
                Map.of("logging.level.ar.isac.crm.webhook", "ERROR"),
                ScriptedAssistant.class,
                CountingEntry.Installed.class);
    }

    @AfterAll
    static void stop() {
        crm.close();
        platform.close();
    }

    @Test
    void noBodyIsAnErrorAndEveryPieceOfItReachesTheBroker() throws Exception {
        // The servlet begins with its first request.
        assertThat(crm.customer("5491155710000").writes("hola")).isEqualTo(200);
        DispatcherServlet servlet = crm.bean(DispatcherServlet.class);
        CountingEntry entry = crm.bean(CountingEntry.class);
        List<WebhookSample> samples = WebhookSample.all();
        Random random = new Random(SEED);
        long updates = entry.updates.get();
        long letters = entry.letters.get();
        int refused = 0;

        for (int n = 0; n < BODIES; n++) {
            WebhookSample sample = samples.get(n % samples.size());
            byte[] body = sample.mutated(random);
            MockHttpServletResponse answer = delivered(servlet, sample.channel(), body);
            try {
                WebhookBatch batch = sample.parser().parse(body);
                updates += batch.updates().size();
                letters += batch.unintelligible().size();
                assertThat(answer.getStatus()).as(() -> described(body)).isEqualTo(200);
            } catch (MalformedWebhook expected) {
                refused++;
                assertThat(answer.getStatus()).as(() -> described(body)).isEqualTo(400);
            }
            assertThat(entry.updates.get()).as(() -> described(body)).isEqualTo(updates);
            assertThat(entry.letters.get()).as(() -> described(body)).isEqualTo(letters);
        }

        assertThat(refused).as("bodies beyond reading").isBetween(BODIES / 100, BODIES / 5);
        assertThat(updates).as("updates understood").isGreaterThan(BODIES / 2);
        assertThat(letters).as("pieces parked").isGreaterThan(BODIES / 20);
    }

    private static MockHttpServletResponse delivered(DispatcherServlet servlet, String channel, byte[] body)
            throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/webhooks/" + channel);
        request.setContentType("application/json");
        request.addHeader("X-Hub-Signature-256", Customer.signature(body));
        request.setContent(body);
        MockHttpServletResponse answer = new MockHttpServletResponse();
        servlet.service(request, answer);
        return answer;
    }

    private static String described(byte[] body) {
        return "seed " + SEED + ": " + new String(body, UTF_8);
    }

    /** The broker's door, with nothing behind it. */
    static final class CountingEntry extends Entry {

        private final WireFormat wire;
        private final AtomicLong updates = new AtomicLong();
        private final AtomicLong letters = new AtomicLong();

        CountingEntry(WireFormat wire) {
            super(new JmsTemplate(), wire);
            this.wire = wire;
        }

        @Override
        public void publish(List<Publication> publications) {
            for (Publication publication : publications) {
                String json = wire.write(publication.body());
                if (publication.queue().equals(Queues.INBOUND)) {
                    InboundUpdate read = wire.readUpdate(json);
                    assertThat(read).isEqualTo(publication.body());
                    assertThat(read.group()).isEqualTo(publication.group());
                    updates.incrementAndGet();
                } else if (publication.queue().equals(Queues.PARKED)) {
                    assertThat(wire.readLetter(json)).isEqualTo(publication.body());
                    letters.incrementAndGet();
                }
            }
        }

        @Override
        public void tell(PassingEvent event) {
            // Nobody listens.
        }

        /** Takes the place of the product's. */
        static class Installed {
            @Bean
            @Primary
            CountingEntry countingEntry(WireFormat wire) {
                return new CountingEntry(wire);
            }
        }
    }
}
