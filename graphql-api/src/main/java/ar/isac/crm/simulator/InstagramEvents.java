package ar.isac.crm.simulator;

import ar.isac.crm.simulator.PhoneContent.Choices;
import ar.isac.crm.simulator.PhoneContent.Chosen;
import ar.isac.crm.simulator.PhoneContent.Medium;
import ar.isac.crm.simulator.PhoneContent.Option;
import ar.isac.crm.simulator.PhoneContent.Place;
import ar.isac.crm.simulator.PhoneContent.Words;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The bodies of Instagram's messaging webhooks (Instagram API with Instagram Login). */
final class InstagramEvents {

    private InstagramEvents() {}

    /** The customer wrote or pressed something. */
    static byte[] message(Phone phone, PhoneMessage message, String mediaBaseUrl) {
        ObjectNode body = MetaJson.JSON.createObjectNode();
        ObjectNode event = event(body, message.accountId(), phone.address(), message.accountId(), message.at());
        if (message.content() instanceof Chosen chosen && chosen.option().press() == PhoneContent.Press.POSTBACK) {
            Option option = chosen.option();
            event.putObject("postback")
                    .put("mid", message.id())
                    .put("title", option.title())
                    .put("payload", option.id());
            return MetaJson.bytes(body);
        }
        ObjectNode json = event.putObject("message").put("mid", message.id());
        if (message.replyToId() != null) {
            json.putObject("reply_to").put("mid", message.replyToId());
        }
        addContent(json, message.content(), mediaBaseUrl);
        return MetaJson.bytes(body);
    }

    /** The customer reacted to a message; without an emoji they took the reaction away. */
    static byte[] reaction(Phone phone, PhoneMessage about, Instant at) {
        ObjectNode body = MetaJson.JSON.createObjectNode();
        String emoji = about.ownReaction();
        ObjectNode reaction = event(body, about.accountId(), phone.address(), about.accountId(), at)
                .putObject("reaction")
                .put("mid", about.id())
                .put("action", emoji == null ? "unreact" : "react");
        if (emoji != null) {
            reaction.put("reaction", "other").put("emoji", emoji);
        }
        return MetaJson.bytes(body);
    }

    /** The customer says something else instead. */
    static byte[] edit(Phone phone, PhoneMessage edited, String text, Instant at) {
        ObjectNode body = MetaJson.JSON.createObjectNode();
        event(body, edited.accountId(), phone.address(), edited.accountId(), at)
                .putObject("message_edit")
                .put("mid", edited.id())
                .put("text", text)
                .put("num_edit", edited.edits());
        return MetaJson.bytes(body);
    }

    /** The customer takes a message back. */
    static byte[] unsend(Phone phone, PhoneMessage deleted, Instant at) {
        ObjectNode body = MetaJson.JSON.createObjectNode();
        event(body, deleted.accountId(), phone.address(), deleted.accountId(), at)
                .putObject("message")
                .put("mid", deleted.id())
                .put("is_deleted", true);
        return MetaJson.bytes(body);
    }

    /** The customer saw the shop's message. */
    static byte[] read(Phone phone, PhoneMessage message, Instant at) {
        ObjectNode body = MetaJson.JSON.createObjectNode();
        event(body, message.accountId(), phone.address(), message.accountId(), at)
                .putObject("read")
                .put("mid", message.id());
        return MetaJson.bytes(body);
    }

    /** The shop's own message comes back to it. {@code sent} is the message as it was posted. */
    static byte[] echo(Phone phone, PhoneMessage message, JsonNode sent) {
        ObjectNode body = MetaJson.JSON.createObjectNode();
        ObjectNode json = event(body, message.accountId(), message.accountId(), phone.address(), message.at())
                .putObject("message")
                .put("mid", message.id())
                .put("is_echo", true);
        for (String field : new String[] {"text", "attachments"}) {
            if (sent.has(field)) {
                json.set(field, sent.get(field));
            }
        }
        if (sent.has("attachment")) {
            json.putArray("attachments").add(sent.get("attachment"));
        }
        return MetaJson.bytes(body);
    }

    /** The envelope; returns its only event. */
    private static ObjectNode event(ObjectNode body, String accountId, String sender, String recipient, Instant at) {
        ObjectNode entry = body.put("object", "instagram").putArray("entry").addObject();
        ObjectNode event = entry.put("time", at.toEpochMilli())
                .put("id", accountId)
                .putArray("messaging")
                .addObject();
        event.putObject("sender").put("id", sender);
        event.putObject("recipient").put("id", recipient);
        return event.put("timestamp", at.toEpochMilli());
    }

    private static void addContent(ObjectNode json, PhoneContent content, String mediaBaseUrl) {
        switch (content) {
            case Words words -> json.put("text", words.text());
            case Chosen chosen -> {
                json.put("text", chosen.option().title());
                json.putObject("quick_reply").put("payload", chosen.option().id());
            }
            case Medium medium ->
                json.putArray("attachments")
                        .addObject()
                        .put("type", medium.kind())
                        .putObject("payload")
                        .put("url", mediaBaseUrl + medium.mediaId());
            // Instagram has no location of its own: the app sends a link to a map.
            case Place place ->
                json.put("text", "https://maps.google.com/?q=" + place.latitude() + "," + place.longitude());
            case Choices choices -> throw new IllegalArgumentException("A customer sends no choices: " + choices);
        }
    }
}
