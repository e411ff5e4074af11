package ar.isac.crm.channel.whatsapp;

import ar.isac.crm.channel.Channel.MalformedWebhook;
import ar.isac.crm.channel.Fingerprint;
import ar.isac.crm.channel.Payload;
import ar.isac.crm.channel.Payload.UnreadableField;
import ar.isac.crm.channel.WebhookBatch;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.ChannelType;
import ar.isac.crm.message.DeliveryStatus;
import ar.isac.crm.message.Handle;
import ar.isac.crm.message.InboundUpdate;
import ar.isac.crm.message.InboundUpdate.InboundChange;
import ar.isac.crm.message.InboundUpdate.InboundIdentity;
import ar.isac.crm.message.InboundUpdate.InboundMessage;
import ar.isac.crm.message.InboundUpdate.InboundNotice;
import ar.isac.crm.message.InboundUpdate.InboundPreference;
import ar.isac.crm.message.InboundUpdate.InboundStatus;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.Sender;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Walks through one webhook body: every entry, change, message, echo and status. */
final class WhatsAppWebhook {

    /** A business-scoped user id: country, maybe {@code ENT}, and up to 128 letters and digits. */
    static final Pattern BSUID = Pattern.compile("[A-Z]{2}\\.(?:ENT\\.)?[A-Za-z0-9]{1,128}");

    private static final List<String> MESSAGE_LISTS = List.of("messages", "statuses", "errors");

    /** What was said before the number was connected, the phone's address book, who called: not ours to keep. */
    private static final Set<String> PRIVATE_FIELDS =
            Set.of("history", "smb_app_state_sync", "calls", "user_preferences");

    private static final String PREFERENCES = "user_preferences";
    private static final String OFFERS = "marketing_messages";

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
        webhook.batch.each(
                envelope,
                "entry",
                entry -> webhook.batch.each(entry, "changes", change -> webhook.change(entry, change)));
        return webhook.batch.build();
    }

    private void change(Payload entry, Payload change) {
        String field = change.optionalText("field");
        Payload value = change.optionalObject("value");
        if (field == null) {
            batch.park(change.unreadable("field", "is missing").reason(), change.alone());
        } else if (field.equals(PREFERENCES) && value != null && value.has(PREFERENCES)) {
            preferences(entry, value);
        } else if (!field.equals("messages") && !field.equals("smb_message_echoes")) {
            batch.read(change, null, piece -> List.of(notice(entry, value, field, piece)));
        } else if (value == null) {
            batch.park(change.unreadable("value", "is not an object").reason(), change.alone());

        } else if (field.equals("messages")) {
            messages(entry, value);
        } else {
            eachWithContact(value, "message_echoes", "to", true);
        }
    }

    private void preferences(Payload entry, Payload value) {
        Contacts contacts = Contacts.of(value, PREFERENCES, "wa_id");
        batch.each(value, PREFERENCES, preference -> {
            Payload contact = contacts.of(preference);
            batch.read(preference, contact, piece -> List.of(preference(entry, value, piece, contact)));
        });
    }

    /** Wishes about anything but offers are kept as news: nobody knows them yet. */
    private static InboundUpdate preference(Payload entry, Payload value, Payload preference, @Nullable Payload contact)
            throws UnreadableField {
        String wish = Objects.requireNonNullElse(preference.optionalText("value"), "");
        boolean isKnown = wish.equals("stop") || wish.equals("resume");
        if (!isKnown || !OFFERS.equals(preference.optionalText("category"))) {
            return notice(entry, value, PREFERENCES, preference);
        }
        Set<Handle> handles = new LinkedHashSet<>();
        Stream.concat(
                        Stream.ofNullable(preference.optionalText("user_id")),
                        contact == null ? Stream.empty() : Stream.ofNullable(contact.optionalText("user_id")))
                .findFirst()
                .ifPresent(id -> handles.add(new Handle(Handle.Kind.BSUID, id)));
        addNumber(handles, preference.optionalText("wa_id"));
        addNumber(handles, contact == null ? null : contact.optionalText("wa_id"));
        if (handles.isEmpty()) {
            throw preference.unreadable("wa_id", "is missing");
        }
        return new InboundPreference(
                account(value),
                Fingerprint.of(PREFERENCES, preference.raw()),
                named(handles, contact),
                wish.equals("resume"),
                preference.optionalText("detail"),
                preference.seconds("timestamp"));
    }

    private void messages(Payload entry, Payload value) {
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
            batch.each(
                    value,
                    "errors",
                    error -> batch.read(error, null, piece -> List.of(notice(entry, value, "errors", piece))));
        }
    }

    private void eachWithContact(Payload value, String list, String side, boolean isEcho) {
        Contacts contacts = Contacts.of(value, list, side);
        batch.each(value, list, message -> {
            Payload contact = contacts.of(message);
            batch.read(message, contact, piece -> List.of(update(value, piece, contact, side, isEcho)));
        });
    }

    private static InboundUpdate update(
            Payload value, Payload message, @Nullable Payload contact, String side, boolean isEcho)
            throws UnreadableField {
        WhatsAppChange change = WhatsAppChange.of(message);
        if (change != null) {
            return new InboundChange(
                    account(value),
                    message.text("id"),
                    sender(message, contact, side),
                    isEcho,
                    change.messageId(),
                    change.change(),
                    message.seconds("timestamp"));
        }
        WhatsAppIdentity identity = WhatsAppIdentity.of(message);
        if (identity != null) {
            return new InboundIdentity(
                    account(value),
                    message.text("id"),
                    identity.former(),
                    identity.handles(),
                    identity.rendering(),
                    message.seconds("timestamp"));
        }
        return message(value, message, contact, side, isEcho);
    }

    private static InboundMessage message(
            Payload value, Payload message, @Nullable Payload contact, String side, boolean isEcho)
            throws UnreadableField {
        MessageContent content = WhatsAppContent.of(message);
        return new InboundMessage(
                account(value),
                message.text("id"),
                sender(message, contact, side),
                content,
                isEcho,
                WhatsAppContext.repliedTo(message),
                WhatsAppContext.of(message),
                message.seconds("timestamp"));
    }

    private static InboundNotice notice(Payload entry, @Nullable Payload value, String field, Payload piece)
            throws UnreadableField {
        Payload metadata = value == null ? null : value.optionalObject("metadata");
        String number = metadata == null ? null : metadata.optionalText("phone_number_id");
        String time = entry.optionalText("time");
        return new InboundNotice(
                new AccountRef(ChannelType.WHATSAPP, number == null ? entry.text("id") : number),
                Fingerprint.of(field, time + "\n" + piece.raw()),
                field,
                PRIVATE_FIELDS.contains(field) ? null : piece.raw(),
                time == null ? null : entry.seconds("time"));
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
        addNumber(handles, ownCard(message));
        if (handles.isEmpty()) {
            throw message.unreadable(side, "is missing");
        }
        return named(handles, contact);
    }

    private static Sender named(Set<Handle> handles, @Nullable Payload contact) {
        Payload profile = contact == null ? null : contact.optionalObject("profile");
        return new Sender(
                List.copyOf(handles),
                profile == null ? null : profile.optionalText("name"),
                profile == null ? null : profile.optionalText("username"));
    }

    /** The number on the card with which a customer answers when the shop asks for it. */
    private static @Nullable String ownCard(Payload message) {
        return message.objects("contacts").stream()
                .filter(card -> "contact_request".equals(card.optionalText("origin")))
                .flatMap(card -> card.objects("phones").stream())
                .flatMap(phone -> Stream.ofNullable(phone.optionalText("wa_id")))
                .findFirst()
                .orElse(null);
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
