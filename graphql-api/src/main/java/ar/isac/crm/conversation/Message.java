package ar.isac.crm.conversation;

import ar.isac.crm.hub.MediaRequest;
import ar.isac.crm.message.DeliveryStatus;
import ar.isac.crm.message.MessageChange;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.MessageContent.MediaContent;
import ar.isac.crm.message.MessageContext;
import ar.isac.crm.understanding.MessageAnalysis;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.PersistenceCreator;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * One message in its place. The id is the place, conversation and number, so a page of a thread is exactly its computed ids;
 * messages are blanked, never removed.
 *
 * @param key unique and derived from the message's cause: the same cause is stored once
 * @param externalId the platform's id, once there is one
 * @param occurredAt the platform's clock for what customers write, ours for the rest
 * @param context what a customer's message came with; null for nothing
 * @param revisions what became of it after it was written
 * @param triedAgainFor the platform's refusal after which it was sent once more by itself; null as long as it was not
 */
@Document("messages")
public record Message(
        @Id String id,
        @Version @Nullable Long version,
        String key,
        @Nullable String externalId,
        Direction direction,
        Author author,
        @Nullable String advisorId,
        MessageContent content,
        DeliveryStatus status,
        @Nullable DeliveryFailure failure,
        @Nullable String replyToId,
        boolean isDeleted,
        @Nullable MessageAnalysis analysis,
        @Nullable ReplyEvidence evidence,
        Instant occurredAt,
        Instant receivedAt,
        @Nullable MessageContext context,
        Revisions revisions,
        @Nullable String triedAgainFor)
        implements OfConversation {

    @PersistenceCreator
    public Message {
        // Messages of earlier versions have none.
        revisions = Objects.requireNonNullElse(revisions, Revisions.NONE);
    }

    /** A message that was not sent twice. */
    public Message(
            String id,
            @Nullable Long version,
            String key,
            @Nullable String externalId,
            Direction direction,
            Author author,
            @Nullable String advisorId,
            MessageContent content,
            DeliveryStatus status,
            @Nullable DeliveryFailure failure,
            @Nullable String replyToId,
            boolean isDeleted,
            @Nullable MessageAnalysis analysis,
            @Nullable ReplyEvidence evidence,
            Instant occurredAt,
            Instant receivedAt,
            @Nullable MessageContext context,
            Revisions revisions) {
        this(
                id,
                version,
                key,
                externalId,
                direction,
                author,
                advisorId,
                content,
                status,
                failure,
                replyToId,
                isDeleted,
                analysis,
                evidence,
                occurredAt,
                receivedAt,
                context,
                revisions,
                null);
    }

    /** A message that came with nothing and that nobody has changed. */
    public Message(
            String id,
            @Nullable Long version,
            String key,
            @Nullable String externalId,
            Direction direction,
            Author author,
            @Nullable String advisorId,
            MessageContent content,
            DeliveryStatus status,
            @Nullable DeliveryFailure failure,
            @Nullable String replyToId,
            boolean isDeleted,
            @Nullable MessageAnalysis analysis,
            @Nullable ReplyEvidence evidence,
            Instant occurredAt,
            Instant receivedAt) {
        this(
                id,
                version,
                key,
                externalId,
                direction,
                author,
                advisorId,
                content,
                status,
                failure,
                replyToId,
                isDeleted,
                analysis,
                evidence,
                occurredAt,
                receivedAt,
                null,
                Revisions.NONE);
    }

    /** Why a message did not arrive, in words for the advisor. */
    public record DeliveryFailure(String code, String message) {}

    private static final int DIGITS = 12;

    /** WhatsApp's word for the source of those who come by an advertisement. */
    private static final String ADVERTISEMENT = "ad";

    /** How the keys begin of what advisors write themselves. */
    static final String TYPED = "send/";

    /** And of answers that an advisor has put in other words than the assistant's. */
    private static final String EDITED = "re/";

    public static String id(String conversationId, long seq) {
        return conversationId + "/" + ("%0" + DIGITS + "d").formatted(seq);
    }

    @Override
    public String conversationId() {
        return id.substring(0, id.length() - DIGITS - 1);
    }

    /** The number in the thread, from 1 without gaps. */
    public long seq() {
        return Long.parseLong(id.substring(id.length() - DIGITS));
    }

    /** Whether a person typed it as it stands, and did not just send what was prepared. */
    boolean isPersonsText() {
        return author == Author.ADVISOR
                && (key.startsWith(TYPED) || key.startsWith(EDITED))
                && content instanceof MessageContent.TextContent;
    }

    /** Whether nothing more will be done to send it, unless a person wants it. */
    boolean isFinallyUnsent() {
        return direction == Direction.OUTBOUND && (status == DeliveryStatus.FAILED || status == DeliveryStatus.UNKNOWN);
    }

    /** Whether somebody of the shop wrote it in the platform's own app. */
    public boolean isWrittenElsewhere() {
        return direction == Direction.OUTBOUND && key.startsWith("in/");
    }

    /** Whether an advertisement or the like led to it, whose way in costs nothing. */
    boolean isFromAdvertisement() {
        return context != null
                && context.referral() != null
                && ADVERTISEMENT.equals(context.referral().sourceType());
    }

    /** When its writer last said something else instead; null when they never did. */
    public @Nullable Instant editedAt() {
        Revisions.MessageVersion current = revisions.current();
        return current == null ? null : current.writtenAt();
    }

    /** The line that stands for it in lists. */
    String preview() {
        return isDeleted ? "🚫 Mensaje eliminado" : content.plainText().strip();
    }

    boolean awaitsSending() {
        return direction == Direction.OUTBOUND && status == DeliveryStatus.QUEUED;
    }

    Message at(String conversationId, long seq) {
        return next(to -> to.id = id(conversationId, seq));
    }

    public Message analysed(MessageAnalysis result) {
        return result.equals(analysis) ? this : next(to -> to.analysis = result);
    }

    /** The medium in a part of it; null where there is none. */
    @Nullable
    MediaContent medium(MediaRequest.Part part) {
        return switch (part) {
            case CONTENT -> content instanceof MediaContent medium ? medium : null;
            case STORY ->
                context == null || context.story() == null
                        ? null
                        : context.story().medium();
        };
    }

    /** The parts whose bytes are still with the platform. */
    List<MediaRequest.Part> awaitedParts() {
        return Stream.of(MediaRequest.Part.values())
                .filter(part -> {
                    MediaContent medium = medium(part);
                    return medium != null && medium.state() == MediaContent.State.PENDING;
                })
                .toList();
    }

    /** The medium in a part of it, changed; nothing happens where there is none. */
    Message changing(MediaRequest.Part part, UnaryOperator<MediaContent> change) {
        MediaContent medium = medium(part);
        if (medium == null) {
            return this;
        }
        MediaContent changed = change.apply(medium);
        if (changed.equals(medium)) {
            return this;
        }
        return switch (part) {
            case CONTENT -> showing(changed);
            case STORY -> {
                MessageContext around = Objects.requireNonNull(context);
                yield with(
                        around.withStory(Objects.requireNonNull(around.story()).showing(changed)));
            }
        };
    }

    public Message showing(MessageContent next) {
        return next.equals(content) ? this : next(to -> to.content = next);
    }

    /** Takes a report of the platform, unless a later one is known already. */
    Message reported(DeliveryStatus reported, @Nullable DeliveryFailure why) {
        if (!status.yieldsTo(reported)) {
            return this;
        }
        return next(to -> {
            to.status = reported;
            to.failure = why;
        });
    }

    /**
     * A person wants it sent once more: a new attempt, of which nothing is known. Why the last one failed stays until the platform
     * has taken this one: nobody is to believe that it is on its way because they pressed a button.
     */
    Message again() {
        return queued(null, failure);
    }

    /** It is sent once more by itself after the platform's refusal, once. */
    Message againFor(String code) {
        return queued(code, null);
    }

    private Message queued(@Nullable String after, @Nullable DeliveryFailure before) {
        return next(to -> {
            to.externalId = null;
            to.status = DeliveryStatus.QUEUED;
            to.failure = before;
            to.triedAgainFor = after;
        });
    }

    Message knownAs(String platformId) {
        return platformId.equals(externalId) ? this : next(to -> to.externalId = platformId);
    }

    Message with(@Nullable MessageContext next) {
        return next(to -> to.context = next);
    }

    /**
     * Takes what somebody does to it. Only its own side can edit it or take it back, and what is taken back stays so.
     *
     * @param by the side that does it
     * @param cause the same when the same change comes again
     */
    Message changed(Author by, MessageChange change, Instant at, String cause) {
        boolean isTheirs = (by == Author.CUSTOMER) == (direction == Direction.INBOUND);
        if (isDeleted) {
            return this;
        }
        return switch (change) {
            case MessageChange.Reaction(String emoji) ->
                revised(content, revisions.reacted(by, null, emoji, at, cause), analysis);
            case MessageChange.Edit edit -> isTheirs ? edited(edit, at, cause) : this;
            case MessageChange.Deletion ignored -> isTheirs ? blanked() : this;
        };
    }

    private Message edited(MessageChange.Edit edit, Instant at, String cause) {
        Revisions next = revisions.edited(
                new Revisions.MessageVersion("", 0, occurredAt, content),
                new Revisions.MessageVersion(cause, edit.number(), at, edit.content()));
        Revisions.MessageVersion current = next.current();
        if (next.equals(revisions) || current == null) {
            return this;
        }
        // Of a medium only the words can be edited.
        MessageContent shown =
                content instanceof MediaContent medium ? medium.captioned(words(current.content())) : current.content();
        return revised(shown, next, null);
    }

    private static @Nullable String words(MessageContent content) {
        return content instanceof MediaContent medium ? medium.caption() : content.plainText();
    }

    private Message blanked() {
        return next(to -> {
            to.content = new MessageContent.TextContent("");
            to.isDeleted = true;
            to.analysis = null;
            to.context = null;
            to.revisions = Revisions.NONE;
            to.triedAgainFor = null;
        });
    }

    private Message revised(
            MessageContent nextContent, Revisions nextRevisions, @Nullable MessageAnalysis nextAnalysis) {
        if (nextRevisions.equals(revisions)) {
            return this;
        }
        return next(to -> {
            to.content = nextContent;
            to.revisions = nextRevisions;
            to.analysis = nextAnalysis;
        });
    }

    private Message next(Consumer<Next> change) {
        Next next = new Next(this);
        change.accept(next);
        return new Message(
                next.id,
                version,
                key,
                next.externalId,
                direction,
                author,
                advisorId,
                next.content,
                next.status,
                next.failure,
                replyToId,
                next.isDeleted,
                next.analysis,
                evidence,
                occurredAt,
                receivedAt,
                next.context,
                next.revisions,
                next.triedAgainFor);
    }

    /** What may become different about a message; whatever a change does not set stays. */
    private static final class Next {
        private String id;
        private @Nullable String externalId;
        private MessageContent content;
        private DeliveryStatus status;
        private @Nullable DeliveryFailure failure;
        private boolean isDeleted;
        private @Nullable MessageAnalysis analysis;
        private @Nullable MessageContext context;
        private Revisions revisions;
        private @Nullable String triedAgainFor;

        Next(Message from) {
            id = from.id;
            externalId = from.externalId;
            content = from.content;
            status = from.status;
            failure = from.failure;
            isDeleted = from.isDeleted;
            analysis = from.analysis;
            context = from.context;
            revisions = from.revisions;
            triedAgainFor = from.triedAgainFor;
        }
    }
}
