package ar.isac.crm.channel.instagram;

import static ar.isac.crm.channel.UnsendableMessage.within;

import ar.isac.crm.channel.TextParts;
import ar.isac.crm.channel.UnsendableMessage;
import ar.isac.crm.message.Handle;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.MessageContent.ContactsContent;
import ar.isac.crm.message.MessageContent.InteractiveContent;
import ar.isac.crm.message.MessageContent.InteractiveReplyContent;
import ar.isac.crm.message.MessageContent.LocationContent;
import ar.isac.crm.message.MessageContent.MediaContent;
import ar.isac.crm.message.MessageContent.OrderContent;
import ar.isac.crm.message.MessageContent.ProductContent;
import ar.isac.crm.message.MessageContent.TemplateContent;
import ar.isac.crm.message.MessageContent.TextContent;
import ar.isac.crm.message.MessageContent.UnsupportedContent;
import ar.isac.crm.message.OutboundMessage;
import ar.isac.crm.message.Signal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON that sends one message, within the limits of Meta's reference. The platform takes neither an id of ours nor, as far
 * as it documents, the message that is answered.
 */
final class InstagramRequest {

    private static final int TEXT_BYTES = 1000;
    private static final int BUTTON_TEXT = 640;
    private static final int MAX_QUICK_REPLIES = 13;
    private static final int QUICK_REPLY_TITLE = 20;
    private static final int QUICK_REPLY_PAYLOAD = 1000;

    private static final Pattern LINK = Pattern.compile("(?i)https?://\\S");

    /** A link, or a path of the shop's own server, which gets its link when it leaves. */
    private static final Pattern PICTURE = Pattern.compile("(?i)(https?:/)?/[^/\\s]");

    private static final JsonMapper JSON = JsonMapper.shared();

    private InstagramRequest() {}

    static List<MessageContent> parts(MessageContent content) {
        return switch (content) {
            case InteractiveContent interactive -> interactiveParts(interactive);
            case MediaContent media -> mediaParts(media);
            case ProductContent product -> productParts(product);
            case LocationContent location -> textParts(location);
            case TextContent text -> textParts(text);
            case ContactsContent contacts -> textParts(contacts);
            case InteractiveReplyContent reply -> textParts(reply);
            case OrderContent order -> textParts(order);
            case TemplateContent template -> textParts(template);
            case UnsupportedContent unsupported -> textParts(unsupported);
        };
    }

    private static List<MessageContent> textParts(MessageContent content) {
        return TextParts.bytes(text(content)) <= TEXT_BYTES ? List.of(content) : texts(text(content));
    }

    private static List<MessageContent> texts(String text) {
        return TextParts.split(text, TEXT_BYTES, TextParts::bytes).stream()
                .<MessageContent>map(TextContent::new)
                .toList();
    }

    private static List<MessageContent> interactiveParts(InteractiveContent content) {
        if (TextParts.bytes(text(content)) <= TEXT_BYTES) {
            return List.of(content);
        }
        List<MessageContent> parts = new ArrayList<>(texts(text(content)));
        String last = parts.removeLast().plainText();
        List<InteractiveContent.Option> bare = content.options().stream()
                .map(option -> new InteractiveContent.Option(option.id(), option.title(), null))
                .toList();
        parts.add(new InteractiveContent(last, null, content.listButton(), bare, null, content.action()));
        return List.copyOf(parts);
    }

    private static List<MessageContent> mediaParts(MediaContent media) {
        String caption = media.caption();
        if (media.mediaId() == null && link(media) == null) {
            return textParts(media);
        }
        if (caption == null || caption.isBlank()) {
            return List.of(media);
        }
        List<MessageContent> parts = new ArrayList<>();
        parts.add(new MediaContent(
                media.kind(),
                media.mimeType(),
                null,
                media.fileName(),
                media.state(),
                media.mediaId(),
                media.source()));
        parts.addAll(texts(caption));
        return List.copyOf(parts);
    }

    private static List<MessageContent> productParts(ProductContent product) {
        String picture = product.imageUrl();
        if (picture == null || !PICTURE.matcher(picture).lookingAt()) {
            return textParts(product);
        }
        if (Card.of(product) != null) {
            return List.of(product);
        }
        List<MessageContent> parts = new ArrayList<>();
        parts.add(new MediaContent(
                MediaContent.Kind.IMAGE,
                null,
                null,
                null,
                MediaContent.State.PENDING,
                null,
                new MediaContent.Source(null, picture, null)));
        parts.addAll(texts(product.text()));
        return List.copyOf(parts);
    }

    /** A product's card as the generic template has it; null where its words would be cut, which may be a price. */
    private record Card(String title, @Nullable String subtitle) {

        private static final int LONGEST = 80;

        static @Nullable Card of(ProductContent product) {
            List<String> lines = product.text()
                    .lines()
                    .map(line -> line.replace("*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
            if (lines.isEmpty()) {
                return null;
            }
            String rest = String.join(" · ", lines.subList(1, lines.size()));
            return lines.getFirst().length() > LONGEST || rest.length() > LONGEST
                    ? null
                    : new Card(lines.getFirst(), rest.isEmpty() ? null : rest);
        }
    }

    static void check(MessageContent content) {
        addContent(JSON.createObjectNode(), content);
    }

    static String signal(Signal signal) {
        ObjectNode body = JSON.createObjectNode();
        body.putObject("recipient").put("id", signal.recipient().address());
        switch (signal.kind()) {
            case READ -> body.put("sender_action", "mark_seen");
            case TYPING -> body.put("sender_action", "typing_on");
            case REACTION -> {
                String emoji = Objects.requireNonNullElse(signal.emoji(), "");
                boolean isTakenAway = emoji.isEmpty();
                ObjectNode payload = body.put("sender_action", isTakenAway ? "unreact" : "react")
                        .putObject("payload")
                        .put("message_id", signal.messageExternalId());
                if (!isTakenAway) {
                    payload.put("reaction", emoji.startsWith("❤") ? "love" : emoji);
                }
            }
        }
        return body.toString();
    }

    static String body(OutboundMessage message) {
        if (message.recipient().kind() != Handle.Kind.IGSID) {
            throw new UnsendableMessage("recipient", "an Instagram scoped id");
        }
        ObjectNode body = JSON.createObjectNode();
        body.putObject("recipient").put("id", message.recipient().address());
        OutboundMessage.Tag tag = message.tag();
        if (tag != null) {
            body.put("messaging_type", "MESSAGE_TAG").put("tag", tag.name());
        }
        addContent(body.putObject("message"), message.content());
        return body.toString();
    }

    private static void addContent(ObjectNode message, MessageContent content) {
        String link = content instanceof MediaContent media ? link(media) : null;
        if (content instanceof MediaContent media && link != null) {
            addMedia(message, media, link);
            return;
        }
        if (content instanceof TemplateContent) {
            throw new UnsendableMessage("template", UnsendableMessage.NO_TEMPLATES);
        }
        if (content instanceof ProductContent product && addCard(message, product)) {
            return;
        }
        if (content instanceof InteractiveContent interactive
                && interactive.action() instanceof InteractiveContent.Link action) {
            addLink(message, text(content), action);
            return;
        }
        String text = text(content);
        within("text", text, Integer.MAX_VALUE);
        if (TextParts.bytes(text) > TEXT_BYTES) {
            throw new UnsendableMessage("text", "at most " + TEXT_BYTES + " bytes of UTF-8");
        }
        message.put("text", text);
        if (content instanceof InteractiveContent interactive && interactive.action() == null) {
            addQuickReplies(message, interactive.options());
        }
    }

    private static boolean addCard(ObjectNode message, ProductContent product) {
        Card card = Card.of(product);
        String link = absolute(product.imageUrl());
        if (card == null || link == null) {
            return false;
        }
        ObjectNode payload =
                message.putObject("attachment").put("type", "template").putObject("payload");
        ObjectNode element = payload.put("template_type", "generic")
                .putArray("elements")
                .addObject()
                .put("title", card.title())
                .put("image_url", link);
        if (card.subtitle() != null) {
            element.put("subtitle", card.subtitle());
        }
        return true;
    }

    /** Text with a button that opens a web address. */
    private static void addLink(ObjectNode message, String text, InteractiveContent.Link link) {
        if (!LINK.matcher(link.url()).lookingAt()) {
            throw new UnsendableMessage("link.url", UnsendableMessage.WEB_ADDRESS);
        }
        message.putObject("attachment")
                .put("type", "template")
                .putObject("payload")
                .put("template_type", "button")
                .put("text", within("text", text, BUTTON_TEXT))
                .putArray("buttons")
                .addObject()
                .put("type", "web_url")
                .put("url", link.url())
                .put("title", within("link.title", link.title(), QUICK_REPLY_TITLE));
    }

    private static void addMedia(ObjectNode message, MediaContent media, String link) {
        if (media.caption() != null && !media.caption().isBlank()) {
            throw new UnsendableMessage("caption", "none: a text goes in a message of its own");
        }
        String type =
                switch (media.kind()) {
                    case IMAGE, STICKER -> "image";
                    case VIDEO -> "video";
                    case AUDIO, VOICE -> "audio";
                    case DOCUMENT -> "file";
                };
        message.putObject("attachment").put("type", type).putObject("payload").put("url", link);
    }

    private static void addQuickReplies(ObjectNode message, List<InteractiveContent.Option> options) {
        if (options.isEmpty() || options.size() > MAX_QUICK_REPLIES) {
            throw new UnsendableMessage("options", "1 to " + MAX_QUICK_REPLIES);
        }
        List<String> titles = TextParts.titles(
                options.stream().map(InteractiveContent.Option::title).toList(), QUICK_REPLY_TITLE);
        ArrayNode quickReplies = message.putArray("quick_replies");
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < options.size(); i++) {
            String field = "options[" + i + "].id";
            String id = within(field, options.get(i).id(), QUICK_REPLY_PAYLOAD);
            if (!ids.add(id)) {
                throw new UnsendableMessage(field, "different from the others");
            }
            quickReplies
                    .addObject()
                    .put("content_type", "text")
                    .put("title", titles.get(i))
                    .put("payload", id);
        }
    }

    /** What the customer reads. Quick replies have no descriptions, so these go below the text. */
    private static String text(MessageContent content) {
        return switch (content) {
            case InteractiveContent interactive -> interactiveText(interactive);
            case LocationContent location -> locationText(location);
            case TextContent text -> text.text();
            case MediaContent media -> media.plainText();
            case ProductContent product -> product.text();
            case ContactsContent contacts -> contacts.plainText();
            case InteractiveReplyContent reply -> reply.plainText();
            case OrderContent order -> order.plainText();
            case TemplateContent template -> template.text();
            case UnsupportedContent unsupported -> unsupported.plainText();
        };
    }

    private static String interactiveText(InteractiveContent content) {
        String described = content.options().stream()
                .filter(option -> isPresent(option.description()))
                .map(option -> option.title() + ": " + option.description())
                // A text that lists its options itself is not followed by the same list.
                .filter(line -> !content.text().contains(line))
                .map(line -> "\n• " + line)
                .collect(Collectors.joining());
        String header = isPresent(content.header()) ? content.header() + "\n" : "";
        return header + content.text() + described + (isPresent(content.footer()) ? "\n\n" + content.footer() : "");
    }

    private static String locationText(LocationContent location) {
        String map =
                "https://www.google.com/maps/search/?api=1&query=" + location.latitude() + "," + location.longitude();
        String place = Stream.of(location.name(), location.address())
                .filter(InstagramRequest::isPresent)
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        return "📍 " + place + map;
    }

    private static boolean isPresent(@Nullable String text) {
        return text != null && !text.isBlank();
    }

    private static @Nullable String link(MediaContent media) {
        MediaContent.Source source = media.source();
        return source == null ? null : absolute(source.url());
    }

    private static @Nullable String absolute(@Nullable String url) {
        return url != null && LINK.matcher(url).lookingAt() ? url : null;
    }
}
