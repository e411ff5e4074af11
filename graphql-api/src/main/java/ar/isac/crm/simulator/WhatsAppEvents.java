package ar.isac.crm.simulator;

import ar.isac.crm.simulator.PhoneContent.Choices;
import ar.isac.crm.simulator.PhoneContent.Chosen;
import ar.isac.crm.simulator.PhoneContent.Medium;
import ar.isac.crm.simulator.PhoneContent.Option;
import ar.isac.crm.simulator.PhoneContent.Place;
import ar.isac.crm.simulator.PhoneContent.Words;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The bodies of the Cloud API's webhooks (webhooks/reference/messages, Graph v25.0). */
final class WhatsAppEvents {

    private WhatsAppEvents() {}

    /** The customer wrote. */
    static byte[] message(Phone phone, PhoneMessage message, KeptMedia media) {
        ObjectNode body = MetaJson.JSON.createObjectNode();
        ObjectNode value = value(body, message.accountId());
        addContact(value, phone);
        ObjectNode json = value.putArray("messages").addObject();
        if (message.replyToId() != null) {
            json.putObject("context")
                    .put("from", SimulatedMeta.DISPLAY_PHONE_NUMBER)
                    .put("id", message.replyToId());
        }
        json.put("from", phone.address())
                .put("from_user_id", userId(phone))
                .put("id", message.id())
                .put("timestamp", seconds(message.at()));
        addContent(json, message.content(), media);
        return MetaJson.bytes(body);
    }

    /** The customer reacted to a message; without an emoji they took the reaction away. */
    static byte[] reaction(Phone phone, PhoneMessage about, Instant at) {
        ObjectNode body = MetaJson.JSON.createObjectNode();
        ObjectNode reaction = change(body, phone, about, "reaction", at).put("message_id", about.id());
        putPresent(reaction, "emoji", about.ownReaction());
        return MetaJson.bytes(body);
    }

    /** The customer says something else instead; a number that the shop's phone shares gets this. */
    static byte[] edit(Phone phone, PhoneMessage edited, KeptMedia media, Instant at) {
        ObjectNode body = MetaJson.JSON.createObjectNode();
        ObjectNode edit = change(body, phone, edited, "edit", at).put("original_message_id", edited.id());
        addContent(edit.putObject("message"), edited.content(), media);
        return MetaJson.bytes(body);
    }

    /** The customer takes a message back; likewise. */
    static byte[] revoke(Phone phone, PhoneMessage deleted, Instant at) {
        ObjectNode body = MetaJson.JSON.createObjectNode();
        change(body, phone, deleted, "revoke", at).put("original_message_id", deleted.id());
        return MetaJson.bytes(body);
    }

    /** The envelope of a message that changes another; returns the object named after its type. */
    private static ObjectNode change(ObjectNode body, Phone phone, PhoneMessage about, String type, Instant at) {
        ObjectNode value = value(body, about.accountId());
        addContact(value, phone);
        return value.putArray("messages")
                .addObject()
                .put("from", phone.address())
                .put("from_user_id", userId(phone))
                .put("id", Inventions.messageId(phone.app()))
                .put("timestamp", seconds(at))
                .put("type", type)
                .putObject(type);
    }

    /** What became of the shop's message: sent, delivered, read. */
    static byte[] status(Phone phone, PhoneMessage message, String status, Instant at) {
        ObjectNode body = MetaJson.JSON.createObjectNode();
        ObjectNode value = value(body, message.accountId());
        addContact(value, phone);
        addStatus(value, phone, message, status, at)
                .putObject("pricing")
                .put("billable", false)
                .put("pricing_model", "PMP")
                .put("type", "free_customer_service")
                .put("category", "service");
        return MetaJson.bytes(body);
    }

    /** The shop's message failed after it had been accepted. */
    static byte[] failure(Phone phone, PhoneMessage message, MetaRefusal refusal, Instant at) {
        ObjectNode body = MetaJson.JSON.createObjectNode();
        ObjectNode value = value(body, message.accountId());
        ObjectNode error = addStatus(value, phone, message, "failed", at)
                .putArray("errors")
                .addObject();
        error.put("code", refusal.code())
                .put("title", refusal.title())
                .put("message", refusal.title())
                .put("href", "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/");
        error.putObject("error_data").put("details", refusal.details());
        return MetaJson.bytes(body);
    }

    private static ObjectNode addStatus(
            ObjectNode value, Phone phone, PhoneMessage message, String status, Instant at) {
        ObjectNode json = value.putArray("statuses").addObject();
        json.put("id", message.id())
                .put("status", status)
                .put("timestamp", seconds(at))
                .put("recipient_id", phone.address())
                .put("recipient_user_id", userId(phone));
        if (message.callbackData() != null) {
            json.put("biz_opaque_callback_data", message.callbackData());
        }
        return json;
    }

    /** The envelope; returns its only change's value. */
    private static ObjectNode value(ObjectNode body, String phoneNumberId) {
        ObjectNode change = body.put("object", "whatsapp_business_account")
                .putArray("entry")
                .addObject()
                .put("id", SimulatedMeta.BUSINESS_ACCOUNT_ID)
                .putArray("changes")
                .addObject();
        ObjectNode value = change.putObject("value").put("messaging_product", "whatsapp");
        change.put("field", "messages");
        value.putObject("metadata")
                .put("display_phone_number", SimulatedMeta.DISPLAY_PHONE_NUMBER)
                .put("phone_number_id", phoneNumberId);
        return value;
    }

    private static void addContact(ObjectNode value, Phone phone) {
        ObjectNode contact = value.putArray("contacts").addObject();
        contact.putObject("profile").put("name", phone.name());
        contact.put("wa_id", phone.address()).put("user_id", userId(phone));
    }

    /** The business-scoped id, which comes along since April 2026. */
    static String userId(Phone phone) {
        return "AR." + phone.address();
    }

    private static void addContent(ObjectNode json, PhoneContent content, KeptMedia media) {
        switch (content) {
            case Words words -> json.put("type", "text").putObject("text").put("body", words.text());
            case Medium medium -> addMedium(json, medium, media);
            case Place place -> addPlace(json, place);
            case Chosen chosen -> addChosen(json, chosen.option());
            case Choices choices -> throw new IllegalArgumentException("A customer sends no choices: " + choices);
        }
    }

    private static void addMedium(ObjectNode json, Medium medium, KeptMedia media) {
        ObjectNode described = json.put("type", medium.kind()).putObject(medium.kind());
        described.put("id", medium.mediaId());
        media.find(String.valueOf(medium.mediaId()))
                .ifPresent(kept -> described.put("mime_type", kept.mimeType()).put("sha256", kept.sha256()));
        putPresent(described, "caption", medium.caption());
    }

    private static void addPlace(ObjectNode json, Place place) {
        ObjectNode point = json.put("type", "location").putObject("location");
        point.put("latitude", place.latitude()).put("longitude", place.longitude());
        putPresent(point, "name", place.name());
        putPresent(point, "address", place.address());
    }

    private static void addChosen(ObjectNode json, Option option) {
        switch (option.press()) {
            case BUTTON_REPLY -> {
                ObjectNode interactive = json.put("type", "interactive").putObject("interactive");
                interactive.put("type", "button_reply");
                interactive.putObject("button_reply").put("id", option.id()).put("title", option.title());
            }
            case LIST_REPLY -> {
                ObjectNode interactive = json.put("type", "interactive").putObject("interactive");
                interactive.put("type", "list_reply");
                ObjectNode reply = interactive.putObject("list_reply");
                reply.put("id", option.id()).put("title", option.title());
                putPresent(reply, "description", option.description());
            }
            case TEMPLATE_BUTTON ->
                json.put("type", "button")
                        .putObject("button")
                        .put("payload", option.id())
                        .put("text", option.title());
            case QUICK_REPLY, POSTBACK, LINK -> throw new IllegalArgumentException("WhatsApp has no " + option.press());
        }
    }

    private static void putPresent(ObjectNode json, String field, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            json.put(field, value);
        }
    }

    private static String seconds(Instant at) {
        return Long.toString(at.getEpochSecond());
    }
}
