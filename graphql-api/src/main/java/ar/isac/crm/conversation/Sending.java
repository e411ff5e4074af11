package ar.isac.crm.conversation;

import ar.isac.crm.account.ChannelAccount;
import ar.isac.crm.account.ChannelAccounts;
import ar.isac.crm.channel.UnsendableMessage;
import ar.isac.crm.event.PassingEvents;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.graphql.UserError.Code;
import ar.isac.crm.hub.Channels;
import ar.isac.crm.hub.Entry;
import ar.isac.crm.idempotency.IdempotencyKeys;
import ar.isac.crm.media.Uploads;
import ar.isac.crm.media.Uploads.Upload;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.ChannelType;
import ar.isac.crm.message.MessageChange;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.MessageContent.MediaContent;
import ar.isac.crm.message.MessageContent.TextContent;
import ar.isac.crm.message.PassingEvent;
import ar.isac.crm.message.Signal;
import ar.isac.crm.pending.Outbox;
import ar.isac.crm.security.Actor;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * What a person sends. Whatever the platform would refuse for its form or its time is refused here, with the field and with
 * what to do instead, before it has a place in the thread.
 */
@Component
public class Sending {

    private static final int MOST_ATTACHMENTS = 10;
    private static final int MOST_NEWER = 50;

    /** One emoji as a person sees it: a flag, a family, a hand of a colour. */
    private static final Pattern EMOJI = Pattern.compile("\\X");

    private final Conversations conversations;
    private final Messages messages;
    private final Posting posting;
    private final Deliveries deliveries;
    private final Signals signals;
    private final OptOuts optOuts;
    private final Threads threads;
    private final ChannelAccounts accounts;
    private final Channels channels;
    private final Uploads uploads;
    private final IdempotencyKeys keys;
    private final Outbox outbox;
    private final Entry entry;
    private final PassingEvents passing;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Sending(
            Conversations conversations,
            Messages messages,
            Posting posting,
            Deliveries deliveries,
            Signals signals,
            OptOuts optOuts,
            Threads threads,
            ChannelAccounts accounts,
            Channels channels,
            Uploads uploads,
            IdempotencyKeys keys,
            Outbox outbox,
            Entry entry,
            PassingEvents passing,
            ApplicationEventPublisher events,
            Clock clock) {
        this.conversations = conversations;
        this.messages = messages;
        this.posting = posting;
        this.deliveries = deliveries;
        this.signals = signals;
        this.optOuts = optOuts;
        this.threads = threads;
        this.accounts = accounts;
        this.channels = channels;
        this.uploads = uploads;
        this.keys = keys;
        this.outbox = outbox;
        this.entry = entry;
        this.passing = passing;
        this.events = events;
        this.clock = clock;
    }

    /**
     * What an advisor typed and attached, once for its key.
     *
     * @param captions what goes along with each file, by its place; blank, or none at its place, for nothing
     * @param lastSeenSeq how far they have seen the thread: when another person has written since, nothing is sent; null to
     *     send anyway
     * @throws SomebodyWrote when another person has written meanwhile
     */
    Result<Message> typed(
            Actor actor,
            String conversationId,
            String text,
            List<String> attachmentIds,
            List<String> captions,
            @Nullable String replyToId,
            String idempotencyKey,
            @Nullable Long lastSeenSeq) {
        String key = Message.TYPED + actor.id() + "/" + idempotencyKey;
        return switch (contents(actor, conversationId, text, attachmentIds, captions)) {
            case Result.Refused<List<MessageContent>>(List<UserError> errors) -> new Result.Refused<>(errors);
            case Result.Done<List<MessageContent>>(List<MessageContent> contents) ->
                post(actor, conversationId, contents, replyToId, key, lastSeenSeq)
                        .also(sent -> events.publishEvent(
                                new TextTyped(conversationId, actor.advisorId(), sent.receivedAt())));
        };
    }

    /**
     * What somebody would send: the text goes along with the first attachment where the channel allows it.
     *
     * @throws NotFound when there is no such conversation, or a file is not theirs
     */
    public Result<List<MessageContent>> contents(
            Actor actor, String conversationId, String text, List<String> attachmentIds) {
        return contents(actor, conversationId, text, attachmentIds, List.of());
    }

    /** As above; where the first file has a caption of its own, the text is a message of its own before the files. */
    private Result<List<MessageContent>> contents(
            Actor actor, String conversationId, String text, List<String> attachmentIds, List<String> captions) {
        if (attachmentIds.size() > MOST_ATTACHMENTS) {
            return Result.refused(
                    UserError.at("attachmentIds", Code.TOO_LONG, "Se adjuntan hasta 10 archivos por vez."));
        }
        AccountRef account = AccountRef.parse(find(conversationId).accountId());
        List<MessageContent> contents = new ArrayList<>();
        List<UserError> errors = new ArrayList<>();
        Map<String, Upload> files = new HashMap<>();
        uploads.find(attachmentIds).forEach(file -> files.put(file.id(), file));
        boolean isTextApart = attachmentIds.isEmpty() || (!text.isBlank() && caption(captions, 0) != null);
        if (isTextApart) {
            contents.add(new TextContent(text));
        }
        for (int n = 0; n < attachmentIds.size(); n++) {
            Upload file = files.get(attachmentIds.get(n));
            List<String> path = List.of("attachmentIds", Integer.toString(n));
            if (file == null || !file.actorId().equals(actor.id())) {
                throw new NotFound("Attachment");
            } else if (file.mediaId() == null) {
                errors.add(new UserError(path, Code.IN_PROGRESS, "El archivo todavía se está subiendo."));
            } else {
                fileProblem(account, file).ifPresent(problem -> errors.add(new UserError(path, Code.INVALID, problem)));
                String words = n == 0 && !isTextApart && !text.isBlank() ? text : caption(captions, n);
                contents.add(attached(file, words));
            }
        }
        return errors.isEmpty() ? Result.done(contents) : new Result.Refused<>(errors);
    }

    /**
     * A file that the actor has uploaded, as part of something to be sent.
     *
     * @param field the field that names it, for what is wrong with it
     * @throws NotFound when the actor has uploaded none with this id
     */
    public Result<MediaContent> attachment(Actor actor, String conversationId, String attachmentId, String field) {
        AccountRef account = AccountRef.parse(find(conversationId).accountId());
        Upload file = uploads.find(List.of(attachmentId)).stream()
                .filter(known -> known.actorId().equals(actor.id()))
                .findFirst()
                .orElseThrow(() -> new NotFound("Attachment"));
        if (file.mediaId() == null) {
            return Result.refused(UserError.at(field, Code.IN_PROGRESS, "El archivo todavía se está subiendo."));
        }
        return fileProblem(account, file)
                .<Result<MediaContent>>map(problem -> Result.refused(UserError.at(field, Code.INVALID, problem)))
                .orElseGet(() -> Result.done(attached(file, null)));
    }

    private static @Nullable String caption(List<String> captions, int n) {
        return n < captions.size() && !captions.get(n).isBlank()
                ? captions.get(n).strip()
                : null;
    }

    private Optional<String> fileProblem(AccountRef account, Upload file) {
        return AttachmentRules.problem(account.type(), file)
                .or(() -> channels.fileProblem(
                        account, AttachmentRules.kind(file.mimeType()), file.mimeType(), file.size()));
    }

    private static MediaContent attached(Upload file, @Nullable String caption) {
        return new MediaContent(
                AttachmentRules.kind(file.mimeType()),
                file.mimeType(),
                caption,
                file.fileName(),
                MediaContent.State.STORED,
                file.mediaId(),
                null);
    }

    /**
     * Sends something that was put together and not just typed, once for its key.
     *
     * @param mutation tells its keys from those of others
     */
    public Result<Message> send(
            Actor actor,
            String conversationId,
            MessageContent content,
            @Nullable String replyToId,
            String mutation,
            String idempotencyKey) {
        return IdempotencyKeys.check(idempotencyKey)
                .<Result<Message>>map(Result::refused)
                .orElseGet(() -> post(
                        actor,
                        conversationId,
                        List.of(content),
                        replyToId,
                        "made/" + mutation + "/" + actor.id() + "/" + idempotencyKey,
                        null));
    }

    private Result<Message> post(
            Actor actor,
            String conversationId,
            List<MessageContent> contents,
            @Nullable String replyToId,
            String key,
            @Nullable Long lastSeenSeq) {
        Conversation conversation = find(conversationId);
        Optional<Message> before = posting.posted(key);
        if (before.isPresent()) {
            return isThis(before.get(), conversation, contents.getFirst())
                    ? Result.done(before.get())
                    : Result.refused(IdempotencyKeys.reused());
        }
        if (replyToId != null
                && messages.find(replyToId)
                        .filter(message -> message.conversationId().equals(conversationId))
                        .isEmpty()) {
            throw new NotFound("Message");
        }
        List<UserError> errors = problems(conversation, contents, key);
        if (!errors.isEmpty()) {
            return new Result.Refused<>(errors);
        }
        List<Draft> drafts = new ArrayList<>();
        for (int n = 0; n < contents.size(); n++) {
            drafts.add(new Draft(
                    n == 0 ? key : key + "/" + n,
                    Author.ADVISOR,
                    actor.advisorId(),
                    contents.get(n),
                    n == 0 ? replyToId : null,
                    null));
        }
        Message sent = posting.post(
                        conversationId,
                        drafts,
                        current -> lastSeenSeq == null ? current : unlessSomebodyWrote(current, actor, lastSeenSeq))
                .getFirst();
        return isThis(sent, conversation, contents.getFirst())
                ? Result.done(sent)
                : Result.refused(IdempotencyKeys.reused());
    }

    private Conversation unlessSomebodyWrote(Conversation current, Actor actor, long lastSeenSeq) {
        boolean isWriting = current.answering().drafts().stream()
                .anyMatch(draft ->
                        draft.author() == Author.ADVISOR && !Objects.equals(draft.advisorId(), actor.advisorId()));
        List<Message> newer = newerByOthers(current.id(), actor, lastSeenSeq, current.lastSeq());
        if (isWriting || !newer.isEmpty()) {
            throw new SomebodyWrote();
        }
        return current;
    }

    /** What other people have written to the customer after a number of the thread, the newest {@value #MOST_NEWER}. */
    List<Message> newerByOthers(String conversationId, Actor actor, long after) {
        threads.materialise(conversationId);
        return newerByOthers(conversationId, actor, after, find(conversationId).lastSeq());
    }

    private List<Message> newerByOthers(String conversationId, Actor actor, long after, long last) {
        return messages.range(conversationId, Math.max(after + 1, last - MOST_NEWER + 1), last).stream()
                .filter(message -> message.isWrittenElsewhere()
                        || (message.author() == Author.ADVISOR
                                && !Objects.equals(message.advisorId(), actor.advisorId())))
                .toList();
    }

    /** Whether the message is what would be sent: of a long text the thread has the first piece under the key. */
    private boolean isThis(Message message, Conversation conversation, MessageContent content) {
        AccountRef account = AccountRef.parse(conversation.accountId());
        return message.conversationId().equals(conversation.id())
                && message.content().equals(channels.parts(account, content).getFirst());
    }

    /** What would keep a text that somebody types from being sent now; empty for nothing. */
    List<UserError> inTheWayOf(Conversation conversation, String text) {
        return problems(conversation, List.of(new TextContent(text)), Message.TYPED);
    }

    private List<UserError> problems(Conversation conversation, List<MessageContent> contents, String key) {
        ReplyWindow window = ReplyWindow.of(conversation, clock.instant());
        AccountRef account = AccountRef.parse(conversation.accountId());
        String catalogId =
                accounts.find(account.id()).map(ChannelAccount::catalogId).orElse(null);
        List<UserError> errors = new ArrayList<>();
        for (MessageContent content : contents) {
            boolean isTyped = key.startsWith(Message.TYPED) && content instanceof TextContent;
            if (window.leave(content, isTyped) == ReplyWindow.Leave.NOT_NOW) {
                return List.of(closed(window));
            }
            if (optOuts.forbid(conversation.customerId(), content)) {
                return List.of(UserError.at("conversationId", Code.NOT_ALLOWED, OptOuts.REFUSAL));
            }
            channels.problem(account, content, catalogId).map(Sending::error).ifPresent(errors::add);
        }
        return errors;
    }

    /** The code tells a program whether a template would go out. */
    private static UserError closed(ReplyWindow window) {
        boolean isTemplateOffered = window.allows().contains(ReplyWindow.Kind.TEMPLATE);
        return UserError.at(
                "conversationId", isTemplateOffered ? Code.TEMPLATE_REQUIRED : Code.WINDOW_CLOSED, window.refusal());
    }

    /** From {@code options[2].title} to the path of the field. */
    private static UserError error(UnsendableMessage problem) {
        List<String> path = Arrays.stream(problem.field().split("[.\\[\\]]+", -1))
                .filter(part -> !part.isEmpty())
                .toList();
        boolean isTooLong = problem.limit().startsWith("at most");
        return new UserError(path, isTooLong ? Code.TOO_LONG : Code.INVALID, problem.words());
    }

    /** Sends a message once more that failed, or of which nobody knows what became of it. */
    Result<Message> again(Actor actor, String messageId, String idempotencyKey) {
        Message message = messages.find(messageId).orElseThrow(() -> new NotFound("Message"));
        Result<String> outcome =
                keys.attempt(actor.id(), "retryMessage", idempotencyKey, messageId, () -> tryAgain(message));
        return outcome.map(id -> messages.find(id).orElseThrow());
    }

    private Result<String> tryAgain(Message message) {
        if (message.isDeleted() || !message.isFinallyUnsent()) {
            return Result.refused(
                    UserError.at("messageId", Code.NOT_ALLOWED, "Solo se reenvía lo que falló o no se sabe si llegó."));
        }
        ReplyWindow window = ReplyWindow.of(find(message.conversationId()), clock.instant());
        if (window.leave(message) == ReplyWindow.Leave.NOT_NOW) {
            return Result.refused(closed(window));
        }
        return outbox.announcing(
                        List.of(
                                threads.changed(message, "again/" + UUID.randomUUID()),
                                IncomingUpdates.nudge(message.conversationId())),
                        () -> deliveries.again(message.id()))
                .map(again -> Result.done(again.id()))
                .orElseGet(() -> Result.refused(UserError.at(
                        "messageId", Code.NOT_ALLOWED, "El mensaje cambió mientras tanto: fijate cómo quedó.")));
    }

    /** Reacts to a customer's message; blank takes the reaction away. */
    Result<Message> react(Actor actor, String messageId, String emoji, String idempotencyKey) {
        Message message = messages.find(messageId).orElseThrow(() -> new NotFound("Message"));
        String one = emoji.strip();
        Result<String> outcome = keys.attempt(
                actor.id(),
                "reactToMessage",
                idempotencyKey,
                List.of(messageId, one),
                () -> react(message, one, "react/" + actor.id() + "/" + idempotencyKey));
        return outcome.map(id -> messages.find(id).orElseThrow());
    }

    private Result<String> react(Message message, String one, String cause) {
        Conversation conversation = find(message.conversationId());
        if (!one.isEmpty() && !isEmoji(one)) {
            return Result.refused(UserError.at("emoji", Code.INVALID, "Reaccioná con un solo emoji."));
        }
        if (!channels.tells(AccountRef.parse(conversation.accountId()), Signal.Kind.REACTION)) {
            return Result.refused(UserError.at("messageId", Code.NOT_ALLOWED, "En este canal no hay reacciones."));
        }
        String externalId = message.externalId();
        if (externalId == null || message.isDeleted()) {
            return Result.refused(
                    UserError.at("messageId", Code.NOT_ALLOWED, "A este mensaje no se puede reaccionar."));
        }
        ReplyWindow window = ReplyWindow.of(conversation, clock.instant());
        if (!window.allows().contains(ReplyWindow.Kind.ANY)) {
            return Result.refused(closed(window));
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return Result.done(outbox.announcing(
                        List.of(signals.reaction(conversation, externalId, one), threads.changed(message, cause)),
                        () -> messages.update(
                                message.id(),
                                current -> current.changed(
                                        Author.ADVISOR,
                                        new MessageChange.Reaction(one.isEmpty() ? null : one),
                                        now,
                                        cause)))
                .id());
    }

    private static boolean isEmoji(String text) {
        return EMOJI.matcher(text).matches()
                && text.codePoints().anyMatch(character -> Character.isEmoji(character) && character > 0xff);
    }

    /** Shows the customer that somebody is writing; nothing where the platform would not take it. */
    void typing(String conversationId) {
        Conversation conversation = find(conversationId);
        if (ReplyWindow.of(conversation, clock.instant()).allows().contains(ReplyWindow.Kind.ANY)) {
            signals.typing(conversation).ifPresent(signal -> entry.publish(List.of(signal)));
            if (AccountRef.parse(conversation.accountId()).type() == ChannelType.WEBCHAT) {
                passing.tell(new PassingEvent(PassingEvent.Kind.SHOWN_WRITING, conversationId, "", clock.instant()));
            }
        }
    }

    private Conversation find(String conversationId) {
        return conversations.find(conversationId).orElseThrow(() -> new NotFound("Conversation"));
    }
}
