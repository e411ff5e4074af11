package ar.isac.crm.conversation;

import ar.isac.crm.event.Events;
import ar.isac.crm.event.Events.News;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Permissions;
import ar.isac.crm.security.Standing;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.SubscriptionMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Flux;

@Controller
class EventController {

    private final Events events;
    private final Conversations conversations;
    private final Messages messages;
    private final Standing standing;
    private final Sight sight;
    private final Clock clock;

    EventController(
            Events events,
            Conversations conversations,
            Messages messages,
            Standing standing,
            Sight sight,
            Clock clock) {
        this.sight = sight;
        this.events = events;
        this.conversations = conversations;
        this.messages = messages;
        this.standing = standing;
        this.clock = clock;
    }

    /** In the shape of the GraphQL type, which adds to the log's own kinds the demand to read anew. */
    record RenderedEvent(
            String cursor,
            Instant occurredAt,
            Type type,
            @Nullable Conversation conversation,
            @Nullable Message message) {

        enum Type {
            MESSAGE_ADDED,
            MESSAGE_CHANGED,
            CONVERSATION_CHANGED,
            RESYNC_REQUIRED
        }
    }

    @SubscriptionMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    Flux<RenderedEvent> inboxEvents(@Argument @Nullable String after) {
        return follow(after).map(this::render);
    }

    @SubscriptionMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    Flux<RenderedEvent> conversationEvents(@Argument String conversationId, @Argument @Nullable String after) {
        String id = GlobalId.raw("Conversation", conversationId);
        if (conversations.find(id).isEmpty()) {
            throw new NotFound("Conversation");
        }
        return follow(after).filter(news -> concerns(news, id)).map(this::render);
    }

    /** Permission is asked for with every event: a socket may be older than its owner's leave. */
    private Flux<News> follow(@Nullable String after) {
        Actor actor = standing.caller();
        return events.follow(Events.position(after))
                .takeWhile(news -> standing.readsConversations(actor))
                .filter(EventController::isOfConversations)
                .filter(news -> sees(actor, news));
    }

    private boolean sees(Actor actor, News news) {
        return switch (news) {
            case News.Occurred(var event) -> sight.sees(actor, event.event().conversationId());
            case News.ResyncRequired ignored -> true;
        };
    }

    private static boolean isOfConversations(News news) {
        return switch (news) {
            case News.Occurred(var event) -> event.event().type().isOfConversations();
            case News.ResyncRequired ignored -> true;
        };
    }

    private static boolean concerns(News news, String conversationId) {
        return switch (news) {
            case News.Occurred(var event) -> event.event().conversationId().equals(conversationId);
            case News.ResyncRequired ignored -> true;
        };
    }

    private RenderedEvent render(News news) {
        return switch (news) {
            case News.ResyncRequired(long cursor) ->
                new RenderedEvent(
                        Long.toString(cursor), clock.instant(), RenderedEvent.Type.RESYNC_REQUIRED, null, null);
            case News.Occurred(var numbered) -> {
                var event = numbered.event();
                Long seq = event.seq();
                yield new RenderedEvent(
                        Long.toString(numbered.number()),
                        event.occurredAt(),
                        switch (event.type()) {
                            case MESSAGE_ADDED -> RenderedEvent.Type.MESSAGE_ADDED;
                            case MESSAGE_CHANGED -> RenderedEvent.Type.MESSAGE_CHANGED;
                            case CONVERSATION_CHANGED,
                                    HANDED_OVER,
                                    FOLLOW_UP_DUE,
                                    MENTIONED,
                                    DEAD_LETTER_CHANGED,
                                    CHANNEL_PAUSED,
                                    CHANNEL_RESUMED,
                                    CHANNEL_ALERT -> RenderedEvent.Type.CONVERSATION_CHANGED;
                        },
                        conversations.find(event.conversationId()).orElse(null),
                        seq == null
                                ? null
                                : messages.find(Message.id(event.conversationId(), seq))
                                        .orElse(null));
            }
        };
    }
}
