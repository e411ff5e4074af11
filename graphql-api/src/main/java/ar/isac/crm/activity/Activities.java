package ar.isac.crm.activity;

import ar.isac.crm.activity.ConversationActivity.Kind;
import ar.isac.crm.event.PassingEvents;
import ar.isac.crm.message.PassingEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * What advisors do in conversations now, in the memory of every node. A node that starts knows nothing and learns it within
 * the time in which clients say it again.
 */
@Component
class Activities implements PassingEvents.Listener {

    /** Whoever does not say it again for so long has gone without a word. */
    static final Duration LEASE = Duration.ofSeconds(30);

    private final PassingEvents passing;
    private final Clock clock;
    private final Map<String, Map<String, ConversationActivity>> byConversation = new ConcurrentHashMap<>();

    Activities(PassingEvents passing, Clock clock) {
        this.passing = passing;
        this.clock = clock;
    }

    /** Notes what an advisor does, and tells the others where it is something else than before. */
    void report(String conversationId, String advisorId, PassingEvent.Kind what) {
        passing.tell(new PassingEvent(what, conversationId, advisorId, clock.instant()));
    }

    /** Who does what in a conversation now, whoever came first first. */
    List<ConversationActivity> of(String conversationId) {
        Instant now = clock.instant();
        return byConversation.getOrDefault(conversationId, Map.of()).values().stream()
                .filter(activity -> now.isBefore(activity.expiresAt()))
                .sorted(Comparator.comparing(ConversationActivity::since)
                        .thenComparing(ConversationActivity::advisorId))
                .toList();
    }

    @Override
    public boolean heard(PassingEvent event) {
        return switch (event.kind()) {
            case VIEWING -> isNews(event, Kind.VIEWING);
            case TYPING -> isNews(event, Kind.TYPING);
            case GONE -> isNews(event, null);
            case DRAFTED, SHOWN_WRITING -> true;
        };
    }

    private boolean isNews(PassingEvent event, @Nullable Kind next) {
        Map<String, @Nullable Kind> before = new HashMap<>();
        byConversation.compute(event.conversationId(), (id, known) -> {
            Map<String, ConversationActivity> all = new HashMap<>(known == null ? Map.of() : known);
            ConversationActivity earlier = all.remove(event.advisorId());
            before.put(id, earlier == null ? null : earlier.activity());
            if (next != null) {
                Instant since = earlier != null && earlier.activity() == next ? earlier.since() : event.at();
                all.put(
                        event.advisorId(),
                        new ConversationActivity(
                                event.advisorId(), next, since, event.at().plus(LEASE)));
            }
            return all.isEmpty() ? null : Map.copyOf(all);
        });
        return before.get(event.conversationId()) != next;
    }

    /** Forgets those who have gone without a word; every node does so for itself. */
    @Scheduled(fixedDelay = 2_000)
    void forget() {
        Instant now = clock.instant();
        byConversation.forEach((conversationId, activities) -> activities.values().stream()
                .filter(activity -> !now.isBefore(activity.expiresAt()))
                .forEach(activity -> passing.offer(
                        new PassingEvent(PassingEvent.Kind.GONE, conversationId, activity.advisorId(), now))));
    }
}
