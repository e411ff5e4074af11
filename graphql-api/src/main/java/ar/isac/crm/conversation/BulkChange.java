package ar.isac.crm.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of many conversations; what is null stays as it is. Ids are raw.
 *
 * @param unassigns whether they are to be nobody's
 * @param isRead true to mark them read, false to mark them unread
 */
record BulkChange(
        @Nullable ConversationStatus status,
        @Nullable String assigneeId,
        boolean unassigns,
        List<String> addedTags,
        List<String> removedTags,
        @Nullable Priority priority,
        @Nullable Control control,
        @Nullable Instant snoozedUntil,
        @Nullable Boolean isRead) {

    /** One conversation with all of it done; a status is set last but for a snooze, which sets its own. */
    Conversation to(Conversation conversation, Instant now, Duration returnAfter) {
        Conversation next = conversation;
        for (String tag : removedTags) {
            next = next.without(tag);
        }
        for (String tag : addedTags) {
            next = next.taggedWith(tag);
        }
        if (priority != null) {
            next = next.prioritised(priority);
        }
        if (control != null) {
            next = next.controlledBy(control, now);
        }
        if (assigneeId != null || unassigns) {
            next = next.assignedTo(assigneeId);
        }
        if (status != null) {
            next = next.moved(status, now, returnAfter);
        }
        if (snoozedUntil != null) {
            next = next.snoozed(snoozedUntil);
        }
        if (isRead != null) {
            next = isRead ? next.readUpTo(next.lastSeq()) : next.unread();
        }
        return next;
    }

    boolean isNothing() {
        return !unassigns
                && addedTags.isEmpty()
                && removedTags.isEmpty()
                && Stream.of(status, assigneeId, priority, control, snoozedUntil, isRead)
                        .allMatch(Objects::isNull);
    }
}
