package ar.isac.crm.conversation;

import ar.isac.crm.graphql.IllegalCursor;
import ar.isac.crm.graphql.PageSize;
import org.jspecify.annotations.Nullable;

/**
 * The stretch of a thread that a page asks for. A cursor is a number of the thread, so the page's ids can be computed.
 *
 * @param first the oldest so many of what lies between the cursors; {@code last} the newest
 */
record ThreadRange(
        @Nullable Integer first,
        @Nullable String after,
        @Nullable Integer last,
        @Nullable String before) {

    /** Numbers {@code from} to {@code to}, both included; empty when {@code from > to}. */
    record Numbers(long from, long to) {}

    Numbers within(long lastSeq) {
        long from = Math.max(after == null ? 1 : number(after) + 1, 1);
        long to = Math.min(before == null ? lastSeq : number(before) - 1, lastSeq);
        if (first != null) {
            return new Numbers(from, Math.min(to, from + PageSize.of(first) - 1));
        }
        return new Numbers(Math.max(from, to - PageSize.of(last) + 1), to);
    }

    static String cursor(Message message) {
        return Long.toString(message.seq());
    }

    private static long number(String cursor) {
        try {
            return Math.clamp(Long.parseLong(cursor), 0, Long.MAX_VALUE - 1);
        } catch (NumberFormatException e) {
            throw new IllegalCursor(cursor, e);
        }
    }
}
