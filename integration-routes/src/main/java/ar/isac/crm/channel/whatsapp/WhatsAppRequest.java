package ar.isac.crm.channel.whatsapp;

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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON that sends one message, within the limits of Meta's reference (messages/send-messages and its types). */
final class WhatsAppRequest {

    private static final int TEXT = 4096;
    private static final int BUTTONS_TEXT = 1024;
    private static final int LIST_TEXT = 4096;
    private static final int CAPTION = 1024;
    private static final int FOOTER = 60;
    private static final int MAX_BUTTONS = 3;
    private static final int MAX_ROWS = 10;
    private static final int BUTTON_TITLE = 20;
    private static final int BUTTON_ID = 256;
    private static final int ROW_TITLE = 24;
    private static final int ROW_ID = 200;
    private static final int ROW_DESCRIPTION = 72;
    private static final int CALLBACK_DATA = 512;

    private static final Pattern LINK = Pattern.compile("(?i)https?://\\S");

    /** Meta refuses template parameters with these. */
    private static final Pattern BREAKS = Pattern.compile("[\\n\\t]| {4}");

    private static final JsonMapper JSON = JsonMapper.shared();

    private WhatsAppRequest() {}

    static List<MessageContent> parts(MessageContent content) {
        return switch (content) {
            case InteractiveContent interactive -> interactiveParts(interactive);
            case MediaContent media -> mediaParts(media);
            case TemplateContent template -> List.of(template);
            case LocationContent location -> List.of(location);
            case ProductContent product -> linked(product) == null ? textParts(product) : List.of(product);
            case TextContent text -> textParts(text);
            case ContactsContent contacts -> textParts(contacts);
            case InteractiveReplyContent reply -> textParts(reply);
            case OrderContent order -> textParts(order);
            case UnsupportedContent unsupported -> textParts(unsupported);
        };
    }

    private static List<MessageContent> textParts(MessageContent content) {
        if (content.plainText().length() <= TEXT) {
            return List.of(content);
        }
        return List.copyOf(texts(content.plainText(), TEXT));
    }

    private static List<MessageContent> texts(String text, int limit) {
        return TextParts.split(text, limit, String::length).stream()
                .<MessageContent>map(TextContent::new)
                .toList();
    }

    private static List<MessageContent> interactiveParts(InteractiveContent content) {
        int limit = content.listButton() == null ? BUTTONS_TEXT : LIST_TEXT;
        List<MessageContent> parts = new ArrayList<>(texts(content.text(), limit));
        String last = parts.removeLast().plainText();
        parts.add(new InteractiveContent(last, content.footer(), content.listButton(), content.options()));
        return List.copyOf(parts);
    }

    private static List<MessageContent> mediaParts(MediaContent media) {
        String caption = media.caption();
        if (!isLinkable(media)) {
            return textParts(media);
        }
        if (caption == null || caption.isBlank() || (captioned(media) && caption.length() <= CAPTION)) {
            return List.of(media);
        }
        List<MessageContent> parts = new ArrayList<>();
        parts.add(withoutCaption(media));
        parts.addAll(texts(caption, TEXT));
        return List.copyOf(parts);
    }

    private static MediaContent withoutCaption(MediaContent media) {
        return new MediaContent(
                media.kind(), media.mimeType(), null, media.fileName(), media.state(), media.mediaId(), media.source());
    }

    static String body(OutboundMessage message) {
        ObjectNode body = JSON.createObjectNode();
        body.put("messaging_product", "whatsapp").put("recipient_type", "individual");
        addRecipient(body, message.recipient());
        if (message.replyToExternalId() != null) {
            body.putObject("context").put("message_id", message.replyToExternalId());
        }
        addContent(body, message.content());
        body.put("biz_opaque_callback_data", within("attemptId", message.attemptId(), CALLBACK_DATA));
        return body.toString();
    }

    /** A business-scoped user id in {@code to} is answered with 200 and never delivered, so it goes where it belongs. */
    private static void addRecipient(ObjectNode body, Handle recipient) {
        String address = recipient.address();
        switch (recipient.kind()) {
            case BSUID -> body.put("recipient", address);
            case PHONE, WA_ID ->
                body.put(WhatsAppWebhook.BSUID.matcher(address).matches() ? "recipient" : "to", address);
            case IGSID, USERNAME, OTHER ->
                throw new UnsendableMessage("recipient", "a phone number or a WhatsApp user id");
        }
    }

    private static void addContent(ObjectNode body, MessageContent content) {
        switch (content) {
            case TextContent text -> addText(body, text.text());
            case InteractiveContent interactive -> addInteractive(body, interactive);
            case LocationContent location -> addLocation(body, location);
            case TemplateContent template -> addTemplate(body, template);
            case MediaContent media -> addMedia(body, media);
            case ProductContent product -> addProduct(body, product);
            case ContactsContent contacts -> addText(body, contacts.plainText());
            case InteractiveReplyContent reply -> addText(body, reply.plainText());
            case OrderContent order -> addText(body, order.plainText());
            case UnsupportedContent unsupported -> addText(body, unsupported.plainText());
        }
    }

    private static void addText(ObjectNode body, String text) {
        within("text", text, TEXT);
        body.put("type", "text")
                .putObject("text")
                .put("body", text)
                .put("preview_url", LINK.matcher(text).find());
    }

    private static void addInteractive(ObjectNode body, InteractiveContent content) {
        boolean isList = content.listButton() != null;
        ObjectNode interactive = body.put("type", "interactive").putObject("interactive");
        interactive.put("type", isList ? "list" : "button");
        interactive.putObject("body").put("text", within("text", content.text(), isList ? LIST_TEXT : BUTTONS_TEXT));
        if (content.footer() != null && !content.footer().isBlank()) {
            interactive.putObject("footer").put("text", within("footer", content.footer(), FOOTER));
        }
        checkOptions(content.options(), isList ? MAX_ROWS : MAX_BUTTONS, isList ? ROW_ID : BUTTON_ID);
        if (content.listButton() == null) {
            addButtons(interactive.putObject("action"), content.options());
        } else {
            addRows(interactive.putObject("action"), content.listButton(), content.options());
        }
    }

    private static void checkOptions(List<InteractiveContent.Option> options, int most, int idLimit) {
        if (options.isEmpty() || options.size() > most) {
            throw new UnsendableMessage("options", "1 to " + most);
        }
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < options.size(); i++) {
            String field = "options[" + i + "].id";
            if (!ids.add(within(field, options.get(i).id(), idLimit))) {
                throw new UnsendableMessage(field, "different from the others");
            }
        }
    }

    private static void addButtons(ObjectNode action, List<InteractiveContent.Option> options) {
        List<String> titles = TextParts.titles(titles(options), BUTTON_TITLE);
        ArrayNode buttons = action.putArray("buttons");
        for (int i = 0; i < options.size(); i++) {
            if (titles.indexOf(titles.get(i)) < i) {
                throw new UnsendableMessage("options[" + i + "].title", "different from the others");
            }
            buttons.addObject()
                    .put("type", "reply")
                    .putObject("reply")
                    .put("id", options.get(i).id())
                    .put("title", titles.get(i));
        }
    }

    private static void addRows(ObjectNode action, String label, List<InteractiveContent.Option> options) {
        List<String> titles = TextParts.titles(titles(options), ROW_TITLE);
        within("listButton", label, Integer.MAX_VALUE);
        action.put("button", TextParts.shortened(label, BUTTON_TITLE));
        ArrayNode rows = action.putArray("sections").addObject().putArray("rows");
        for (int i = 0; i < options.size(); i++) {
            ObjectNode row = rows.addObject().put("id", options.get(i).id()).put("title", titles.get(i));
            String description = options.get(i).description();
            if (description != null && !description.isBlank()) {
                // Never shortened: what would be cut off may be the end of a price.
                row.put("description", within("options[" + i + "].description", description, ROW_DESCRIPTION));
            }
        }
    }

    private static List<String> titles(List<InteractiveContent.Option> options) {
        return options.stream().map(InteractiveContent.Option::title).toList();
    }

    private static void addLocation(ObjectNode body, LocationContent location) {
        ObjectNode point = body.put("type", "location").putObject("location");
        point.put("latitude", location.latitude()).put("longitude", location.longitude());
        putPresent(point, "name", location.name());
        putPresent(point, "address", location.address());
    }

    private static void addTemplate(ObjectNode body, TemplateContent content) {
        ObjectNode template = body.put("type", "template").putObject("template");
        template.put("name", content.name()).putObject("language").put("code", content.language());
        if (content.parameters().isEmpty()) {
            return;
        }
        ObjectNode component = template.putArray("components").addObject().put("type", "body");
        ArrayNode parameters = component.putArray("parameters");
        for (int i = 0; i < content.parameters().size(); i++) {
            String parameter = content.parameters().get(i);
            if (parameter.isBlank() || BREAKS.matcher(parameter).find()) {
                throw new UnsendableMessage(
                        "parameters[" + i + "]", "not blank, without line breaks, tabs or four spaces in a row");
            }
            parameters.addObject().put("type", "text").put("text", parameter);
        }
    }

    private static void addMedia(ObjectNode body, MediaContent media) {
        String link = link(media);
        if (link == null) {
            addText(body, media.plainText());
            return;
        }
        String type =
                switch (media.kind()) {
                    case IMAGE -> "image";
                    case VIDEO -> "video";
                    case AUDIO, VOICE -> "audio";
                    case DOCUMENT -> "document";
                    case STICKER -> "sticker";
                };
        ObjectNode medium = body.put("type", type).putObject(type).put("link", link);
        String caption = media.caption();
        if (caption != null && !caption.isBlank()) {
            medium.put("caption", within("caption", caption, captioned(media) ? CAPTION : 0));
        }
        if (media.kind() == MediaContent.Kind.DOCUMENT) {
            putPresent(medium, "filename", media.fileName());
        }
    }

    private static boolean captioned(MediaContent media) {
        return switch (media.kind()) {
            case IMAGE, VIDEO, DOCUMENT -> true;
            case AUDIO, VOICE, STICKER -> false;
        };
    }

    private static void addProduct(ObjectNode body, ProductContent product) {
        String link = linked(product);
        if (link == null) {
            addText(body, product.text());
        } else {
            within("text", product.text(), CAPTION);
            body.put("type", "image").putObject("image").put("link", link).put("caption", product.text());
        }
    }

    /** A picture's link, unless the text is too long to be its caption. */
    private static @Nullable String linked(ProductContent product) {
        return product.text().length() <= CAPTION ? absolute(product.imageUrl()) : null;
    }

    /** What is stored here gets its link when it leaves. */
    private static boolean isLinkable(MediaContent media) {
        return media.mediaId() != null || link(media) != null;
    }

    private static @Nullable String link(MediaContent media) {
        MediaContent.Source source = media.source();
        return source == null ? null : absolute(source.url());
    }

    private static @Nullable String absolute(@Nullable String url) {
        return url != null && LINK.matcher(url).lookingAt() ? url : null;
    }

    private static void putPresent(ObjectNode object, String field, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            object.put(field, value);
        }
    }
}
