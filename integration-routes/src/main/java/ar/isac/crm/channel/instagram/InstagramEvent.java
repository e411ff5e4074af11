package ar.isac.crm.channel.instagram;

import ar.isac.crm.channel.Payload;
import ar.isac.crm.channel.Payload.UnreadableField;
import ar.isac.crm.channel.Phrases;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.ChannelType;
import ar.isac.crm.message.DeliveryStatus;
import ar.isac.crm.message.Handle;
import ar.isac.crm.message.InboundUpdate;
import ar.isac.crm.message.InboundUpdate.InboundMessage;
import ar.isac.crm.message.InboundUpdate.InboundStatus;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.MessageContent.InteractiveReplyContent;
import ar.isac.crm.message.MessageContent.MediaContent;
import ar.isac.crm.message.MessageContent.TextContent;
import ar.isac.crm.message.MessageContent.UnsupportedContent;
import ar.isac.crm.message.Sender;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One event between a customer and the shop's account.
 *
 * @param isEcho whether the account is the sender
 */
record InstagramEvent(Payload event, AccountRef account, Sender customer, boolean isEcho, Instant occurredAt) {

    private static final Phrases PHRASES = Phrases.of(InstagramEvent.class);

    /** Handing a thread from one app to another, and such: nothing that anybody said. */
    private static final Set<String> INFORMATION = Set.of(
            "account_linking",
            "app_roles",
            "delivery",
            "pass_thread_control",
            "policy_enforcement",
            "request_thread_control",
            "take_thread_control");

    static InstagramEvent of(Payload entry, Payload event) throws UnreadableField {
        String owner = entry.optionalText("id");
        String sender = event.object("sender").text("id");
        Payload message = event.optionalObject("message");
        boolean isEcho = sender.equals(owner) || (message != null && message.flag("is_echo"));
        String customer = isEcho ? event.object("recipient").text("id") : sender;
        String account = owner;
        // The dashboard's test deliveries say 0.
        if (account == null || account.equals("0")) {
            account = isEcho ? sender : event.object("recipient").text("id");
        }
        return new InstagramEvent(
                event,
                new AccountRef(ChannelType.INSTAGRAM, account),
                new Sender(List.of(new Handle(Handle.Kind.IGSID, customer)), null),
                isEcho,
                event.milliseconds("timestamp"));
    }

    /** What the event means; empty when it is for information only. */
    List<? extends InboundUpdate> updates() throws UnreadableField {
        if (event.has("message")) {
            return messages(event.object("message"));
        }
        if (event.has("postback")) {
            return List.of(postback(event.object("postback")));
        }
        if (event.has("reaction")) {
            return List.of(reaction(event.object("reaction")));
        }
        if (event.has("message_edit")) {
            return List.of(edit(event.object("message_edit")));
        }
        if (event.has("read")) {
            return read();
        }
        for (String kind : List.of("referral", "optin")) {
            if (event.has(kind)) {
                return List.of(message(derivedId(kind, event.raw()), rendered(kind, PHRASES.say(kind)), null));
            }
        }
        if (INFORMATION.stream().anyMatch(event::has)) {
            return List.of();
        }
        throw event.unreadable("message", "is missing, and so is every other known kind of event");
    }

    private InboundMessage message(String externalId, MessageContent content, @Nullable String aboutExternalId) {
        return new InboundMessage(account, externalId, customer, content, isEcho, aboutExternalId, occurredAt);
    }

    private UnsupportedContent rendered(String platformType, String rendering) {
        return new UnsupportedContent(platformType, rendering, event.raw());
    }

    /**
     * A deletion carries the mid of the message it blanks, as edits and reactions do, so that theirs is derived: a mid seen
     * twice is a repeated delivery.
     */
    private List<InboundMessage> messages(Payload message) throws UnreadableField {
        String mid = message.text("mid");
        if (message.flag("is_deleted")) {
            return List.of(message(mid + "#deleted", rendered("deleted", PHRASES.say("deleted")), mid));
        }
        Payload replyTo = message.optionalObject("reply_to");
        String repliedTo = replyTo == null ? null : replyTo.optionalText("mid");
        List<InboundMessage> messages = new ArrayList<>();
        for (MessageContent content : contents(message, replyTo)) {
            String externalId = messages.isEmpty() ? mid : mid + "#" + (messages.size() + 1);
            messages.add(message(externalId, content, repliedTo));
        }
        return messages;
    }

    /** The text goes first, a message of its own: Instagram has no captions. */
    private List<MessageContent> contents(Payload message, @Nullable Payload replyTo) throws UnreadableField {
        if (message.flag("is_unsupported")) {
            return List.of(rendered("unsupported", PHRASES.say("unsupported")));
        }
        List<MessageContent> contents = new ArrayList<>();
        String text = message.optionalText("text");
        Payload quickReply = message.optionalObject("quick_reply");
        String payload = quickReply == null ? null : quickReply.optionalText("payload");
        if (payload != null) {
            contents.add(new InteractiveReplyContent(payload, text == null ? payload : text, null));
        } else if (text != null) {
            contents.add(new TextContent(text));
        }
        for (Payload attachment : message.objects("attachments")) {
            contents.add(attachment(attachment));
        }
        if (!contents.isEmpty()) {
            return contents;
        }
        if (replyTo != null && replyTo.has("story")) {
            return List.of(rendered("story_reply", PHRASES.say("story_reply")));
        }
        if (message.has("referral")) {
            return List.of(rendered("referral", PHRASES.say("referral")));
        }
        throw message.unreadable("text", "is missing, and so are attachments");
    }

    private MessageContent attachment(Payload attachment) {
        String type = Objects.requireNonNullElse(attachment.optionalText("type"), "unknown");
        MediaContent.Kind kind =
                switch (type) {
                    case "image" -> MediaContent.Kind.IMAGE;
                    case "video" -> MediaContent.Kind.VIDEO;
                    case "audio" -> MediaContent.Kind.AUDIO;
                    case "file" -> MediaContent.Kind.DOCUMENT;
                    default -> null;
                };
        if (kind == null) {
            return rendered(type, PHRASES.sayVariant("attachment", type, type));
        }
        Payload payload = attachment.optionalObject("payload");
        String url = payload == null ? null : payload.optionalText("url");
        if (payload == null || url == null) {
            return rendered(type, PHRASES.say("attachment.missing." + type));
        }
        return new MediaContent(
                kind,
                null,
                null,
                payload.optionalText("title"),
                MediaContent.State.PENDING,
                null,
                new MediaContent.Source(null, url, null));
    }

    private InboundMessage postback(Payload postback) throws UnreadableField {
        String title = postback.optionalText("title");
        String payload = title == null
                ? postback.text("payload")
                : Objects.requireNonNullElse(postback.optionalText("payload"), title);
        String mid = postback.optionalText("mid");
        return message(
                mid == null ? derivedId("postback", payload) : mid,
                new InteractiveReplyContent(payload, title == null ? payload : title, null),
                null);
    }

    private InboundMessage reaction(Payload reaction) throws UnreadableField {
        String mid = reaction.text("mid");
        String emoji = Objects.requireNonNullElse(reaction.optionalText("emoji"), reactionName(reaction));
        boolean isRemoved = "unreact".equals(reaction.optionalText("action"));
        String rendering = isRemoved ? PHRASES.say("reaction.removed") : PHRASES.say("reaction", emoji);
        String id = derivedId("reaction", mid + "\n" + (isRemoved ? "" : emoji));
        return message(id, rendered("reaction", rendering), mid);
    }

    private static String reactionName(Payload reaction) {
        String name = Objects.requireNonNullElse(reaction.optionalText("reaction"), "other");
        return PHRASES.sayVariant("reaction.name", name, name);
    }

    private InboundMessage edit(Payload edit) throws UnreadableField {
        String mid = edit.text("mid");
        String text = edit.optionalText("text");
        String number = edit.optionalText("num_edit");
        String id = number == null ? derivedId("edit", mid) : mid + "#edit" + number;
        return message(
                id, rendered("message_edit", text == null ? PHRASES.say("edit") : PHRASES.say("edit.text", text)), mid);
    }

    /** Older reads say only up to when; those, and our own, are for information. */
    private List<InboundStatus> read() {
        Payload read = event.optionalObject("read");
        String mid = read == null ? null : read.optionalText("mid");
        return mid == null || isEcho
                ? List.of()
                : List.of(new InboundStatus(
                        account, mid, null, customer.stableId(), DeliveryStatus.READ, null, null, occurredAt));
    }

    /** An id for what has none of its own, the same for every delivery of the same event. */
    private String derivedId(String kind, String distinguishing) {
        String cause = customer.stableId() + "\n" + isEcho + "\n" + occurredAt.toEpochMilli() + "\n" + distinguishing;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(cause.getBytes(StandardCharsets.UTF_8));
            return kind + "#" + HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
