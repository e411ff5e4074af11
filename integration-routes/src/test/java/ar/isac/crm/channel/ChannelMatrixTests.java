package ar.isac.crm.channel;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.channel.GoldenFiles.Case;
import ar.isac.crm.channel.instagram.InstagramChannel;
import ar.isac.crm.channel.whatsapp.WhatsAppChannel;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;

/**
 * {@code docs/channel-matrix.md} says what each channel carries, and is made of the golden files whose tests pass: what no
 * test shows is not in it. After a change, run this class with {@code -Dcrm.matrix.write=true}.
 *
 * <p>A channel that is a file and no class has a column too, of what the file declares.
 */
class ChannelMatrixTests {

    private static final Path FILES = Path.of("../docs/how-to/channels");
    private static final Path MATRIX = Path.of("../docs/channel-matrix.md");
    private static final String AS_TEXT = "as text";
    private static final String WHOLE = "yes";
    private static final String DECLARED = "declared";
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
        assertThat(matrix).contains("| text | yes | yes | yes | yes |", "Telegram out");
    }

    private static List<Column> columns() throws Exception {
        List<Column> columns = new ArrayList<>();
        for (String channel : List.of("whatsapp", "instagram")) {
            columns.add(new Column(channel, "in", understood(channel)));
            columns.add(new Column(channel, "out", written(channel)));
        }
        columns.addAll(declared());
        return columns;
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
        return carried;
    }

    /** What the channel files that come with the product declare to send; what they understand is in their routes. */
    private static List<Column> declared() throws IOException {
        List<Column> columns = new ArrayList<>();
        try (Stream<Path> files = Files.list(FILES)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                Object items = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
                JsonNode channel = GoldenFiles.JSON.valueToTree(items).path(0).path("channel");
                columns.add(
                        new Column(channel.path("kind").asString(), "out", capabilities(channel.path("capabilities"))));
            }
        }
        return columns;
    }

    private static Map<String, String> capabilities(JsonNode declared) {
        Map<String, String> carried = new TreeMap<>();
        List.of("text", "buttons", "location", "contacts").forEach(kind -> {
            JsonNode value = declared.path(kind);
            if (value.isObject() || value.asBoolean(false)) {
                carried.put(kind, DECLARED);
            }
        });
        declared.path("media").forEach(kind -> carried.put(kind.asString().toLowerCase(Locale.ROOT), DECLARED));
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

                Made by `ChannelMatrixTests` of the golden files whose tests pass, and of what channel files declare; not written by hand. *In* is from
                the customer or the platform to us, *out* from us to the customer. “As text” is rendered as a plain message, because the platform has
                nothing of the kind; “declared” is what the channel's file says; “–” is what no test shows or no file declares. What a channel that
                is a file understands is in its routes.

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
