package ar.isac.crm.conversation;

import ar.isac.crm.account.Backlog;
import ar.isac.crm.account.ChannelAccounts;
import ar.isac.crm.account.ChannelMended;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.pending.Alarm;
import ar.isac.crm.pending.AlarmHandler;
import ar.isac.crm.pending.Alarms;
import ar.isac.crm.pending.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * The lanes that stand still because their account cannot send. Each is noted once and looks no more by itself, however long
 * it takes: whoever mends the account wakes them all. An alarm looks as well, for what a crash or another node forgets.
 */
@Component
class WaitingLanes implements AlarmHandler, Backlog {

    private static final String KIND = "waitingLanes";
    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final int PIECE = 200;

    private final MongoTemplate database;
    private final Conversations conversations;
    private final ChannelAccounts accounts;
    private final Alarms alarms;
    private final Outbox outbox;
    private final Clock clock;

    /** Lanes of this node that will look again by themselves, with their account: a limit, or a try that failed. */
    private final ConcurrentMap<String, String> delayed = new ConcurrentHashMap<>();

    WaitingLanes(
            MongoTemplate database,
            Conversations conversations,
            ChannelAccounts accounts,
            Alarms alarms,
            Outbox outbox,
            Clock clock) {
        this.database = database;
        this.conversations = conversations;
        this.accounts = accounts;
        this.alarms = alarms;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** @param id the conversation's */
    @Document("waitingLanes")
    record Waiting(@Id String id, String accountId) {}

    /** Notes a lane. Whoever calls looks at the account once more afterwards: it may have been mended just before. */
    void note(String conversationId, String accountId) {
        database.save(new Waiting(conversationId, accountId));
        alarms.setUnlessSet(KIND, accountId, clock.instant().plus(LOOK));
    }

    void delayed(String conversationId, String accountId) {
        delayed.put(conversationId, accountId);
    }

    void proceeds(String conversationId) {
        delayed.remove(conversationId);
    }

    @EventListener
    void on(ChannelMended mended) {
        wake(mended.accountId());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public @Nullable Instant ring(Alarm alarm) {
        String accountId = alarm.subject();
        if (!canSend(accountId)) {
            return clock.instant().plus(LOOK);
        }
        // Once more, for those that were noted while this alarm rang.
        return wake(accountId) ? clock.instant().plus(LOOK) : null;
    }

    private boolean canSend(String accountId) {
        return accounts.find(accountId)
                .filter(account -> !account.isPaused())
                .flatMap(accounts::connection)
                .isPresent();
    }

    /** Wakes every lane of the account; returns whether there was any. */
    private boolean wake(String accountId) {
        List<String> ids = database.findAll(Waiting.class).stream()
                .filter(waiting -> waiting.accountId().equals(accountId))
                .map(Waiting::id)
                .toList();
        for (int from = 0; from < ids.size(); from += PIECE) {
            List<String> piece = ids.subList(from, Math.min(ids.size(), from + PIECE));
            List<Publication> nudges =
                    piece.stream().map(IncomingUpdates::nudge).toList();
            outbox.announcing(
                    nudges,
                    () -> database.remove(Query.query(Criteria.where("_id").in(piece)), Waiting.class));
        }
        return !ids.isEmpty();
    }

    @Override
    public Map<String, Integer> waiting() {
        Set<String> ids = new HashSet<>(delayed.keySet());
        database.findAll(Waiting.class).forEach(waiting -> ids.add(waiting.id()));
        Map<String, Integer> depth = new HashMap<>();
        if (!ids.isEmpty()) {
            conversations
                    .find(ids)
                    .forEach(conversation -> depth.merge(
                            conversation.accountId(), conversation.lane().open().size(), Integer::sum));
        }
        return depth;
    }
}
