package ar.isac.crm.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import ar.isac.crm.channel.Channel.MalformedWebhook;
import ar.isac.crm.channel.WebhookBatch;
import ar.isac.crm.message.PassingEvent;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Customer;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import ar.isac.crm.way.WebhookSample;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private static final int BODIES = Integer.getInteger("fuzz.bodies", 100_000);
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
        Counted all = new Counted(0, 0);
        int refused = 0;

        for (int n = 0; n < BODIES; n++) {
            WebhookSample sample = samples.get(n % samples.size());
            byte[] body = sample.mutated(random);
            Counted before = entry.counted();
            int status = delivered(servlet, sample.channel(), body);
            Counted told = entry.counted().minus(before);
            Optional<Counted> expected = pieces(sample, body);
            boolean isRight =
                    status == (expected.isPresent() ? 200 : 400) && told.equals(expected.orElse(new Counted(0, 0)));
            if (!isRight) {
                fail("%d and %s instead of %s (seed %d): %s", status, told, expected, SEED, new String(body, UTF_8));
            }
            all = all.plus(told);
            refused += expected.isPresent() ? 0 : 1;
        }

        assertThat(refused).as("bodies beyond reading").isBetween(BODIES / 100, BODIES / 4);
        assertThat(all.updates()).as("updates understood").isGreaterThan(BODIES / 2);
        assertThat(all.letters()).as("pieces parked").isGreaterThan(BODIES / 20);
    }

    /** What there is in a body; empty for one that is beyond reading. */
    private static Optional<Counted> pieces(WebhookSample sample, byte[] body) {
        try {
            WebhookBatch batch = sample.parser().parse(body);
            return Optional.of(
                    new Counted(batch.updates().size(), batch.unintelligible().size()));
        } catch (MalformedWebhook beyondReading) {
            return Optional.empty();
        }
    }

    private static int delivered(DispatcherServlet servlet, String channel, byte[] body) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/webhooks/" + channel);
        request.setContentType("application/json");
        request.addHeader("X-Hub-Signature-256", Customer.signature(body));
        request.setContent(body);
        MockHttpServletResponse answer = new MockHttpServletResponse();
        servlet.service(request, answer);
        return answer.getStatus();
    }

    /** Updates, and letters of what nobody can read. */
    private record Counted(long updates, long letters) {

        Counted plus(Counted more) {
            return new Counted(updates + more.updates, letters + more.letters);
        }

        Counted minus(Counted less) {
            return new Counted(updates - less.updates, letters - less.letters);
        }
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

        Counted counted() {
            return new Counted(updates.get(), letters.get());
        }

        @Override
        public void publish(List<Publication> publications) {
            for (Publication publication : publications) {
                assertThat(wire.write(publication.body())).startsWith("{");
                switch (publication.queue()) {
                    case Queues.INBOUND -> updates.incrementAndGet();
                    case Queues.PARKED -> letters.incrementAndGet();
                    default -> {}
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
