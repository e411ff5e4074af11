package ar.isac.crm.conversation;

import ar.isac.crm.message.DeliveryStatus;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.understanding.MessageAnalysis;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * One message in its place. The id is the place, conversation and number, so a page of a thread is exactly its computed ids;
 * messages are blanked, never removed.
 *
 * @param key unique and derived from the message's cause: the same cause is stored once
 * @param externalId the platform's id, once there is one
 * @param occurredAt the platform's clock for what customers write, ours for the rest
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
        Instant receivedAt)
        implements OfConversation {

    /** Why a message did not arrive, in words for the advisor. */
    public record DeliveryFailure(String code, String message) {}

    private static final int DIGITS = 12;

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

    boolean awaitsSending() {
        return direction == Direction.OUTBOUND && status == DeliveryStatus.QUEUED;
    }

    Message at(String conversationId, long seq) {
        return copy(id(conversationId, seq), externalId, content, status, failure, analysis);
    }

    public Message analysed(MessageAnalysis result) {
        return result.equals(analysis) ? this : copy(id, externalId, content, status, failure, result);
    }

    public Message showing(MessageContent next) {
        return next.equals(content) ? this : copy(id, externalId, next, status, failure, analysis);
    }

    /** Takes a report of the platform, unless a later one is known already. */
    Message reported(DeliveryStatus reported, @Nullable DeliveryFailure why) {
        return status.yieldsTo(reported) ? copy(id, externalId, content, reported, why, analysis) : this;
    }

    Message knownAs(String platformId) {
        return platformId.equals(externalId) ? this : copy(id, platformId, content, status, failure, analysis);
    }

    private Message copy(
            String nextId,
            @Nullable String nextExternalId,
            MessageContent nextContent,
            DeliveryStatus nextStatus,
            @Nullable DeliveryFailure nextFailure,
            @Nullable MessageAnalysis nextAnalysis) {
        return new Message(
                nextId,
                version,
                key,
                nextExternalId,
                direction,
                author,
                advisorId,
                nextContent,
                nextStatus,
                nextFailure,
                replyToId,
                isDeleted,
                nextAnalysis,
                evidence,
                occurredAt,
                receivedAt);
    }
}
