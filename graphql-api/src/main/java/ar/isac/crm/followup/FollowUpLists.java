package ar.isac.crm.followup;

import ar.isac.crm.graphql.IllegalCursor;
import ar.isac.crm.graphql.Page;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Pages of follow-ups. The cursor is the sort key and the id: what is inserted or done meanwhile shifts nothing. */
@Component
class FollowUpLists {

    private static final Comparator<FollowUp> SOONEST_FIRST =
            Comparator.comparing(FollowUp::dueAt).thenComparing(FollowUp::id);

    private final FollowUps followUps;

    FollowUpLists(FollowUps followUps) {
        this.followUps = followUps;
    }

    /** What a follow-up must be; null admits everything. */
    record Condition(
            @Nullable String assigneeId,
            FollowUp.@Nullable Type type,
            FollowUp.@Nullable Status status,
            @Nullable Instant dueBefore) {

        static final Condition NONE = new Condition(null, null, null, null);

        boolean admits(FollowUp followUp) {
            return (assigneeId == null || assigneeId.equals(followUp.assigneeId()))
                    && (type == null || type == followUp.type())
                    && (status == null || status == followUp.status())
                    && (dueBefore == null || followUp.dueAt().isBefore(dueBefore));
        }
    }

    /** Where a follow-up stands in a list. */
    private record Place(Instant dueAt, String id) {

        static String cursor(FollowUp followUp) {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((followUp.dueAt() + " " + followUp.id()).getBytes(StandardCharsets.UTF_8));
        }

        static Place parse(String cursor) {
            try {
                String[] parts =
                        new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(" ", 2);
                return new Place(Instant.parse(parts[0]), parts[1]);
            } catch (RuntimeException e) {
                throw new IllegalCursor(cursor, e);
            }
        }

        boolean isBefore(FollowUp followUp) {
            int byTime = dueAt.compareTo(followUp.dueAt());
            return byTime < 0 || (byTime == 0 && id.compareTo(followUp.id()) < 0);
        }
    }

    /** What is still to be done in the whole shop, the soonest first. */
    Page<FollowUp> open(Condition condition, int size, @Nullable String after) {
        return page(followUps.open().stream().filter(condition::admits), size, after);
    }

    /** Everything that was ever planned in a conversation. */
    record OfConversation(List<FollowUp> followUps) {}

    /** The same of many conversations at the cost of one. */
    Map<String, OfConversation> ofConversations(Collection<String> conversationIds) {
        Map<String, List<String>> ids = followUps.idsOf(conversationIds);
        List<String> all =
                ids.values().stream().flatMap(List::stream).distinct().toList();
        Map<String, FollowUp> found = new HashMap<>();
        if (!all.isEmpty()) {
            followUps.find(all).forEach(followUp -> found.put(followUp.id(), followUp));
        }
        Map<String, OfConversation> lists = new HashMap<>();
        conversationIds.forEach(id -> lists.put(
                id,
                new OfConversation(ids.getOrDefault(id, List.of()).stream()
                        .map(found::get)
                        .flatMap(Stream::ofNullable)
                        .toList())));
        return lists;
    }

    /** A page of what was planned in a conversation, by its time. */
    static Page<FollowUp> page(OfConversation all, int size, @Nullable String after) {
        return page(all.followUps().stream(), size, after);
    }

    /** The messages that wait for their time in a conversation, the soonest first. */
    static List<FollowUp> waitingMessages(OfConversation all) {
        return all.followUps().stream()
                .filter(followUp -> followUp.status() == FollowUp.Status.SCHEDULED
                        && !followUp.contents().isEmpty())
                .sorted(SOONEST_FIRST)
                .toList();
    }

    private static Page<FollowUp> page(Stream<FollowUp> all, int size, @Nullable String after) {
        Place start = after == null ? null : Place.parse(after);
        List<FollowUp> found = all.filter(followUp -> start == null || start.isBefore(followUp))
                .sorted(SOONEST_FIRST)
                .limit(size + 1L)
                .toList();
        return Page.of(found.stream().limit(size).toList(), Place::cursor, start != null, found.size() > size);
    }
}
