package ar.isac.crm.conversation;

import ar.isac.crm.event.Events;
import ar.isac.crm.event.Events.News;
import ar.isac.crm.event.PassingEvents;
import ar.isac.crm.event.Rendered;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.hub.EventLog;
import ar.isac.crm.message.ConversationEvent;
import ar.isac.crm.message.PassingEvent;
import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Permissions;
import ar.isac.crm.security.Standing;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.SubscriptionMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Flux;

/**
 * What happens in conversations, to whom it concerns: the log of events, in order, and what passes, in between. Only the log
 * moves the cursor on, so whoever resumes misses nothing and hears nothing twice.
 */
@Controller
class EventController {

    private final Events events;
    private final PassingEvents passing;
    private final Conversations conversations;
    private final SharedReadings readings;
    private final Standing standing;
    private final Sight sight;
    private final Clock clock;

    EventController(
            Events events,
            PassingEvents passing,
            Conversations conversations,
            SharedReadings readings,
            Standing standing,
            Sight sight,
            Clock clock) {
        this.events = events;
        this.passing = passing;
        this.conversations = conversations;
        this.readings = readings;
        this.standing = standing;
        this.sight = sight;
        this.clock = clock;
    }

    /** In the shape of the GraphQL type, which adds to the log's own kinds the demand to read anew. */
    record RenderedEvent(
            String cursor,
            Instant occurredAt,
            Type type,
            @Nullable Conversation conversation,
            @Nullable Message message)
            implements Rendered {

        @Override
        public OptionalLong number() {
            return switch (type) {
                case ACTIVITY_CHANGED, DRAFT_CHANGED -> OptionalLong.empty();
                case MESSAGE_ADDED, MESSAGE_CHANGED, CONVERSATION_CHANGED, RESYNC_REQUIRED ->
                    OptionalLong.of(Long.parseLong(cursor));
            };
        }

        enum Type {
            MESSAGE_ADDED,
            MESSAGE_CHANGED,
            CONVERSATION_CHANGED,
            ACTIVITY_CHANGED,
            DRAFT_CHANGED,
            RESYNC_REQUIRED
        }
    }

    /** What a subscriber hears of. */
    private sealed interface Heard {

        record Logged(News news) implements Heard {}

        record Passed(PassingEvent event) implements Heard {}
    }

    @SubscriptionMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    Flux<RenderedEvent> inboxEvents(@Argument @Nullable String after) {
        return follow(after, null);
    }

    @SubscriptionMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    Flux<RenderedEvent> conversationEvents(@Argument String conversationId, @Argument @Nullable String after) {
        String id = GlobalId.raw("Conversation", conversationId);
        if (conversations.find(id).isEmpty()) {
            throw new NotFound("Conversation");
        }
        return follow(after, id);
    }

    /**
     * Permission is asked for with every event: a socket may be older than its owner's leave.
     *
     * @param only of this conversation; null for all
     */
    private Flux<RenderedEvent> follow(@Nullable String after, @Nullable String only) {
        Actor actor = standing.caller();
        Optional<Long> from = Events.position(after);
        return Flux.defer(() -> {
            long start = from.orElseGet(events::last);
            Subscriber subscriber = new Subscriber(actor, only, start);
            Flux<Heard> logged = events.follow(Optional.of(start)).map(Heard.Logged::new);
            Flux<Heard> passed = passing.follow()
                    .filter(event -> event.kind() != PassingEvent.Kind.SHOWN_WRITING)
                    .map(Heard.Passed::new);
            return Flux.merge(passed, logged)
                    .takeWhile(heard -> standing.readsConversations(actor))
                    .concatMapIterable(heard -> subscriber.hear(heard).stream().toList());
        });
    }

    /** Renders what one subscriber hears, one after another. */
    private final class Subscriber {

        private final Actor actor;
        private final @Nullable String only;
        private long position;

        Subscriber(Actor actor, @Nullable String only, long start) {
            this.actor = actor;
            this.only = only;
            this.position = start;
        }

        Optional<RenderedEvent> hear(Heard heard) {
            return switch (heard) {
                case Heard.Logged(News.ResyncRequired(long cursor)) -> {
                    position = cursor;
                    yield Optional.of(rendered(RenderedEvent.Type.RESYNC_REQUIRED, clock.instant(), null, null));
                }
                case Heard.Logged(News.Occurred(EventLog.Numbered(long number, ConversationEvent event))) -> {
                    position = number;
                    yield isForThem(event.conversationId()) && event.type().isOfConversations()
                            ? logged(number, event)
                            : Optional.empty();
                }
                case Heard.Passed(PassingEvent event) ->
                    isForThem(event.conversationId()) ? passed(event) : Optional.empty();
            };
        }

        private boolean isForThem(String conversationId) {
            return only == null || only.equals(conversationId);
        }

        /** Who may not see everything is shown what is true now: it may have been somebody else's a moment ago. */
        private Optional<RenderedEvent> logged(long number, ConversationEvent event) {
            SharedReadings.Reading reading = sight.isLimited(actor)
                    ? readings.ofNow(event.conversationId(), event.seq())
                    : readings.of(number, event.conversationId(), event.seq());
            return seen(
                    reading,
                    conversation -> rendered(
                            type(event.type()),
                            event.occurredAt(),
                            conversation,
                            reading.message().orElse(null)));
        }

        private Optional<RenderedEvent> passed(PassingEvent event) {
            SharedReadings.Reading reading = sight.isLimited(actor)
                    ? readings.ofNow(event.conversationId(), null)
                    : readings.ofMoment(event.toString(), event.conversationId());
            return seen(reading, conversation -> rendered(type(event.kind()), event.at(), conversation, null));
        }

        private Optional<RenderedEvent> seen(
                SharedReadings.Reading reading, Function<@Nullable Conversation, RenderedEvent> rendering) {
            Conversation conversation = reading.conversation().orElse(null);
            return conversation == null || sight.sees(actor, conversation)
                    ? Optional.of(rendering.apply(conversation))
                    : Optional.empty();
        }

        private RenderedEvent rendered(
                RenderedEvent.Type type, Instant at, @Nullable Conversation conversation, @Nullable Message message) {
            return new RenderedEvent(Long.toString(position), at, type, conversation, message);
        }
    }

    private static RenderedEvent.Type type(ConversationEvent.Type type) {
        return switch (type) {
            case MESSAGE_ADDED -> RenderedEvent.Type.MESSAGE_ADDED;
            case MESSAGE_CHANGED -> RenderedEvent.Type.MESSAGE_CHANGED;
            case CONVERSATION_CHANGED,
                    HANDED_OVER,
                    FOLLOW_UP_DUE,
                    MENTIONED,
                    ASSIGNED,
                    RETURNED,
                    DEAD_LETTER_CHANGED,
                    CHANNEL_PAUSED,
                    CHANNEL_RESUMED,
                    CHANNEL_ALERT,
                    FACT,
                    WEBHOOK_PAUSED -> RenderedEvent.Type.CONVERSATION_CHANGED;
        };
    }

    private static RenderedEvent.Type type(PassingEvent.Kind kind) {
        return switch (kind) {
            case VIEWING, TYPING, GONE, SHOWN_WRITING -> RenderedEvent.Type.ACTIVITY_CHANGED;
            case DRAFTED -> RenderedEvent.Type.DRAFT_CHANGED;
        };
    }
}
