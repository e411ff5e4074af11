package ar.isac.crm.simulator;

import ar.isac.crm.simulator.PhoneContent.Choices;
import ar.isac.crm.simulator.PhoneContent.Medium;
import ar.isac.crm.simulator.PhoneContent.Option;
import ar.isac.crm.simulator.PhoneContent.Press;
import ar.isac.crm.simulator.PhoneContent.Words;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Understands Instagram's {@code POST /<IG_ID>/messages} and refuses what Meta refuses (instagram-platform/send-messages). */
final class InstagramSends {

    private static final int TEXT_BYTES = 1000;
    private static final int LONG = Integer.MAX_VALUE;

    private InstagramSends() {}

    static Send of(JsonNode json) {
        Field body = Field.root(json);
        String address = body.at("recipient").at("id").required().text(64);
        String action = body.at("sender_action").optionalText(LONG);
        if (action != null) {
            return action(address, action, body.at("payload"));
        }
        Field message = body.at("message").required();
        boolean isTagged = "HUMAN_AGENT".equals(body.at("tag").optionalText(LONG));
        Send.Link link = link(message);
        return new Send.Message(
                address,
                address,
                content(message),
                link,
                message.at("reply_to").at("mid").optionalText(LONG),
                null,
                !isTagged);
    }

    private static Send action(String address, String action, Field payload) {
        return switch (action) {
            case "typing_on" -> new Send.Seen(address, null, false, true);
            case "typing_off" -> new Send.Seen(address, null, false, false);
            case "mark_seen" -> new Send.Seen(address, null, true, false);
            case "react", "unreact" ->
                new Send.Reaction(
                        address,
                        payload.at("message_id").required().text(LONG),
                        action.equals("react") ? emoji(payload.at("reaction").text(LONG)) : null);
            default -> throw MetaRefusal.badParameter("Param sender_action must be a known action.");
        };
    }

    private static String emoji(String reaction) {
        return reaction.equals("love") ? "❤️" : reaction;
    }

    private static PhoneContent content(Field message) {
        List<Field> attachments = attachments(message);
        if (attachments.isEmpty()) {
            Words words = new Words(text(message.at("text")));
            List<Option> quickReplies = quickReplies(message.at("quick_replies"));
            return quickReplies.isEmpty() ? words : new Choices(null, null, words.text(), null, null, quickReplies);
        }
        if (message.at("text").isPresent()) {
            throw MetaRefusal.badParameter("Param message must have only one of text and attachment.");
        }
        Field first = attachments.getFirst();
        String type = first.at("type").text(LONG);
        return switch (type) {
            case "template" -> template(first.at("payload").required());
            case "image", "video", "audio", "file" ->
                new Medium(kind(type), first.at("payload").at("attachment_id").optionalText(LONG), null, null);
            case "like_heart" -> new Words("❤️");
            default -> throw MetaRefusal.badParameter("Param message['attachment']['type'] is not supported.");
        };
    }

    private static List<Field> attachments(Field message) {
        Field one = message.at("attachment");
        List<Field> several = message.at("attachments").elements();
        if (several.size() > 10) {
            throw MetaRefusal.badParameter("Param message['attachments'] has too many elements.");
        }
        return one.isPresent() ? List.of(one) : several;
    }

    private static String kind(String type) {
        return type.equals("file") ? "document" : type;
    }

    /** Bytes, not characters. */
    private static String text(Field text) {
        String words = text.text(LONG);
        if (words.getBytes(StandardCharsets.UTF_8).length > TEXT_BYTES) {
            throw MetaRefusal.badParameter("Length of param message[text] must be less than or equal to " + TEXT_BYTES);
        }
        return words;
    }

    private static List<Option> quickReplies(Field replies) {
        if (replies.elements().size() > 13) {
            throw MetaRefusal.badParameter("Param message[quick_replies] has too many elements.");
        }
        return replies.elements().stream()
                .map(reply -> {
                    String title = reply.at("title").text(LONG);
                    // The platform shortens it in silence.
                    String shown = title.substring(0, Math.min(20, title.length()));
                    return new Option(Press.QUICK_REPLY, reply.at("payload").text(1000), shown, null, null, null);
                })
                .toList();
    }

    private static Choices template(Field payload) {
        return switch (payload.at("template_type").text(LONG)) {
            case "button" ->
                new Choices(
                        null,
                        null,
                        payload.at("text").text(640),
                        null,
                        null,
                        atLeastOne(buttons(payload.at("buttons"))));
            case "generic" -> cards(payload.at("elements"));
            default -> throw MetaRefusal.badParameter("Param template_type is not supported.");
        };
    }

    /** The phone shows the cards below one another, their buttons together. */
    private static Choices cards(Field elements) {
        if (elements.elements().isEmpty() || elements.elements().size() > 10) {
            throw MetaRefusal.badParameter("Param elements must have 1 to 10 elements.");
        }
        List<String> lines = new ArrayList<>();
        List<Option> options = new ArrayList<>();
        for (Field element : elements.elements()) {
            String title = element.at("title").text(80);
            String subtitle = element.at("subtitle").optionalText(80);
            lines.add(subtitle == null ? title : title + "\n" + subtitle);
            options.addAll(buttons(element.at("buttons")));
        }
        return new Choices(null, null, String.join("\n\n", lines), null, null, options);
    }

    private static List<Option> atLeastOne(List<Option> options) {
        if (options.isEmpty()) {
            throw MetaRefusal.badParameter("Param buttons must have 1 to 3 elements.");
        }
        return options;
    }

    private static List<Option> buttons(Field buttons) {
        if (buttons.elements().size() > 3) {
            throw MetaRefusal.badParameter("Param buttons must have 1 to 3 elements.");
        }
        return buttons.elements().stream()
                .map(button -> {
                    boolean isLink = "web_url".equals(button.at("type").text(LONG));
                    String title = button.at("title").text(20);
                    return isLink
                            ? new Option(
                                    Press.LINK,
                                    title,
                                    title,
                                    null,
                                    null,
                                    button.at("url").text(LONG))
                            : new Option(Press.POSTBACK, button.at("payload").text(1000), title, null, null, null);
                })
                .toList();
    }

    private static Send.@Nullable Link link(Field message) {
        for (Field attachment : attachments(message)) {
            String type = Objects.requireNonNullElse(attachment.at("type").optionalText(LONG), "");
            Field payload = attachment.at("payload");
            Field element = payload.at("elements").json().isArray()
                    ? payload.at("elements").elements().getFirst()
                    : payload;
            String url = type.equals("template")
                    ? element.at("image_url").optionalText(LONG)
                    : payload.at("url").optionalText(LONG);
            if (url != null) {
                return new Send.Link(type.equals("template") ? "image" : kind(type), url);
            }
        }
        return null;
    }
}
