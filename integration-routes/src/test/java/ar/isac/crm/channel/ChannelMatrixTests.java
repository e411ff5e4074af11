package ar.isac.crm.channel;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.channel.GoldenFiles.Case;
import ar.isac.crm.channel.instagram.InstagramChannel;
import ar.isac.crm.channel.whatsapp.WhatsAppChannel;
import ar.isac.crm.dropin.RoutedGoldens;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.Handle;
import ar.isac.crm.message.InboundUpdate;
import ar.isac.crm.message.InboundUpdate.InboundChange;
import ar.isac.crm.message.InboundUpdate.InboundIdentity;
import ar.isac.crm.message.InboundUpdate.InboundMessage;
import ar.isac.crm.message.InboundUpdate.InboundNotice;
import ar.isac.crm.message.InboundUpdate.InboundPreference;
import ar.isac.crm.message.InboundUpdate.InboundStatus;
import ar.isac.crm.message.MessageChange;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.OutboundMessage;
import ar.isac.crm.message.Signal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * {@code docs/channel-matrix.md} says what each channel carries, and is made of the golden files whose tests pass: what no
 * test shows is not in it. After a change, run this class with {@code -Dcrm.matrix.write=true}.
 */
class ChannelMatrixTests {

    private static final Path MATRIX = Path.of("../docs/channel-matrix.md");
    private static final String AS_TEXT = "as text";
    private static final String WHOLE = "yes";
    private static final String NOTHING = "–";
    private static final Map<String, String> NAMES = Map.of(
            "whatsapp",
            "WhatsApp",
            "instagram",
            "Instagram",
            "telegram",
            "Telegram",
            "webchat",
            "Web chat",
            "email",
            "E-mail");
    private static final Map<String, Channel> CHANNELS =
            Map.of("whatsapp", new WhatsAppChannel(), "instagram", new InstagramChannel());

    /** What one channel carries one way: kinds of messages, each with how. */
    private record Column(String channel, String way, Map<String, String> carried) {}

    @Test
    void theMatrixIsWhatTheTestsShow() throws Exception {
        String matrix = matrix(columns());
        if (Boolean.getBoolean("crm.matrix.write")) {
            Files.writeString(MATRIX, matrix);
        }

        assertThat(Files.readString(MATRIX))
                .as("docs/channel-matrix.md; write it anew with -Dcrm.matrix.write=true")
                .isEqualTo(matrix);
        assertThat(matrix).contains("| text | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes |");
    }

    private static List<Column> columns() throws Exception {
        List<Column> columns = new ArrayList<>();
        for (String channel : List.of("whatsapp", "instagram")) {
            columns.add(new Column(channel, "in", understood(channel)));
            columns.add(new Column(channel, "out", written(channel)));
        }
        for (String channel : RoutedGoldens.CHANNELS) {
            columns.add(new Column(channel, "in", understoodByFile(channel)));
            columns.add(new Column(channel, "out", writtenByFile(channel)));
        }
        return columns;
    }

    private static Map<String, String> understoodByFile(String channel) throws Exception {
        Map<String, String> carried = new TreeMap<>();
        for (Case golden : GoldenFiles.cases(channel, "in")) {
            RoutedGoldens.Understood understood = RoutedGoldens.understood(golden);
            if (understood.json().equals(GoldenFiles.JSON.readTree(golden.expected(understood.json())))) {
                understood.updates().forEach(update -> carried.put(kind(update), WHOLE));
            }
        }
        return carried;
    }

    private static Map<String, String> writtenByFile(String channel) throws Exception {
        Map<String, String> carried = new TreeMap<>();
        for (Case golden : GoldenFiles.cases(channel, "out")) {
            RoutedGoldens.Written written = RoutedGoldens.written(golden);
            if (written.json().equals(GoldenFiles.JSON.readTree(golden.expected(written.json())))) {
                String kind = kind(written.message().content());
                carried.merge(
                        kind,
                        written.isText() && !kind.equals("text") ? AS_TEXT : WHOLE,
                        (one, other) -> one.equals(WHOLE) ? one : other);
            }
        }
        for (Case golden : GoldenFiles.cases(channel, "signal")) {
            RoutedGoldens.Told told = RoutedGoldens.told(golden);
            if (told.json().equals(GoldenFiles.JSON.readTree(golden.expected(told.json())))) {
                carried.put(kind(told.signal().kind()), WHOLE);
            }
        }
        return carried;
    }

    private static String kind(Signal.Kind signal) {
        return switch (signal) {
            case READ -> "~ that it was read";
            case TYPING -> "~ that somebody is writing";
            case REACTION -> "~ reaction";
        };
    }

    private static Map<String, String> understood(String channel) throws Exception {
        Map<String, String> carried = new TreeMap<>();
        for (Case golden : GoldenFiles.cases(channel, "in")) {
            WebhookBatch batch = channel(channel).parse(golden.given());
            JsonNode actual = GoldenFiles.JSON.readTree(GoldenFiles.JSON.writeValueAsBytes(batch));
            if (actual.equals(GoldenFiles.JSON.readTree(golden.expected(actual)))) {
                batch.updates().forEach(update -> carried.put(kind(update), WHOLE));
            }
        }
        return carried;
    }

    private static Map<String, String> written(String channel) {
        Map<String, String> carried = new TreeMap<>();
        for (Case golden : GoldenFiles.cases(channel, "out")) {
            OutboundMessage message = GoldenFiles.JSON.readValue(golden.given(), OutboundMessage.class);
            var connection = new ChannelConnection(message.account(), "https://graph.example/v25.0", "token");
            JsonNode body = GoldenFiles.JSON.readTree(
                    channel(channel).request(message, connection).body());
            if (body.equals(GoldenFiles.JSON.readTree(golden.expected(body)))) {
                boolean isText = body.path("type").asString("").equals("text")
                        || (body.at("/message/text").isString()
                                && body.path("message").size() == 1);
                String kind = kind(message.content());
                String how = isText && !kind.equals("text") ? AS_TEXT : WHOLE;
                carried.merge(kind, how, (one, other) -> one.equals(WHOLE) ? one : other);
            }
        }
        AccountRef account = new AccountRef(channel(channel).type(), "1");
        var connection = new ChannelConnection(account, "https://graph.example/v25.0", "token");
        for (Signal.Kind signal : Signal.Kind.values()) {
            Signal told = new Signal(account, signal, new Handle(Handle.Kind.WA_ID, "5491155550000"), "mid", "👍", 0);
            if (channel(channel).signal(told, connection).isPresent()) {
                carried.put(kind(signal), WHOLE);
            }
        }
        return carried;
    }

    private static Channel channel(String name) {
        return java.util.Objects.requireNonNull(CHANNELS.get(name));
    }

    private static String kind(InboundUpdate update) {
        return switch (update) {
            case InboundMessage message ->
                message.isEcho() ? "~ what the shop wrote elsewhere" : kind(message.content());
            case InboundStatus status -> "~ status of a message";
            case InboundIdentity identity -> "~ a customer's new address";
            case InboundPreference preference -> "~ whether a customer wants offers";
            case InboundNotice notice -> "~ news of the account";
            case InboundChange change ->
                switch (change.change()) {
                    case MessageChange.Reaction reaction -> "~ reaction";
                    case MessageChange.Edit edit -> "~ edit";
                    case MessageChange.Deletion deletion -> "~ deletion";
                };
        };
    }

    private static String kind(MessageContent content) {
        return switch (content) {
            case MessageContent.TextContent text -> "text";
            case MessageContent.MediaContent media -> media.kind().name().toLowerCase(Locale.ROOT);
            case MessageContent.LocationContent location -> "location";
            case MessageContent.ContactsContent contacts -> "contacts";
            case MessageContent.InteractiveContent menu -> kind(menu);
            case MessageContent.InteractiveReplyContent reply -> "press of a button or choice of a list";
            case MessageContent.ProductContent product -> "product";
            case MessageContent.OrderContent order -> "order";
            case MessageContent.TemplateContent template -> "template";
            case MessageContent.UnsupportedContent unsupported -> "anything else, as a placeholder";
        };
    }

    private static String kind(MessageContent.InteractiveContent menu) {
        return switch (menu.action()) {
            case null -> menu.listButton() == null ? "buttons" : "list";
            case MessageContent.InteractiveContent.Link link -> "button that opens a page";
            case MessageContent.InteractiveContent.Products products -> "products of the platform's catalogue";
            case MessageContent.InteractiveContent.Catalog catalog -> "the platform's catalogue";
            case MessageContent.InteractiveContent.LocationRequest request -> "request for the location";
        };
    }

    private static String matrix(List<Column> columns) {
        Map<String, Map<Column, String>> rows = new TreeMap<>();
        for (Column column : columns) {
            column.carried()
                    .forEach((kind, how) -> rows.computeIfAbsent(kind, none -> new LinkedHashMap<>())
                            .put(column, how));
        }
        StringBuilder text = new StringBuilder("""
                # What each channel carries

                Made by `ChannelMatrixTests` of the golden files whose tests pass; not written by hand. *In* is from the customer or the platform to
                us, *out* from us to the customer. “As text” is rendered as a plain message, because the platform has nothing of the kind; “–” is what
                no test shows. Telegram, the web chat and e-mail are the files of [`how-to/channels`](how-to/channels), run as they stand.

                | message |""");
        columns.forEach(column -> text.append(' ')
                .append(NAMES.getOrDefault(column.channel(), column.channel()))
                .append(' ')
                .append(column.way())
                .append(" |"));
        text.append("\n|---|").append("---|".repeat(columns.size())).append('\n');
        rows.forEach((kind, cells) -> {
            text.append("| ").append(kind.replace("~ ", "")).append(" |");
            columns.forEach(column ->
                    text.append(' ').append(cells.getOrDefault(column, NOTHING)).append(" |"));
            text.append('\n');
        });
        return text.toString();
    }
}
