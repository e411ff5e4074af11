package ar.isac.crm.channel.instagram;

import ar.isac.crm.channel.Fingerprint;
import ar.isac.crm.channel.Payload;
import ar.isac.crm.channel.Payload.UnreadableField;
import ar.isac.crm.channel.Phrases;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.ChannelType;
import ar.isac.crm.message.DeliveryStatus;
import ar.isac.crm.message.Handle;
import ar.isac.crm.message.InboundUpdate;
import ar.isac.crm.message.InboundUpdate.InboundChange;
import ar.isac.crm.message.InboundUpdate.InboundMessage;
import ar.isac.crm.message.InboundUpdate.InboundStatus;
import ar.isac.crm.message.MessageChange;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.MessageContent.InteractiveReplyContent;
import ar.isac.crm.message.MessageContent.MediaContent;
import ar.isac.crm.message.MessageContent.TextContent;
import ar.isac.crm.message.MessageContent.UnsupportedContent;
import ar.isac.crm.message.Sender;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One event between a customer and the shop's account.
 *
 * @param isEcho whether the account is the sender
 */
record InstagramEvent(Payload event, AccountRef account, Sender customer, boolean isEcho, Instant occurredAt) {

    private static final Phrases PHRASES = Phrases.of(InstagramEvent.class);

    private static final BigDecimal MOST_EDITS = BigDecimal.valueOf(1_000_000);

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
                return List.of(message(derivedId(kind, event.raw()), rendered(kind, PHRASES.say(kind)), null, event));
            }
        }
        if (INFORMATION.stream().anyMatch(event::has)) {
            return List.of();
        }
        throw event.unreadable("message", "is missing, and so is every other known kind of event");
    }

    /** @param source where a referral and a story may be told of */
    private InboundMessage message(
            String externalId, MessageContent content, @Nullable String repliedTo, Payload source) {
        return new InboundMessage(
                account,
                externalId,
                customer,
                content,
                isEcho,
                repliedTo,
                InstagramContext.of(event, source),
                occurredAt);
    }

    private InboundChange change(String externalId, String messageId, MessageChange change) {
        return new InboundChange(account, externalId, customer, isEcho, messageId, change, occurredAt);
    }

    private UnsupportedContent rendered(String platformType, String rendering) {
        return new UnsupportedContent(platformType, rendering, event.raw());
    }

    /** A deletion carries the mid of the message that it takes back, so that its own id is derived. */
    private List<? extends InboundUpdate> messages(Payload message) throws UnreadableField {
        String mid = message.text("mid");
        if (message.flag("is_deleted")) {
            return List.of(change(mid + "#deleted", mid, new MessageChange.Deletion()));
        }
        Payload replyTo = message.optionalObject("reply_to");
        String repliedTo = replyTo == null ? null : replyTo.optionalText("mid");
        List<InboundMessage> messages = new ArrayList<>();
        for (MessageContent content : contents(message, replyTo)) {
            messages.add(message(InboundMessage.partId(mid, messages.size()), content, repliedTo, message));
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
        Payload payload = attachment.optionalObject("payload");
        String url = payload == null ? null : payload.optionalText("url");
        String title = payload == null ? null : payload.optionalText("title");
        return switch (type) {
            case "image" -> medium(type, MediaContent.Kind.IMAGE, null, title, url);
            case "video" -> medium(type, MediaContent.Kind.VIDEO, null, title, url);
            case "audio" -> medium(type, MediaContent.Kind.AUDIO, null, title, url);
            case "file" -> medium(type, MediaContent.Kind.DOCUMENT, null, title, url);
            case "reel", "ig_reel" -> shared(type, MediaContent.Kind.VIDEO, title, url);
            case "share", "ig_post", "media", "story", "ig_story", "story_mention" ->
                shared(type, MediaContent.Kind.IMAGE, title, url);
            case "fallback" -> fallback(type, title, url);
            default -> rendered(type, PHRASES.sayVariant("attachment", type, type));
        };
    }

    /** What a link leads to, where only the bytes tell whether it is a picture or a video. */
    static MediaContent linked(String url) {
        return new MediaContent(
                MediaContent.Kind.IMAGE,
                null,
                null,
                null,
                MediaContent.State.PENDING,
                null,
                new MediaContent.Source(null, url, null));
    }

    private MessageContent medium(
            String type,
            MediaContent.Kind kind,
            @Nullable String label,
            @Nullable String fileName,
            @Nullable String url) {
        return url == null
                ? rendered(type, PHRASES.say("attachment.missing." + type))
                : new MediaContent(
                        kind,
                        null,
                        null,
                        fileName,
                        MediaContent.State.PENDING,
                        null,
                        new MediaContent.Source(null, url, null),
                        null,
                        label);
    }

    /** Somebody's post, reel or story: only the bytes tell whether it is a picture or a video. */
    private MessageContent shared(String type, MediaContent.Kind kind, @Nullable String title, @Nullable String url) {
        String label = PHRASES.sayVariant("attachment", type, type);
        String words = title == null ? label : label + ": " + title;
        return url == null ? rendered(type, words) : medium(type, kind, words, null, url);
    }

    /** A link that Instagram made no preview of. */
    private MessageContent fallback(String type, @Nullable String title, @Nullable String url) {
        String words = Stream.of(title, url).filter(Objects::nonNull).collect(Collectors.joining("\n"));
        return words.isBlank() ? rendered(type, PHRASES.sayVariant("attachment", type, type)) : new TextContent(words);
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
                null,
                postback);
    }

    private InboundChange reaction(Payload reaction) throws UnreadableField {
        String mid = reaction.text("mid");
        String named = Objects.requireNonNullElse(reaction.optionalText("emoji"), reactionName(reaction));
        String emoji = "unreact".equals(reaction.optionalText("action")) ? null : named;
        return change(
                derivedId("reaction", mid + "\n" + (emoji == null ? "" : emoji)),
                mid,
                new MessageChange.Reaction(emoji));
    }

    private static String reactionName(Payload reaction) {
        String name = Objects.requireNonNullElse(reaction.optionalText("reaction"), "other");
        return PHRASES.sayVariant("reaction.name", name, name);
    }

    private InboundChange edit(Payload edit) throws UnreadableField {
        String mid = edit.text("mid");
        BigDecimal number = edit.optionalDecimal("num_edit");
        int count =
                number == null ? 0 : number.max(BigDecimal.ZERO).min(MOST_EDITS).intValue();
        TextContent text = new TextContent(edit.text("text"));
        String id = count == 0 ? derivedId("edit", mid + "\n" + text.text()) : mid + "#edit" + count;
        return change(id, mid, new MessageChange.Edit(text, count));
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
        return Fingerprint.of(
                kind, customer.stableId() + "\n" + isEcho + "\n" + occurredAt.toEpochMilli() + "\n" + distinguishing);
    }
}
