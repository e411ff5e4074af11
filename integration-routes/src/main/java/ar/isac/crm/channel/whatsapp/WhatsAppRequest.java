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
import ar.isac.crm.message.Signal;
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
    private static final int MAX_PRODUCTS = 30;
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
        int limit = textLimit(content);
        List<MessageContent> parts = new ArrayList<>(texts(content.text(), limit));
        String last = parts.removeLast().plainText();
        parts.add(new InteractiveContent(
                last, content.footer(), content.listButton(), content.options(), content.header(), content.action()));
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

    /** Meta's limit for the text of a list and of a list of products is the long one. */
    private static int textLimit(InteractiveContent content) {
        return content.listButton() == null ? BUTTONS_TEXT : LIST_TEXT;
    }

    static void check(MessageContent content, @Nullable String catalogId) {
        addContent(JSON.createObjectNode(), content, catalogId);
    }

    static String signal(Signal signal) {
        ObjectNode body = JSON.createObjectNode();
        body.put("messaging_product", "whatsapp");
        switch (signal.kind()) {
            case READ -> body.put("status", "read").put("message_id", signal.messageExternalId());
            case TYPING ->
                body.put("status", "read")
                        .put("message_id", signal.messageExternalId())
                        .putObject("typing_indicator")
                        .put("type", "text");
            case REACTION -> {
                body.put("recipient_type", "individual");
                addRecipient(body, signal.recipient());
                body.put("type", "reaction")
                        .putObject("reaction")
                        .put("message_id", signal.messageExternalId())
                        .put("emoji", signal.emoji() == null ? "" : signal.emoji());
            }
        }
        return body.toString();
    }

    static String body(OutboundMessage message, @Nullable String catalogId) {
        ObjectNode body = JSON.createObjectNode();
        body.put("messaging_product", "whatsapp").put("recipient_type", "individual");
        addRecipient(body, message.recipient());
        if (message.replyToExternalId() != null) {
            body.putObject("context").put("message_id", message.replyToExternalId());
        }
        addContent(body, message.content(), catalogId);
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
            case IGSID, USERNAME, GROUP, OTHER ->
                throw new UnsendableMessage("recipient", "a phone number or a WhatsApp user id");
        }
    }

    private static void addContent(ObjectNode body, MessageContent content, @Nullable String catalogId) {
        switch (content) {
            case TextContent text -> addText(body, text.text());
            case InteractiveContent interactive -> addInteractive(body, interactive, catalogId);
            case LocationContent location -> addLocation(body, location);
            case TemplateContent template -> addTemplate(body, template);
            case MediaContent media -> addMedia(body, media);
            case ProductContent product -> addProduct(body, product, catalogId);
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

    private static void addInteractive(ObjectNode body, InteractiveContent content, @Nullable String catalogId) {
        boolean isList = content.listButton() != null;
        ObjectNode interactive = body.put("type", "interactive").putObject("interactive");
        InteractiveContent.Action action = content.action();
        if (action != null) {
            addText(interactive, content);
            addAction(interactive, action, content.header() != null, catalogId);
            return;
        }
        interactive.put("type", isList ? "list" : "button");
        addText(interactive, content);
        checkOptions(content.options(), isList ? MAX_ROWS : MAX_BUTTONS, isList ? ROW_ID : BUTTON_ID);
        if (content.listButton() == null) {
            addButtons(interactive.putObject("action"), content.options());
        } else {
            addRows(interactive.putObject("action"), content.listButton(), content.options());
        }
    }

    private static void addAction(
            ObjectNode interactive, InteractiveContent.Action wanted, boolean hasHeader, @Nullable String catalogId) {
        ObjectNode action = interactive.putObject("action");
        switch (wanted) {
            case InteractiveContent.Link(String title, String url) -> {
                interactive.put("type", "cta_url");
                if (!LINK.matcher(url).lookingAt()) {
                    throw new UnsendableMessage("link.url", UnsendableMessage.WEB_ADDRESS);
                }
                action.put("name", "cta_url")
                        .putObject("parameters")
                        .put("display_text", within("link.title", title, BUTTON_TITLE))
                        .put("url", url);
            }
            case InteractiveContent.Products products ->
                addProducts(interactive, action, products, hasHeader, catalogId);
            case InteractiveContent.Catalog(String thumbnail) -> {
                interactive.put("type", "catalog_message");
                catalog(catalogId);
                action.put("name", "catalog_message");
                if (thumbnail != null) {
                    action.putObject("parameters").put("thumbnail_product_retailer_id", thumbnail);
                }
            }
            case InteractiveContent.LocationRequest ignored -> {
                interactive.put("type", "location_request_message");
                // It is text and a button, and nothing above or below.
                interactive.remove(List.of("header", "footer"));
                action.put("name", "send_location");
            }
        }
    }

    private static void addProducts(
            ObjectNode interactive,
            ObjectNode action,
            InteractiveContent.Products products,
            boolean hasHeader,
            @Nullable String catalogId) {
        List<InteractiveContent.Products.Section> sections = products.sections();
        int count = sections.stream().mapToInt(section -> section.skus().size()).sum();
        action.put("catalog_id", catalog(catalogId));
        if (count == 1) {
            interactive.put("type", "product");
            // A single product shows its own picture and name, and takes no header.
            interactive.remove("header");
            action.put(
                    "product_retailer_id",
                    sections.stream()
                            .flatMap(section -> section.skus().stream())
                            .findFirst()
                            .orElseThrow());
            return;
        }
        interactive.put("type", "product_list");
        if (count < 1 || count > MAX_PRODUCTS) {
            throw new UnsendableMessage("products", "1 to " + MAX_PRODUCTS);
        }
        if (sections.size() > MAX_ROWS) {
            throw new UnsendableMessage("products", "1 to " + MAX_ROWS);
        }
        if (!hasHeader) {
            throw new UnsendableMessage("header", "not blank");
        }
        ArrayNode shown = action.putArray("sections");
        for (int i = 0; i < sections.size(); i++) {
            String title = sections.get(i).title();
            ObjectNode section = shown.addObject();
            if (title != null || sections.size() > 1) {
                section.put("title", within("products[" + i + "].title", title == null ? "" : title, ROW_TITLE));
            }
            ArrayNode items = section.putArray("product_items");
            sections.get(i).skus().forEach(sku -> items.addObject().put("product_retailer_id", sku));
        }
    }

    private static String catalog(@Nullable String catalogId) {
        if (catalogId == null) {
            throw new UnsendableMessage("products", UnsendableMessage.NO_CATALOG);
        }
        return catalogId;
    }

    private static void addText(ObjectNode interactive, InteractiveContent content) {
        String header = content.header();
        if (header != null && !header.isBlank()) {
            interactive.putObject("header").put("type", "text").put("text", within("header", header, FOOTER));
        }
        interactive.putObject("body").put("text", within("text", content.text(), textLimit(content)));
        if (content.footer() != null && !content.footer().isBlank()) {
            interactive.putObject("footer").put("text", within("footer", content.footer(), FOOTER));
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
        MediaContent medium = content.headerMedia();
        boolean isFilledIn = !content.parameters().isEmpty()
                || medium != null
                || content.headerParameter() != null
                || !content.buttonParameters().isEmpty();
        if (!isFilledIn) {
            return;
        }
        ArrayNode components = template.putArray("components");
        if (medium != null) {
            addHeaderMedium(components.addObject().put("type", "header").putArray("parameters"), medium);
        } else if (content.headerParameter() != null) {
            ObjectNode header = components.addObject().put("type", "header");
            addParameter(header.putArray("parameters"), "headerParameter", content.headerParameter());
        }
        if (!content.parameters().isEmpty()) {
            ArrayNode parameters = components.addObject().put("type", "body").putArray("parameters");
            for (int i = 0; i < content.parameters().size(); i++) {
                ObjectNode parameter = addParameter(
                        parameters,
                        "parameters[" + i + "]",
                        content.parameters().get(i));
                if (i < content.names().size()) {
                    parameter.put("parameter_name", content.names().get(i));
                }
            }
        }
        for (int i = 0; i < content.buttonParameters().size(); i++) {
            TemplateContent.ButtonParameter button = content.buttonParameters().get(i);
            ObjectNode component = components
                    .addObject()
                    .put("type", "button")
                    .put("sub_type", "url")
                    .put("index", Integer.toString(button.index()));
            addParameter(component.putArray("parameters"), "buttonParameters[" + i + "]", button.text());
        }
    }

    /** What is stored here gets its link when it leaves. */
    private static void addHeaderMedium(ArrayNode parameters, MediaContent media) {
        String type =
                switch (media.kind()) {
                    case IMAGE -> "image";
                    case VIDEO -> "video";
                    case DOCUMENT -> "document";
                    case AUDIO, VOICE, STICKER ->
                        throw new UnsendableMessage("headerMedia", "a picture, a video or a document");
                };
        if (!isLinkable(media)) {
            throw new UnsendableMessage("headerMedia", "a file that the platform can fetch");
        }
        ObjectNode medium = parameters.addObject().put("type", type).putObject(type);
        putPresent(medium, "link", link(media));
        if (media.kind() == MediaContent.Kind.DOCUMENT) {
            putPresent(medium, "filename", media.fileName());
        }
    }

    private static ObjectNode addParameter(ArrayNode parameters, String field, String text) {
        if (text.isBlank() || BREAKS.matcher(text).find()) {
            throw new UnsendableMessage(field, "not blank, without line breaks, tabs or four spaces in a row");
        }
        return parameters.addObject().put("type", "text").put("text", text);
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
        if (isVoiceNote(media)) {
            medium.put("voice", true);
        }
        String caption = media.caption();
        if (caption != null && !caption.isBlank()) {
            medium.put("caption", within("caption", caption, captioned(media) ? CAPTION : 0));
        }
        if (media.kind() == MediaContent.Kind.DOCUMENT) {
            putPresent(medium, "filename", media.fileName());
        }
    }

    /** Only Ogg can be shown as a voice note; what else was recorded is shown as a piece of music is. */
    private static boolean isVoiceNote(MediaContent media) {
        String mimeType = media.mimeType();
        return media.kind() == MediaContent.Kind.VOICE && mimeType != null && mimeType.startsWith("audio/ogg");
    }

    private static boolean captioned(MediaContent media) {
        return switch (media.kind()) {
            case IMAGE, VIDEO, DOCUMENT -> true;
            case AUDIO, VOICE, STICKER -> false;
        };
    }

    private static void addProduct(ObjectNode body, ProductContent product, @Nullable String catalogId) {
        if (catalogId != null
                && product.text().length() <= BUTTONS_TEXT
                && !product.text().isBlank()) {
            addInteractive(
                    body,
                    new InteractiveContent(
                            product.text(),
                            null,
                            null,
                            List.of(),
                            null,
                            new InteractiveContent.Products(
                                    List.of(new InteractiveContent.Products.Section(null, List.of(product.sku()))))),
                    catalogId);
            return;
        }
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
