package ar.isac.crm.followup;

import ar.isac.crm.conversation.OfConversation;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.MessageContent.TextContent;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.PersistenceCreator;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * Something to be done about a conversation at a time. With a message it is sent by itself when it falls due, if the reply
 * window allows that then; without one, or when it could not be sent, it becomes somebody's task. Immutable; each verb
 * returns the next state.
 *
 * @param origin how it came about
 * @param note what to do, in the shop's words; nothing that customers read
 * @param message what to write to the customer when it falls due; null for a task
 * @param assigneeId whose task it is; null for whoever has the conversation
 * @param authorId who asked for it; null for the assistant or a rule
 * @param obstacle why the message was not sent and a person has to act; null while nothing is in the way
 * @param closedAt when it was sent, done or cancelled
 * @param attachments what goes out with the message, the first with its words; empty for words alone
 */
@Document("followUps")
public record FollowUp(
        @Id String id,
        @Version @Nullable Long version,
        String conversationId,
        Type type,
        Origin origin,
        Status status,
        Instant dueAt,
        String note,
        @Nullable String message,
        @Nullable String assigneeId,
        @Nullable String authorId,
        @Nullable Obstacle obstacle,
        Instant createdAt,
        @Nullable Instant closedAt,
        List<MessageContent> attachments)
        implements OfConversation {

    @PersistenceCreator
    public FollowUp {
        // Those of earlier versions have none.
        attachments = Objects.requireNonNullElse(attachments, List.of());
    }

    /** One with nothing attached. */
    FollowUp(
            String id,
            @Nullable Long version,
            String conversationId,
            Type type,
            Origin origin,
            Status status,
            Instant dueAt,
            String note,
            @Nullable String message,
            @Nullable String assigneeId,
            @Nullable String authorId,
            @Nullable Obstacle obstacle,
            Instant createdAt,
            @Nullable Instant closedAt) {
        this(
                id,
                version,
                conversationId,
                type,
                origin,
                status,
                dueAt,
                note,
                message,
                assigneeId,
                authorId,
                obstacle,
                createdAt,
                closedAt,
                List.of());
    }

    /** What is written to the customer when it falls due, in its order; empty for a task. */
    public List<MessageContent> contents() {
        return !attachments.isEmpty() ? attachments : message == null ? List.of() : List.of(new TextContent(message));
    }

    /** What it is for. */
    public enum Type {
        REMINDER,
        FOLLOW_UP,
        POST_SALE
    }

    /** How it came about. */
    public enum Origin {
        /** Somebody planned it. */
        PERSON,
        /** The assistant left the conversation to a person. */
        HAND_OVER
    }

    /** How far it has come. */
    public enum Status {
        /** Its time has not come. */
        SCHEDULED,
        /** It waits for a person. */
        DUE,
        /** Its message is on its way. */
        SENT,
        /** A person has done it. */
        COMPLETED,
        /** Nobody needs it any more. */
        CANCELLED;

        /** Whether there is still something to be done. */
        public boolean isOpen() {
            return this == SCHEDULED || this == DUE;
        }
    }

    /** What keeps a message from being sent by itself. */
    public enum Obstacle {
        /** The platform lets nobody write freely now. */
        REPLY_WINDOW_CLOSED,
        /** The customer wants no reminders. */
        CONSENT_REFUSED,
        /** It speaks of a product that is sold out by now. */
        OUT_OF_STOCK
    }

    FollowUp fallenDue() {
        return status == Status.SCHEDULED ? with(Status.DUE, null, null) : this;
    }

    FollowUp hindered(Obstacle by) {
        return status == Status.SCHEDULED ? with(Status.DUE, by, null) : this;
    }

    FollowUp sent(Instant at) {
        return status == Status.SCHEDULED ? with(Status.SENT, null, at) : this;
    }

    /** A person has done it; also before its time. Doing it again changes nothing. */
    FollowUp completed(Instant at) {
        return status.isOpen() ? with(Status.COMPLETED, obstacle, at) : this;
    }

    /** It is not needed any more. Cancelling again changes nothing. */
    FollowUp cancelled(Instant at) {
        return status.isOpen() ? with(Status.CANCELLED, obstacle, at) : this;
    }

    private FollowUp with(Status next, @Nullable Obstacle why, @Nullable Instant closed) {
        return new FollowUp(
                id,
                version,
                conversationId,
                type,
                origin,
                next,
                dueAt,
                note,
                message,
                assigneeId,
                authorId,
                why,
                createdAt,
                closed,
                attachments);
    }
}
