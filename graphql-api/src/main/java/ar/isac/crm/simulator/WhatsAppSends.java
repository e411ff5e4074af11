package ar.isac.crm.simulator;

import ar.isac.crm.simulator.PhoneContent.Choices;
import ar.isac.crm.simulator.PhoneContent.Medium;
import ar.isac.crm.simulator.PhoneContent.Option;
import ar.isac.crm.simulator.PhoneContent.Place;
import ar.isac.crm.simulator.PhoneContent.Press;
import ar.isac.crm.simulator.PhoneContent.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Understands the Cloud API's {@code POST /<PHONE_NUMBER_ID>/messages} and refuses what Meta refuses (messages/send-messages). */
final class WhatsAppSends {

    private static final Pattern BSUID = Pattern.compile("[A-Z]{2}\\.(?:ENT\\.)?[A-Za-z0-9]{1,128}");
    private static final Pattern LIST_OF_MEDIA = Pattern.compile("image|video|audio|document|sticker");
    private static final int ID = 256;
    private static final int LONG = Integer.MAX_VALUE;

    private WhatsAppSends() {}

    static Send of(JsonNode json) {
        Field body = Field.root(json);
        if ("read".equals(body.at("status").optionalText(LONG))) {
            String id = body.at("message_id").required().text(LONG);
            if (!id.startsWith("wamid.")) {
                throw MetaRefusal.badValue("Invalid message_id");
            }
            return new Send.Seen(null, id, true, body.at("typing_indicator").isPresent());
        }
        String input = recipient(body);
        String address = address(input);
        String type = Objects.requireNonNullElse(body.at("type").optionalText(LONG), "text");
        if (type.equals("reaction")) {
            Field reaction = body.at("reaction").required();
            String emoji = reaction.at("emoji").optionalText(LONG);
            return new Send.Reaction(
                    address,
                    reaction.at("message_id").required().text(LONG),
                    emoji == null || emoji.isEmpty() ? null : emoji);
        }
        Field content = body.at(type);
        if (!content.isPresent()) {
            throw MetaRefusal.missing(type);
        }
        return new Send.Message(
                address,
                input,
                content(type, content),
                link(type, content),
                body.at("context").at("message_id").optionalText(LONG),
                body.at("biz_opaque_callback_data").optionalText(512),
                !type.equals("template"));
    }

    private static String recipient(Field body) {
        Field to = body.at("to");
        return to.isPresent() ? to.text(LONG) : body.at("recipient").required().text(LONG);
    }

    /** Meta takes the usual punctuation in numbers; a business-scoped id stands for its owner's number here. */
    private static String address(String input) {
        if (BSUID.matcher(input).matches()) {
            return input.substring(input.lastIndexOf('.') + 1);
        }
        String digits = input.replaceAll("[+\\-() ]", "");
        if (!digits.matches("\\d{5,20}")) {
            throw MetaRefusal.badParameter("The parameter to must be a valid phone number.");
        }
        return digits;
    }

    private static PhoneContent content(String type, Field content) {
        return switch (type) {
            case "text" -> new Words(content.at("body").text(4096));
            case "image", "video", "audio", "document", "sticker" -> medium(type, content);
            case "location" ->
                new Place(
                        content.at("latitude").degrees(90),
                        content.at("longitude").degrees(180),
                        content.at("name").optionalText(1000),
                        content.at("address").optionalText(1000));
            case "interactive" -> interactive(content);
            case "template" -> template(content);
            case "contacts" -> contacts(content);
            default -> throw MetaRefusal.unsupportedType(type);
        };
    }

    private static Medium medium(String type, Field content) {
        boolean hasId = content.at("id").isPresent();
        if (hasId == content.at("link").isPresent()) {
            throw MetaRefusal.badParameter("Param " + type + " must have exactly one of id and link.");
        }
        boolean isBare = type.equals("audio") || type.equals("sticker");
        if (isBare && content.at("caption").isPresent()) {
            throw MetaRefusal.badParameter("Param " + type + " takes no caption.");
        }
        return new Medium(
                type,
                content.at("id").optionalText(LONG),
                content.at("caption").optionalText(1024),
                content.at("filename").optionalText(240));
    }

    private static Send.@Nullable Link link(String type, Field content) {
        if (LIST_OF_MEDIA.matcher(type).matches()) {
            String url = content.at("link").optionalText(LONG);
            return url == null ? null : new Send.Link(type, url);
        }
        Field header = content.at("header");
        String kind = header.at("type").optionalText(LONG);
        String url = kind == null ? null : header.at(kind).at("link").optionalText(LONG);
        return kind == null || url == null ? null : new Send.Link(kind, url);
    }

    private static Choices interactive(Field content) {
        String type = content.at("type").text(LONG);
        Field action = content.at("action").required();
        return switch (type) {
            case "button" -> choices(content, 1024, null, buttons(action.at("buttons")));
            case "list" -> choices(content, 4096, action.at("button").text(20), rows(action.at("sections")));
            case "cta_url" -> choices(content, 1024, null, List.of(link(action.at("parameters"))));
            case "location_request_message", "catalog_message", "product", "product_list", "flow" ->
                choices(content, 4096, null, List.of());
            default -> throw MetaRefusal.badValue("Interactive type " + type + " is not supported");
        };
    }

    private static Choices choices(Field content, int most, @Nullable String listButton, List<Option> options) {
        Field header = content.at("header");
        if (listButton != null
                && header.isPresent()
                && !"text".equals(header.at("type").optionalText(LONG))) {
            throw MetaRefusal.badValue("Header type must be text");
        }
        Field text = content.at("body").at("text");
        String said = content.at("type").json().asString().equals("product") ? "" : text.text(most);
        return new Choices(
                header.at("text").optionalText(60),
                header.at("image").at("id").optionalText(LONG),
                said,
                content.at("footer").at("text").optionalText(60),
                listButton,
                options);
    }

    private static List<Option> buttons(Field buttons) {
        if (buttons.elements().isEmpty() || buttons.elements().size() > 3) {
            throw MetaRefusal.badValue("Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3");
        }
        List<Option> options = buttons.elements().stream()
                .map(button -> button.at("reply").required())
                .map(reply -> new Option(
                        Press.BUTTON_REPLY,
                        reply.at("id").text(ID),
                        title(reply.at("title"), 20, "Button title length invalid. Min length: 1, Max length: 20"),
                        null,
                        null,
                        null))
                .toList();
        Field.distinct(options, Option::id, "Duplicated button id");
        Field.distinct(options, Option::title, "Duplicated button title");
        return options;
    }

    private static List<Option> rows(Field sections) {
        List<Field> given = sections.elements();
        if (given.isEmpty() || given.size() > 10) {
            throw MetaRefusal.badValue("Invalid sections count. Min allowed sections: 1, Max allowed sections: 10");
        }
        List<Option> options = new ArrayList<>();
        for (Field section : given) {
            Field title = section.at("title");
            if (given.size() > 1 && !title.isPresent()) {
                throw MetaRefusal.badValue("Section title is required when there is more than one section");
            }
            String heading = title.isPresent() ? title(title, 24, "Section title is too long. Max length is 24") : null;
            for (Field row : section.at("rows").elements()) {
                options.add(new Option(
                        Press.LIST_REPLY,
                        row.at("id").text(200),
                        title(row.at("title"), 24, "Row title is too long. Max length is 24"),
                        row.at("description").optionalText(72),
                        heading,
                        null));
            }
        }
        if (options.isEmpty() || options.size() > 10) {
            throw MetaRefusal.badValue("Total row count exceed max allowed count: 10");
        }
        Field.distinct(options, Option::id, "Duplicated row id");
        return options;
    }

    private static Option link(Field parameters) {
        return new Option(
                Press.LINK,
                "cta",
                title(parameters.at("display_text"), 20, "Button title length invalid. Min length: 1, Max length: 20"),
                null,
                null,
                parameters.at("url").text(LONG));
    }

    private static String title(Field title, int most, String refusal) {
        if (!title.json().isString()
                || title.json().stringValue().isBlank()
                || title.json().stringValue().length() > most) {
            throw MetaRefusal.badValue(refusal);
        }
        return title.json().stringValue();
    }

    /** A template's text stands with Meta alone; the phone shows its name and what fills it in. */
    private static Choices template(Field content) {
        String name = content.at("name").required().text(512);
        content.at("language").at("code").required().text(LONG);
        List<String> parameters = new ArrayList<>();
        List<Option> options = new ArrayList<>();
        for (Field component : content.at("components").elements()) {
            boolean isButton = "button".equals(component.at("type").text(LONG).toLowerCase(java.util.Locale.ROOT));
            for (Field parameter : component.at("parameters").elements()) {
                if (isButton && parameter.at("payload").isPresent()) {
                    String payload = parameter.at("payload").text(LONG);
                    options.add(new Option(Press.TEMPLATE_BUTTON, payload, payload, null, null, null));
                } else if (parameter.at("text").isPresent()) {
                    parameters.add(parameter.at("text").text(LONG));
                }
            }
        }
        return new Choices("Plantilla " + name, null, String.join(" · ", parameters), null, null, options);
    }

    private static Words contacts(Field content) {
        List<String> names = content.elements().stream()
                .map(contact -> "👤 " + contact.at("name").at("formatted_name").text(LONG))
                .toList();
        if (names.isEmpty()) {
            throw MetaRefusal.missing("contacts");
        }
        return new Words(String.join("\n", names));
    }
}
