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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
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
     * What is to be done.
     *
     * @param ids of the conversations
     * @param message sent to each customer; null for none
     * @param isAllOrNothing whether something in the way of one stops the others
     */
    record Wanted(
            List<String> ids, BulkChange change, @Nullable String message, boolean isAllOrNothing) {}

    /** One of them and its place among the ids. */
    private record Place(String id, int index) {}

    /** Does it once for the key. */
    Result<List<Item>> update(Actor actor, Wanted wanted, String key, Object input) {
        Optional<UserError> problem = problem(wanted.ids(), wanted.change(), wanted.message());
        if (problem.isPresent()) {
            return Result.refused(problem.get());
        }
        Outcome<Items> outcome = keys.once(
                actor.id(),
                "bulkUpdateConversations",
                key,
                input,
                Items.class,
                () -> new Items(wanted.isAllOrNothing() ? allOrNothing(actor, wanted, key) : each(actor, wanted, key)));
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

    /** Looks at all of them first; what comes in the way after that is told like any other. */
    private List<Item> allOrNothing(Actor actor, Wanted wanted, String key) {
        Map<String, Conversation> found = conversations.find(wanted.ids()).stream()
                .collect(Collectors.toMap(Conversation::id, Function.identity()));
        List<Item> looked = places(wanted).stream()
                .map(place -> new Item(place.id(), null, inTheWay(actor, place, found.get(place.id()), wanted)))
                .toList();
        return looked.stream().allMatch(Item::isDone)
                ? each(actor, wanted, key)
                : looked.stream()
                        .map(item -> item.isDone() ? notAlone(item.conversationId()) : item)
                        .toList();
    }

    private static Item notAlone(String id) {
        return new Item(
                id,
                null,
                List.of(UserError.at("errorPolicy", Code.NOT_ALLOWED, "No se cambió: algo impedía cambiar otra.")));
    }

    private static List<Place> places(Wanted wanted) {
        List<Place> places = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int n = 0; n < wanted.ids().size(); n++) {
            if (seen.add(wanted.ids().get(n))) {
                places.add(new Place(wanted.ids().get(n), n));
            }
        }
        return places;
    }

    private List<Item> each(Actor actor, Wanted wanted, String key) {
        List<Place> places = places(wanted);
        Progress progress = new Progress(places.size(), new AtomicInteger());
        underWay.put(actor.id() + "/" + key, progress);
        Semaphore turns = new Semaphore(AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Item>> items = new ArrayList<>();
            for (Place place : places) {
                items.add(threads.submit(() -> {
                    turns.acquire();
                    try {
                        return one(actor, place, wanted, key);
                    } finally {
                        turns.release();
                        progress.done().incrementAndGet();
                    }
                }));
            }
            List<Item> done = new ArrayList<>();
            for (int n = 0; n < places.size(); n++) {
                done.add(outcome(places.get(n), items.get(n)));
            }
            return done;
        } finally {
            underWay.remove(actor.id() + "/" + key);
        }
    }

    private static Item outcome(Place place, Future<Item> item) {
        try {
            return item.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException failure) {
            log.warn("A conversation could not be changed among others", failure.getCause());
            return new Item(
                    place.id(),
                    null,
                    List.of(UserError.at("set", Code.UNAVAILABLE, "No se pudo cambiar: probá de nuevo con esta.")));
        }
    }

    private Item one(Actor actor, Place place, Wanted wanted, String key) {
        String id = place.id();
        List<UserError> errors = inTheWay(actor, place, conversations.find(id).orElse(null), wanted);
        if (!errors.isEmpty()) {
            return new Item(id, null, errors);
        }
        if (wanted.message() != null) {
            Result<Message> sent =
                    sending.typed(actor, id, wanted.message(), List.of(), List.of(), null, key + "/" + id, null);
            if (!sent.errors().isEmpty()) {
                return new Item(id, null, ofMessage(sent.errors()));
            }
        }
        BulkChange change = wanted.change();
        Changed changed = desk.changeTogether(
                actor,
                id,
                current -> change.to(current, clock.instant(), settings.returnAfter()),
                change.snoozedUntil(),
                Boolean.TRUE.equals(change.isRead()));
        return new Item(id, changed.previous(), List.of());
    }

    private List<UserError> inTheWay(Actor actor, Place place, @Nullable Conversation conversation, Wanted wanted) {
        if (conversation == null || !sight.sees(actor, conversation)) {
            return List.of(new UserError(
                    List.of("ids", Integer.toString(place.index())),
                    Code.INVALID,
                    "Esta conversación no está o no la podés ver."));
        }
        Conversation next = wanted.change().to(conversation, clock.instant(), settings.returnAfter());
        if (next.tags().size() > AdvisorDesk.MOST_TAGS) {
            return List.of(UserError.at(
                    "addTags",
                    Code.TOO_LONG,
                    "Una conversación puede tener hasta %d etiquetas.".formatted(AdvisorDesk.MOST_TAGS)));
        }
        return wanted.message() == null || !wanted.isAllOrNothing()
                ? List.of()
                : ofMessage(sending.inTheWayOf(conversation, wanted.message()));
    }

    private static List<UserError> ofMessage(List<UserError> errors) {
        return errors.stream()
                .map(error -> UserError.at("message", error.code(), error.message()))
                .toList();
    }

    /** How far what somebody does on this node with this key has come; empty when it is not under way here. */
    Optional<Progress> progress(Actor actor, String key) {
        return Optional.ofNullable(underWay.get(actor.id() + "/" + key));
    }
}
