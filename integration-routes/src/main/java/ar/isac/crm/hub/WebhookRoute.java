package ar.isac.crm.hub;

import ar.isac.crm.channel.Channel;
import ar.isac.crm.channel.WebhookBatch;
import ar.isac.crm.channel.WebhookSignature;
import ar.isac.crm.message.ChannelType;
import ar.isac.crm.message.ParkedLetter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** For every channel installed, {@code direct:webhook-<channel>}: from raw bytes to durable updates. */
@Component
class WebhookRoute extends RouteBuilder {

    private final Channels channels;
    private final Accounts accounts;
    private final Entry entry;
    private final Clock clock;

    WebhookRoute(Channels channels, Accounts accounts, Entry entry, Clock clock) {
        this.channels = channels;
        this.accounts = accounts;
        this.entry = entry;
        this.clock = clock;
    }

    @Override
    public void configure() {
        for (Channel channel : channels.all()) {
            String name = channel.type().name().toLowerCase(Locale.ROOT);
            from(Webhooks.uri(channel.type()))
                    .routeId("webhook-" + name)
                    .routeDescription(
                            "Verifies a delivery, understands every update of it and stores all of them at once")
                    .errorHandler(noErrorHandler())
                    .process(new Verification(channel.type(), accounts))
                    .id(name + "-verify")
                    .process(new Parsing(channel))
                    .id(name + "-parse")
                    .transform()
                    .body(WebhookBatch.class, new Updates(name, clock)::publications)
                    .id(name + "-updates")
                    .process(new Publishing(entry))
                    .id(name + "-publish");
        }
    }

    private record Verification(ChannelType type, Accounts accounts) implements Processor {
        @Override
        public void process(Exchange exchange) {
            byte[] body = exchange.getMessage().getBody(byte[].class);
            String signature = exchange.getMessage().getHeader(Webhooks.SIGNATURE, String.class);
            if (!new WebhookSignature(accounts.webhookSecrets(type)).matches(body, signature)) {
                throw new Webhooks.WrongSignature();
            }
        }
    }

    private record Parsing(Channel channel) implements Processor {
        @Override
        public void process(Exchange exchange) throws Channel.MalformedWebhook {
            exchange.getMessage().setBody(channel.parse(exchange.getMessage().getBody(byte[].class)));
        }
    }

    /** What the platform sent and nobody could read is parked with its JSON; the rest goes on. */
    private record Updates(String channel, Clock clock) {
        List<Publication> publications(WebhookBatch batch) {
            return Stream.concat(
                            batch.updates().stream().map(Publication::of),
                            batch.unintelligible().stream().map(this::letter).map(Publication::of))
                    .toList();
        }

        private ParkedLetter letter(WebhookBatch.Unintelligible piece) {
            return new ParkedLetter(
                    UUID.nameUUIDFromBytes(piece.raw().getBytes(StandardCharsets.UTF_8))
                            .toString(),
                    ReturnedLetters.WEBHOOK + channel,
                    null,
                    "webhook-" + channel,
                    channel + "-parse",
                    null,
                    piece.reason(),
                    piece.raw(),
                    clock.instant());
        }
    }

    private record Publishing(Entry entry) implements Processor {
        @Override
        @SuppressWarnings("unchecked")
        public void process(Exchange exchange) {
            entry.publish(exchange.getMessage().getBody(List.class));
        }
    }
}
