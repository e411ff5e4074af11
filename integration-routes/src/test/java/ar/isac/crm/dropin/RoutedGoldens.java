package ar.isac.crm.dropin;

import ar.isac.crm.channel.GoldenFiles;
import ar.isac.crm.channel.GoldenFiles.Case;
import ar.isac.crm.hub.MediaKeeper;
import ar.isac.crm.hub.RoutedAccount;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.ChannelType;
import ar.isac.crm.message.DeliveryOutcome;
import ar.isac.crm.message.InboundUpdate;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.OutboundMessage;
import ar.isac.crm.message.Signal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The files of {@code docs/how-to/channels}, run as they stand with everything outside of them noted, on golden files. */
public final class RoutedGoldens {

    public static final List<String> CHANNELS = List.of("telegram", "webchat", "email");

    private static final Map<String, AccountRef> ACCOUNTS = Map.of(
            "telegram",
            AccountRef.of(ChannelType.TELEGRAM, "telegram", "4711"),
            "webchat",
            AccountRef.of(ChannelType.WEBCHAT, "webchat", "tienda"),
            "email",
            AccountRef.of(ChannelType.EMAIL, "email", "ventas@tienda.example"));

    private static final Map<String, RoutedGoldens> RUNNING = new ConcurrentHashMap<>();

    private final RoutedAccount account;
    private final Noting outside = new Noting();
    private final ChannelRoutes routes;

    private RoutedGoldens(String channel) throws Exception {
        this.account = new RoutedAccount(
                Objects.requireNonNull(ACCOUNTS.get(channel)),
                "La tienda",
                "sample-token",
                "sample-secret",
                channel.equals("email")
                        ? Map.of("imapHost", "imap.tienda.example", "smtpHost", "smtp.tienda.example")
                        : Map.of());
        String yaml = Files.readString(Path.of("..", "docs", "how-to", "channels", channel + ".yaml"));
        this.routes = switch (Checked.of(channel + ".yaml", yaml)) {
            case Checked.Channel(ChannelFile file) -> ChannelRoutes.start(file, outside);
            case Checked.Wrong(List<RouteProblem> problems) ->
                throw new IllegalStateException(channel + ": " + problems);
        };
        routes.serve(List.of(account));
    }

    /** What came of a delivery. */
    public record Understood(List<InboundUpdate> updates, JsonNode json) {}

    /**
     * What came of a message.
     *
     * @param isText whether it left as words alone
     */
    public record Written(OutboundMessage message, boolean isText, JsonNode json) {}

    /** What came of a signal. */
    public record Told(Signal signal, JsonNode json) {}

    private static synchronized RoutedGoldens of(String channel) throws Exception {
        RoutedGoldens known = RUNNING.get(channel);
        if (known == null) {
            known = new RoutedGoldens(channel);
            RUNNING.put(channel, known);
        }
        known.outside.calls.clear();
        known.outside.taken.clear();
        return known;
    }

    public static Understood understood(Case golden) throws Exception {
        RoutedGoldens channel = of(golden.channel());
        List<InboundUpdate> updates;
        if (channel.routes.asks()) {
            channel.outside.captured.bring(channel.routes.polled(channel.account), golden.given(), Map.of());
            updates = List.copyOf(channel.outside.taken);
        } else {
            ChannelRoutes.Received received = channel.routes.receive(channel.account, golden.given(), Map.of());
            if (!received.problems().isEmpty()) {
                throw new IllegalStateException(golden + ": " + received.problems());
            }
            updates = List.copyOf(received.updates());
        }
        ArrayNode json = GoldenFiles.JSON.createArrayNode();
        updates.forEach(update ->
                json.add(GoldenFiles.JSON.readTree(channel.outside.reading().write(update))));
        return new Understood(updates, json);
    }

    public static Written written(Case golden) throws Exception {
        RoutedGoldens channel = of(golden.channel());
        OutboundMessage message = GoldenFiles.JSON.readValue(golden.given(), OutboundMessage.class);
        List<MessageContent> parts =
                channel.routes.file().declaration().capabilities().parts(message.content());
        DeliveryOutcome outcome = channel.routes.send(channel.account, message);
        MessageContent leaving =
                channel.routes.file().declaration().capabilities().leaving(parts.getFirst());
        ObjectNode json = channel.told(outcome);
        json.set("leaving", GoldenFiles.JSON.valueToTree(leaving));
        return new Written(message, leaving instanceof MessageContent.TextContent, json);
    }

    public static Told told(Case golden) throws Exception {
        RoutedGoldens channel = of(golden.channel());
        Signal signal = GoldenFiles.JSON.readValue(golden.given(), Signal.class);
        return new Told(signal, channel.told(channel.routes.tell(channel.account, signal)));
    }

    private ObjectNode told(DeliveryOutcome outcome) {
        ObjectNode json = GoldenFiles.JSON.createObjectNode();
        ArrayNode calls = json.putArray("calls");
        for (RouteTrials.Call call : outside.calls) {
            ObjectNode noted = calls.addObject().put("method", call.method()).put("url", call.url());
            noted.set("headers", GoldenFiles.JSON.valueToTree(call.headers()));
            noted.set(
                    "body",
                    call.body().startsWith("{")
                            ? GoldenFiles.JSON.readTree(call.body())
                            : GoldenFiles.JSON.valueToTree(call.body()));
        }
        json.put("outcome", outcome.getClass().getSimpleName());
        return json;
    }

    private static final class Noting implements ChannelRoutes.Outside {

        private final List<RouteTrials.Call> calls = new ArrayList<>();
        private final List<InboundUpdate> taken = new ArrayList<>();
        private final Captured captured = new Captured("{\"ok\": true, \"result\": {\"message_id\": 9}}", calls::add);

        @Override
        public void connect(DefaultCamelContext camel) {
            Captured.SCHEMES.forEach(scheme -> camel.addComponent(scheme, captured));
        }

        @Override
        public InboundJson reading() {
            return new InboundJson(Clock.fixed(Instant.parse("2026-01-05T13:00:00Z"), ZoneOffset.UTC));
        }

        @Override
        public MediaKeeper files() {
            return new MediaKeeper() {
                @Override
                public Kept keep(byte[] bytes, @Nullable String mimeType) {
                    return new Kept("kept-" + bytes.length, Objects.requireNonNullElse(mimeType, "?"));
                }

                @Override
                public Optional<byte[]> bytes(String mediaId) {
                    return Optional.of("bytes".getBytes(StandardCharsets.UTF_8));
                }
            };
        }

        @Override
        public void take(List<InboundUpdate> updates) {
            taken.addAll(updates);
        }

        @Override
        public void park(RoutedAccount account, String body, InboundJson.WrongUpdate why) {
            throw new IllegalStateException(why);
        }

        @Override
        public void failed(RoutedAccount account, Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }
}
