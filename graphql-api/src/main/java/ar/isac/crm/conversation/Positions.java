package ar.isac.crm.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a thread stands. Positions, not counters: noting the same message twice changes nothing.
 *
 * @param last the highest number known to be taken; there is no gap below it
 * @param lastInbound the customer's last message
 * @param lastInboundAt when they wrote it, by the platform's clock: the reply window counts from here
 * @param entry how the customer last came by an advertisement; null when they never did
 * @param unread the customer's messages that nobody has read, the newest {@value #MOST_UNREAD} of them
 */
record Positions(
        long last,
        long lastInbound,
        @Nullable Instant lastInboundAt,
        long read,
        List<Long> unread,
        @Nullable Entry entry) {

    private static final Duration ANSWER_TIME = Duration.ofHours(24);
    private static final Duration FREE = Duration.ofDays(3);

    /**
     * A way in by an advertisement. Answered within a day it costs nothing for 72 hours from the answer on.
     *
     * @param answeredAt when the platform took the shop's first message after it; null before that, or when it came too late
     */
    record Entry(Instant at, @Nullable Instant answeredAt) {}

    static final int MOST_UNREAD = 99;

    static final Positions START = new Positions(0, 0, null, 0, List.of(), null);

    Positions received(long seq, Instant occurredAt) {
        Instant at = lastInboundAt == null || occurredAt.isAfter(lastInboundAt) ? occurredAt : lastInboundAt;
        List<Long> nowUnread = seq <= read || unread.contains(seq)
                ? unread
                : Stream.concat(unread.stream(), Stream.of(seq))
                        .sorted()
                        .skip(Math.max(0, unread.size() + 1 - MOST_UNREAD))
                        .toList();
        return new Positions(Math.max(last, seq), Math.max(lastInbound, seq), at, read, nowUnread, entry);
    }

    Positions written(long seq) {
        return seq <= last ? this : new Positions(seq, lastInbound, lastInboundAt, read, unread, entry);
    }

    /** The customer's last message counts as unread; whoever never wrote has none. */
    Positions unreadAgain() {
        return lastInbound == 0 || unread.contains(lastInbound)
                ? this
                : new Positions(last, lastInbound, lastInboundAt, lastInbound - 1, List.of(lastInbound), entry);
    }

    Positions readUpTo(long seq) {
        if (seq <= read) {
            return this;
        }
        return new Positions(
                last,
                lastInbound,
                lastInboundAt,
                seq,
                unread.stream().filter(other -> other > seq).toList(),
                entry);
    }

    /** The customer came by an advertisement. */
    Positions entered(Instant at) {
        return entry != null && !at.isAfter(entry.at())
                ? this
                : new Positions(last, lastInbound, lastInboundAt, read, unread, new Entry(at, null));
    }

    /** The platform took a message of the shop's. */
    Positions sent(Instant at) {
        return entry != null
                        && entry.answeredAt() == null
                        && at.isBefore(entry.at().plus(ANSWER_TIME))
                ? new Positions(last, lastInbound, lastInboundAt, read, unread, new Entry(entry.at(), at))
                : this;
    }

    /** Until when nothing is charged; null where there was no such way in, or no answer in time. */
    @Nullable
    Instant freeUntil() {
        return entry == null || entry.answeredAt() == null
                ? null
                : entry.answeredAt().plus(FREE);
    }
}
