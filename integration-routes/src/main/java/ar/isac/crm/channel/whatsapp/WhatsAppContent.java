package ar.isac.crm.channel.whatsapp;

import ar.isac.crm.channel.Payload;
import ar.isac.crm.channel.Payload.UnreadableField;
import ar.isac.crm.channel.Phrases;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.MessageContent.ContactsContent;
import ar.isac.crm.message.MessageContent.ContactsContent.Contact;
import ar.isac.crm.message.MessageContent.InteractiveReplyContent;
import ar.isac.crm.message.MessageContent.LocationContent;
import ar.isac.crm.message.MessageContent.MediaContent;
import ar.isac.crm.message.MessageContent.OrderContent;
import ar.isac.crm.message.MessageContent.TextContent;
import ar.isac.crm.message.MessageContent.UnsupportedContent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one message of a webhook says. */
final class WhatsAppContent {

    private static final Phrases PHRASES = Phrases.of(WhatsAppContent.class);

    private WhatsAppContent() {}

    static MessageContent of(Payload message) throws UnreadableField {
        String type = message.text("type");
        return switch (type) {
            case "text" -> new TextContent(message.object(type).text("body"));
            case "button" -> button(message.object(type));
            case "interactive" -> interactive(message, message.object(type));
            case "image" -> media(message, type, MediaContent.Kind.IMAGE);
            case "video" -> media(message, type, MediaContent.Kind.VIDEO);
            case "document" -> media(message, type, MediaContent.Kind.DOCUMENT);
            case "sticker" -> media(message, type, MediaContent.Kind.STICKER);
            case "voice" -> media(message, type, MediaContent.Kind.VOICE);
            case "audio" -> audio(message, type);
            case "location" -> location(message.object(type));
            case "contacts" -> contacts(message);
            case "order" -> order(message.object(type));
            case "system" -> system(message);
            case "request_welcome" -> rendered(message, type, PHRASES.say("request_welcome"));
            default -> unsupported(message, type);
        };
    }

    private static UnsupportedContent rendered(Payload message, String platformType, String rendering) {
        return new UnsupportedContent(platformType, rendering, message.raw());
    }

    private static InteractiveReplyContent button(Payload button) throws UnreadableField {
        String text = button.optionalText("text");
        String id = text == null
                ? button.text("payload")
                : Objects.requireNonNullElse(button.optionalText("payload"), text);
        return new InteractiveReplyContent(id, text == null ? id : text, null);
    }

    private static MessageContent interactive(Payload message, Payload interactive) throws UnreadableField {
        String type = interactive.text("type");
        return switch (type) {
            case "button_reply", "list_reply" -> reply(interactive.object(type));
            case "nfm_reply" -> form(message, interactive.optionalObject(type));
            default -> rendered(message, type, PHRASES.sayVariant("interactive", type, type));
        };
    }

    private static MessageContent form(Payload message, @Nullable Payload form) {
        InteractiveReplyContent answers = form == null ? null : WhatsAppForm.of(form, PHRASES);
        return answers == null ? rendered(message, "nfm_reply", PHRASES.say("interactive.nfm_reply")) : answers;
    }

    private static InteractiveReplyContent reply(Payload reply) throws UnreadableField {
        String id = reply.text("id");
        return new InteractiveReplyContent(
                id, Objects.requireNonNullElse(reply.optionalText("title"), id), reply.optionalText("description"));
    }

    private static MessageContent audio(Payload message, String type) throws UnreadableField {
        boolean isVoiceNote = message.object(type).flag("voice");
        return media(message, type, isVoiceNote ? MediaContent.Kind.VOICE : MediaContent.Kind.AUDIO);
    }

    private static MessageContent media(Payload message, String type, MediaContent.Kind kind) throws UnreadableField {
        Payload media = message.optionalObject(type);
        if (message.has("errors") && (media == null || !media.has("id"))) {
            return rendered(message, type, PHRASES.say("media.unavailable", PHRASES.say("kind." + type)));
        }
        media = message.object(type);
        return new MediaContent(
                kind,
                media.optionalText("mime_type"),
                media.optionalText("caption"),
                media.optionalText("filename"),
                MediaContent.State.PENDING,
                null,
                new MediaContent.Source(media.text("id"), media.optionalText("url"), media.optionalText("sha256")));
    }

    private static LocationContent location(Payload location) throws UnreadableField {
        return new LocationContent(
                location.decimal("latitude").doubleValue(),
                location.decimal("longitude").doubleValue(),
                location.optionalText("name"),
                location.optionalText("address"),
                location.optionalText("url"));
    }

    private static ContactsContent contacts(Payload message) throws UnreadableField {
        List<Contact> contacts = message.objects("contacts").stream()
                .map(WhatsAppContent::contact)
                .toList();
        if (contacts.isEmpty()) {
            throw message.unreadable("contacts", "is missing or has no contact");
        }
        return new ContactsContent(contacts);
    }

    private static Contact contact(Payload contact) {
        List<String> phones = contact.objects("phones").stream()
                .flatMap(phone -> Stream.ofNullable(
                        phone.has("phone") ? phone.optionalText("phone") : phone.optionalText("wa_id")))
                .toList();
        List<String> emails = contact.objects("emails").stream()
                .flatMap(email -> Stream.ofNullable(email.optionalText("email")))
                .toList();
        Payload name = contact.optionalObject("name");
        Payload organization = contact.optionalObject("org");
        return new Contact(
                name == null ? PHRASES.say("contact.nameless") : name(name),
                phones,
                emails,
                organization == null ? null : organization.optionalText("company"),
                contact.objects("addresses").stream()
                        .map(WhatsAppContent::address)
                        .filter(address -> !address.isBlank())
                        .toList(),
                contact.objects("urls").stream()
                        .flatMap(url -> Stream.ofNullable(url.optionalText("url")))
                        .toList(),
                contact.optionalText("birthday"));
    }

    private static String address(Payload address) {
        return Stream.of("street", "city", "state", "zip", "country")
                .flatMap(part -> Stream.ofNullable(address.optionalText(part)))
                .collect(Collectors.joining(", "));
    }

    private static String name(Payload name) {
        String formatted = name.optionalText("formatted_name");
        if (formatted != null) {
            return formatted;
        }
        List<String> parts = Stream.of("first_name", "middle_name", "last_name")
                .flatMap(part -> Stream.ofNullable(name.optionalText(part)))
                .toList();
        return parts.isEmpty() ? PHRASES.say("contact.nameless") : String.join(" ", parts);
    }

    private static OrderContent order(Payload order) throws UnreadableField {
        List<OrderContent.Line> lines = new ArrayList<>();
        for (Payload item : order.objects("product_items")) {
            BigDecimal quantity = item.decimal("quantity");
            lines.add(new OrderContent.Line(
                    item.text("product_retailer_id"),
                    quantity,
                    item.optionalDecimal("item_price"),
                    item.optionalText("currency")));
        }
        if (lines.isEmpty()) {
            throw order.unreadable("product_items", "is missing or has no product");
        }
        return new OrderContent(order.optionalText("catalog_id"), order.optionalText("text"), lines);
    }

    private static UnsupportedContent system(Payload message) {
        Payload system = message.optionalObject("system");
        String type = system == null ? null : system.optionalText("type");
        return rendered(message, "system", PHRASES.sayVariant("system", type));
    }

    /** Why it cannot be shown, as far as the platform tells: by what it is, else by the error's code. */
    private static UnsupportedContent unsupported(Payload message, String type) {
        Payload unsupported = message.optionalObject("unsupported");
        String inner = unsupported == null ? null : unsupported.optionalText("type");
        String code = message.objects("errors").stream()
                .findFirst()
                .map(error -> error.optionalText("code"))
                .orElse(null);
        String platformType = inner == null ? type : inner;
        boolean isNamed = inner != null || (!type.equals("unsupported") && !type.equals("unknown"));
        boolean isWithheld = code != null && PHRASES.knows("unsupported." + code);
        String rendering = isNamed && !(isWithheld && inner == null)
                ? PHRASES.sayVariant("unsupported.named", platformType, platformType)
                : PHRASES.sayVariant("unsupported", code);
        return rendered(message, platformType, rendering);
    }
}
