package ar.isac.crm.channel.whatsapp;

import ar.isac.crm.channel.Channel.MalformedWebhook;
import ar.isac.crm.channel.Payload;
import ar.isac.crm.channel.Payload.UnreadableField;
import ar.isac.crm.channel.WebhookBatch;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.ChannelType;
import ar.isac.crm.message.DeliveryStatus;
import ar.isac.crm.message.Handle;
import ar.isac.crm.message.InboundUpdate;
import ar.isac.crm.message.InboundUpdate.InboundMessage;
import ar.isac.crm.message.InboundUpdate.InboundStatus;
import ar.isac.crm.message.Sender;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Walks through one webhook body: every entry, change, message, echo and status. */
final class WhatsAppWebhook {

    /** A business-scoped user id: country, maybe {@code ENT}, and up to 128 letters and digits. */
    static final Pattern BSUID = Pattern.compile("[A-Z]{2}\\.(?:ENT\\.)?[A-Za-z0-9]{1,128}");

    private static final List<String> MESSAGE_LISTS = List.of("messages", "statuses", "errors");

    private final WebhookBatch.Builder batch = new WebhookBatch.Builder();

    static WebhookBatch parse(byte[] body) throws MalformedWebhook {
        if (!(Payload.read(body) instanceof ObjectNode json)) {
            throw new MalformedWebhook("The body is not a JSON object");
        }
        Payload envelope = Payload.body(json);
        if (!"whatsapp_business_account".equals(envelope.optionalText("object"))) {
            throw new MalformedWebhook("object is not whatsapp_business_account");
        }
        WhatsAppWebhook webhook = new WhatsAppWebhook();
        webhook.batch.each(envelope, "entry", entry -> webhook.batch.each(entry, "changes", webhook::change));
        return webhook.batch.build();
    }

    private void change(Payload change) {
        String field = change.optionalText("field");
        Payload value = change.optionalObject("value");
        if (field == null) {
            batch.park(change.unreadable("field", "is missing").reason(), change.alone());
        } else if (!field.equals("messages") && !field.equals("smb_message_echoes")) {
            batch.acknowledge();
        } else if (value == null) {
            batch.park(change.unreadable("value", "is not an object").reason(), change.alone());

        } else if (field.equals("messages")) {
            messages(value);
        } else {
            eachWithContact(value, "message_echoes", "to", true);
        }
    }

    private void messages(Payload value) {
        if (MESSAGE_LISTS.stream().noneMatch(value::has)) {
            batch.park(value.unreadable("messages", "is missing").reason(), value.alone());
        }
        if (value.has("messages")) {
            eachWithContact(value, "messages", "from", false);
        }
        if (value.has("statuses")) {
            batch.each(value, "statuses", status -> batch.read(status, null, piece -> status(value, piece)));
        }
        if (value.has("errors")) {
            batch.each(value, "errors", error -> batch.acknowledge());
        }
    }

    private void eachWithContact(Payload value, String list, String side, boolean isEcho) {
        Contacts contacts = Contacts.of(value, list, side);
        batch.each(value, list, message -> {
            Payload contact = contacts.of(message);
            batch.read(message, contact, piece -> List.of(message(value, piece, contact, side, isEcho)));
        });
    }

    private static InboundMessage message(
            Payload value, Payload message, @Nullable Payload contact, String side, boolean isEcho)
            throws UnreadableField {
        WhatsAppContent content = WhatsAppContent.of(message);
        return new InboundMessage(
                account(value),
                message.text("id"),
                sender(message, contact, side),
                content.content(),
                isEcho,
                content.aboutExternalId(),
                message.seconds("timestamp"));
    }

    private static AccountRef account(Payload value) throws UnreadableField {
        return new AccountRef(ChannelType.WHATSAPP, value.object("metadata").text("phone_number_id"));
    }

    private static Sender sender(Payload message, @Nullable Payload contact, String side) throws UnreadableField {
        Set<Handle> handles = new LinkedHashSet<>();
        String address = message.optionalText(side);
        String userId = message.optionalText(side + "_user_id");
        if (userId == null && address != null && BSUID.matcher(address).matches()) {
            userId = address;
        }
        if (userId == null && contact != null) {
            userId = contact.optionalText("user_id");
        }
        if (userId != null) {
            handles.add(new Handle(Handle.Kind.BSUID, userId));
        }
        addNumber(handles, address);
        addNumber(handles, contact == null ? null : contact.optionalText("wa_id"));
        if (handles.isEmpty()) {
            throw message.unreadable(side, "is missing");
        }
        Payload profile = contact == null ? null : contact.optionalObject("profile");
        return new Sender(List.copyOf(handles), profile == null ? null : profile.optionalText("name"));
    }

    private static void addNumber(Set<Handle> handles, @Nullable String address) {
        if (address != null && !BSUID.matcher(address).matches()) {
            handles.add(new Handle(Handle.Kind.WA_ID, address));
        }
    }

    private static List<InboundUpdate> status(Payload value, Payload status) throws UnreadableField {
        DeliveryStatus reached =
                switch (status.text("status")) {
                    case "sent" -> DeliveryStatus.SENT;
                    case "delivered" -> DeliveryStatus.DELIVERED;
                    case "read" -> DeliveryStatus.READ;
                    case "played" -> DeliveryStatus.PLAYED;
                    case "failed" -> DeliveryStatus.FAILED;
                    default -> null;
                };
        if (reached == null) {
            return List.of();
        }
        String userId = status.optionalText("recipient_user_id");
        Payload error = status.objects("errors").stream().findFirst().orElse(null);
        return List.of(new InboundStatus(
                account(value),
                status.text("id"),
                status.optionalText("biz_opaque_callback_data"),
                userId != null ? userId : status.optionalText("recipient_id"),
                reached,
                error == null ? null : error.optionalText("code"),
                error == null ? null : WhatsAppOutcome.failureText(error),
                status.seconds("timestamp")));
    }

    /**
     * Who is who in one change. A number and its {@code wa_id} may differ, so a contact that stands alone belongs to the
     * messages beside it, as long as they are all from one sender.
     */
    private record Contacts(List<Payload> contacts, String side, boolean isOneSender) {

        static Contacts of(Payload value, String list, String side) {
            long senders = value.objects(list).stream()
                    .map(message -> List.of(
                            Objects.requireNonNullElse(message.optionalText(side), ""),
                            Objects.requireNonNullElse(message.optionalText(side + "_user_id"), "")))
                    .distinct()
                    .count();
            return new Contacts(new ArrayList<>(value.objects("contacts")), side, senders == 1);
        }

        @Nullable
        Payload of(Payload message) {
            String address = message.optionalText(side);
            String userId = message.optionalText(side + "_user_id");
            for (Payload contact : contacts) {
                String contactUserId = contact.optionalText("user_id");
                boolean sameUser =
                        contactUserId != null && (contactUserId.equals(userId) || contactUserId.equals(address));
                boolean sameNumber = address != null && address.equals(contact.optionalText("wa_id"));
                if (sameUser || (sameNumber && !contradicts(contactUserId, userId))) {
                    return contact;
                }
            }
            boolean isAlone = isOneSender && contacts.size() == 1;
            return isAlone && !contradicts(contacts.getFirst().optionalText("user_id"), userId)
                    ? contacts.getFirst()
                    : null;
        }

        private static boolean contradicts(@Nullable String one, @Nullable String other) {
            return one != null && other != null && !one.equals(other);
        }
    }
}
