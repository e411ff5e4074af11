package ar.isac.crm.hub;

import ar.isac.crm.message.ConversationEvent;
import ar.isac.crm.message.InboundUpdate;
import ar.isac.crm.message.ParkedLetter;
import ar.isac.crm.message.Signal;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something to be put on a queue, durably.
 *
 * @param group messages of one group are handled one after another; null where order does not matter
 * @param delay how long the broker holds it back; zero for at once
 * @param letterId the parked letter that it brings back; null for everything else
 */
public record Publication(
        String queue,
        @Nullable String group,
        Duration delay,
        Object body,
        @Nullable String letterId) {

    public Publication(String queue, @Nullable String group, Duration delay, Object body) {
        this(queue, group, delay, body, null);
    }

    /** An update of a channel: one customer, one group. */
    public static Publication of(InboundUpdate update) {
        return new Publication(Queues.INBOUND, update.group(), Duration.ZERO, update);
    }

    public static Publication of(ConversationEvent event) {
        return new Publication(Queues.EVENTS_IN, null, Duration.ZERO, event);
    }

    public static Publication of(ParkedLetter letter) {
        return new Publication(Queues.PARKED, null, Duration.ZERO, letter);
    }

    /** A request for an answer, after the burst window. */
    public static Publication of(ReplyRequest request, Duration delay) {
        return new Publication(Queues.ASSISTANT, request.conversationId(), delay, request);
    }

    /** A nudge has no group: the lane itself lets one message out at a time, and a slow customer must hold nobody else. */
    public static Publication of(Nudge nudge, Duration delay) {
        return new Publication(Queues.OUTBOUND, null, delay, nudge);
    }

    public static Publication of(Signal signal, Duration delay) {
        return new Publication(Queues.SIGNALS, null, delay, signal);
    }

    public static Publication of(MediaRequest request, Duration delay) {
        return new Publication(Queues.MEDIA, null, delay, request);
    }

    /** Notices of one payment are handled one after another. */
    public static Publication of(PaymentNotice notice, Duration delay) {
        return new Publication(Queues.PAYMENTS, notice.externalId(), delay, notice);
    }

    public Publication {
        Objects.requireNonNull(body);
    }

    /** The same one, which brings back a parked letter: if it fails again, that very letter is parked again. */
    public Publication returning(String letter) {
        return new Publication(queue, group, delay, body, letter);
    }
}
