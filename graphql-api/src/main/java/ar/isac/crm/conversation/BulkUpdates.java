package ar.isac.crm.conversation;

import ar.isac.crm.conversation.AdvisorDesk.Changed;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.graphql.UserError.Code;
import ar.isac.crm.idempotency.IdempotencyKeys;
import ar.isac.crm.idempotency.IdempotencyKeys.Outcome;
import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Advisors;
import ar.isac.crm.tag.Tags;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The same for many conversations, each by itself: what is in the way of one holds up no other. Each is one guarded update, and
 * doing it again changes nothing, so a request that comes again after a crash finishes what was left.
 */
@Component
class BulkUpdates {

    static final int MOST = 200;

    private static final Logger log = LoggerFactory.getLogger(BulkUpdates.class);

    /** So many at a time: the rest of the team works too. */
    private static final int AT_ONCE = 8;

    private final Conversations conversations;
    private final AdvisorDesk desk;
    private final Sending sending;
    private final Sight sight;
    private final Tags tags;
    private final Advisors advisors;
    private final AnsweringSettings settings;
    private final IdempotencyKeys keys;
    private final Clock clock;
    private final Map<String, Progress> underWay = new ConcurrentHashMap<>();

    BulkUpdates(
            Conversations conversations,
            AdvisorDesk desk,
            Sending sending,
            Sight sight,
            Tags tags,
            Advisors advisors,
            AnsweringSettings settings,
            IdempotencyKeys keys,
            Clock clock) {
        this.conversations = conversations;
        this.desk = desk;
        this.sending = sending;
        this.sight = sight;
        this.tags = tags;
        this.advisors = advisors;
        this.settings = settings;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * What came of one conversation.
     *
     * @param previous how it was cared for before; null when nothing was changed
     */
    record Item(String conversationId, @Nullable Handling previous, List<UserError> errors) {

        boolean isDone() {
            return errors.isEmpty();
        }
    }

    /** What is kept of it, for whoever asks again. */
    record Items(List<Item> items) {}

    /** How far it has come. */
    record Progress(int total, AtomicInteger done) {}

    /**
     * Does it once for the key.
     *
     * @param message sent to each customer; null for none
     */
    Result<List<Item>> update(
            Actor actor, List<String> ids, BulkChange change, @Nullable String message, String key, Object input) {
        Optional<UserError> problem = problem(ids, change, message);
        if (problem.isPresent()) {
            return Result.refused(problem.get());
        }
        Outcome<Items> outcome = keys.once(
                actor.id(),
                "bulkUpdateConversations",
                key,
                input,
                Items.class,
                () -> new Items(each(actor, ids.stream().distinct().toList(), change, message, key)));
        return switch (outcome) {
            case Outcome.Done<Items>(Items done) -> Result.done(done.items());
            case Outcome.Refused<Items>(UserError error) -> Result.refused(error);
        };
    }

    private Optional<UserError> problem(List<String> ids, BulkChange change, @Nullable String message) {
        if (ids.isEmpty()) {
            return Optional.of(UserError.at("ids", Code.REQUIRED, "Elegí al menos una conversación."));
        }
        if (ids.size() > MOST) {
            return Optional.of(UserError.at("ids", Code.TOO_LONG, "Se cambian hasta 200 conversaciones por vez."));
        }
        if (change.isNothing() && message == null) {
            return Optional.of(UserError.at("set", Code.REQUIRED, "Elegí qué cambiar."));
        }
        if (change.snoozedUntil() != null && !change.snoozedUntil().isAfter(clock.instant())) {
            return Optional.of(UserError.at("snoozeUntil", Code.INVALID, "Esa fecha ya pasó: elegí una que venga."));
        }
        if (message != null) {
            Optional<UserError> illegal = SendMessageRules.edited(message);
            if (illegal.isPresent()) {
                return Optional.of(UserError.at(
                        "message", illegal.get().code(), illegal.get().message()));
            }
        }
        if (change.assigneeId() != null && advisors.find(change.assigneeId()).isEmpty()) {
            throw new NotFound("Advisor");
        }
        if (tags.find(change.addedTags()).size() < new HashSet<>(change.addedTags()).size()) {
            throw new NotFound(Tags.TYPE);
        }
        return Optional.empty();
    }

    private List<Item> each(Actor actor, List<String> ids, BulkChange change, @Nullable String message, String key) {
        Progress progress = new Progress(ids.size(), new AtomicInteger());
        underWay.put(actor.id() + "/" + key, progress);
        Semaphore places = new Semaphore(AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Item>> items = new ArrayList<>();
            for (String id : ids) {
                items.add(threads.submit(() -> {
                    places.acquire();
                    try {
                        return one(actor, id, change, message, key);
                    } finally {
                        places.release();
                        progress.done().incrementAndGet();
                    }
                }));
            }
            List<Item> done = new ArrayList<>();
            for (int n = 0; n < ids.size(); n++) {
                done.add(outcome(ids.get(n), items.get(n)));
            }
            return done;
        } finally {
            underWay.remove(actor.id() + "/" + key);
        }
    }

    private static Item outcome(String id, Future<Item> item) {
        try {
            return item.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException failure) {
            log.warn("A conversation could not be changed among others", failure.getCause());
            return refused(id, "set", Code.UNAVAILABLE, "No se pudo cambiar: probá de nuevo con esta.");
        }
    }

    private Item one(Actor actor, String id, BulkChange change, @Nullable String message, String key) {
        Conversation conversation = conversations.find(id).orElse(null);
        if (conversation == null || !sight.sees(actor, conversation)) {
            return refused(id, "ids", Code.INVALID, "Esta conversación no está o no la podés ver.");
        }
        if (change.to(conversation, clock.instant(), settings.returnAfter())
                        .tags()
                        .size()
                > AdvisorDesk.MOST_TAGS) {
            return refused(
                    id,
                    "addTags",
                    Code.TOO_LONG,
                    "Una conversación puede tener hasta %d etiquetas.".formatted(AdvisorDesk.MOST_TAGS));
        }
        if (message != null) {
            Result<Message> sent = sending.typed(actor, id, message, List.of(), null, key + "/" + id, null);
            if (!sent.errors().isEmpty()) {
                return new Item(
                        id,
                        null,
                        sent.errors().stream()
                                .map(error -> UserError.at("message", error.code(), error.message()))
                                .toList());
            }
        }
        Changed changed = desk.changeTogether(
                actor,
                id,
                current -> change.to(current, clock.instant(), settings.returnAfter()),
                change.snoozedUntil(),
                Boolean.TRUE.equals(change.isRead()));
        return new Item(id, changed.previous(), List.of());
    }

    private static Item refused(String id, String field, Code code, String message) {
        return new Item(id, null, List.of(UserError.at(field, code, message)));
    }

    /** How far what somebody does on this node with this key has come; empty when it is not under way here. */
    Optional<Progress> progress(Actor actor, String key) {
        return Optional.ofNullable(underWay.get(actor.id() + "/" + key));
    }
}
