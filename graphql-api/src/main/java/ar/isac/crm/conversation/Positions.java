package ar.isac.crm.conversation;

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
 * @param unread the customer's messages that nobody has read, the newest {@value #MOST_UNREAD} of them
 */
record Positions(long last, long lastInbound, @Nullable Instant lastInboundAt, long read, List<Long> unread) {

    static final int MOST_UNREAD = 99;

    static final Positions START = new Positions(0, 0, null, 0, List.of());

    Positions received(long seq, Instant occurredAt) {
        Instant at = lastInboundAt == null || occurredAt.isAfter(lastInboundAt) ? occurredAt : lastInboundAt;
        List<Long> nowUnread = seq <= read || unread.contains(seq)
                ? unread
                : Stream.concat(unread.stream(), Stream.of(seq))
                        .sorted()
                        .skip(Math.max(0, unread.size() + 1 - MOST_UNREAD))
                        .toList();
        return new Positions(Math.max(last, seq), Math.max(lastInbound, seq), at, read, nowUnread);
    }

    Positions written(long seq) {
        return seq <= last ? this : new Positions(seq, lastInbound, lastInboundAt, read, unread);
    }

    /** The customer's last message counts as unread; whoever never wrote has none. */
    Positions unreadAgain() {
        return lastInbound == 0 || unread.contains(lastInbound)
                ? this
                : new Positions(last, lastInbound, lastInboundAt, lastInbound - 1, List.of(lastInbound));
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
                unread.stream().filter(other -> other > seq).toList());
    }
}
