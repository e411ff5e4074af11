package ar.isac.crm.notification;

import ar.isac.crm.account.ChannelAccount;
import ar.isac.crm.account.ChannelAccounts;
import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.Conversations;
import ar.isac.crm.event.Events;
import ar.isac.crm.event.Events.News;
import ar.isac.crm.event.Rendered;
import ar.isac.crm.followup.FollowUp;
import ar.isac.crm.followup.FollowUps;
import ar.isac.crm.hub.EventLog.Numbered;
import ar.isac.crm.note.Note;
import ar.isac.crm.note.Notes;
import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Permissions;
import ar.isac.crm.security.Standing;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.SubscriptionMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Flux;

/**
 * The news of the log that somebody has to act on, for whom it concerns: the one it is given to, or everybody while it is
 * nobody's. Programs are told everything.
 */
@Controller
class NotificationController {

    private final Events events;
    private final Conversations conversations;
    private final FollowUps followUps;
    private final ChannelAccounts accounts;
    private final Notes notes;
    private final Standing standing;
    private final Clock clock;

    NotificationController(
            Events events,
            Conversations conversations,
            FollowUps followUps,
            ChannelAccounts accounts,
            Notes notes,
            Standing standing,
            Clock clock) {
        this.events = events;
        this.conversations = conversations;
        this.followUps = followUps;
        this.accounts = accounts;
        this.notes = notes;
        this.standing = standing;
        this.clock = clock;
    }

    /**
     * In the shape of the GraphQL type.
     *
     * @param receivers whom it is for; null for whoever it belongs to, or everybody while it is nobody's
     */
    record Notification(
            String cursor,
            Instant occurredAt,
            Type type,
            @Nullable Conversation conversation,
            @Nullable FollowUp followUp,
            @Nullable ChannelAccount channel,
            @Nullable Note note,
            @Nullable List<String> receivers)
            implements Rendered {

        @Override
        public OptionalLong number() {
            return OptionalLong.of(Long.parseLong(cursor));
        }

        enum Type {
            HANDED_OVER,
            FOLLOW_UP_DUE,
            MENTIONED,
            ASSIGNED,
            RETURNED,
            CHANNEL_PAUSED,
            CHANNEL_RESUMED,
            CHANNEL_ALERT,
            WEBHOOK_PAUSED,
            RESYNC_REQUIRED
        }

        private boolean concerns(Actor actor) {
            String me = actor.advisorId();
            if (me == null) {
                return true;
            }
            if (receivers != null) {
                return receivers.contains(me);
            }
            String owner = owner();
            return owner == null || owner.equals(me);
        }

        private @Nullable String owner() {
            return followUp != null && followUp.assigneeId() != null
                    ? followUp.assigneeId()
                    : conversation == null ? null : conversation.assigneeId();
        }
    }

    @SubscriptionMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    Flux<Notification> notifications(@Argument @Nullable String after) {
        Actor actor = standing.caller();
        return events.follow(Events.position(after))
                .takeWhile(news -> standing.readsConversations(actor))
                .concatMapIterable(news -> rendered(news).stream().toList())
                .filter(notification -> notification.concerns(actor));
    }

    private Optional<Notification> rendered(News news) {
        return switch (news) {
            case News.ResyncRequired(long cursor) ->
                Optional.of(new Notification(
                        Long.toString(cursor),
                        clock.instant(),
                        Notification.Type.RESYNC_REQUIRED,
                        null,
                        null,
                        null,
                        null,
                        null));
            case News.Occurred(Numbered numbered) ->
                switch (numbered.event().type()) {
                    case HANDED_OVER -> Optional.of(ofConversation(numbered, Notification.Type.HANDED_OVER, null));
                    case ASSIGNED ->
                        Optional.of(ofConversation(
                                numbered,
                                Notification.Type.ASSIGNED,
                                List.of(String.valueOf(numbered.event().subject()))));
                    case RETURNED -> Optional.of(ofConversation(numbered, Notification.Type.RETURNED, null));
                    case FOLLOW_UP_DUE ->
                        followUps
                                .find(String.valueOf(numbered.event().subject()))
                                .map(due -> rendered(numbered, Notification.Type.FOLLOW_UP_DUE, due, null, null));
                    case MENTIONED ->
                        notes.find(String.valueOf(numbered.event().subject()))
                                .map(note ->
                                        rendered(numbered, Notification.Type.MENTIONED, null, note, note.mentions()));
                    case CHANNEL_PAUSED -> channel(numbered, Notification.Type.CHANNEL_PAUSED);
                    case CHANNEL_RESUMED -> channel(numbered, Notification.Type.CHANNEL_RESUMED);
                    case CHANNEL_ALERT -> channel(numbered, Notification.Type.CHANNEL_ALERT);
                    case MESSAGE_ADDED, MESSAGE_CHANGED, CONVERSATION_CHANGED, DEAD_LETTER_CHANGED, FACT ->
                        Optional.empty();
                    case WEBHOOK_PAUSED ->
                        Optional.of(new Notification(
                                Long.toString(numbered.number()),
                                numbered.event().occurredAt(),
                                Notification.Type.WEBHOOK_PAUSED,
                                null,
                                null,
                                null,
                                null,
                                null));
                };
        };
    }

    private Optional<Notification> channel(Numbered numbered, Notification.Type type) {
        return accounts.find(String.valueOf(numbered.event().subject()))
                .map(account -> new Notification(
                        Long.toString(numbered.number()),
                        numbered.event().occurredAt(),
                        type,
                        null,
                        null,
                        account,
                        null,
                        null));
    }

    private Notification ofConversation(Numbered numbered, Notification.Type type, @Nullable List<String> receivers) {
        return rendered(numbered, type, null, null, receivers);
    }

    private Notification rendered(
            Numbered numbered,
            Notification.Type type,
            @Nullable FollowUp followUp,
            @Nullable Note note,
            @Nullable List<String> receivers) {
        return new Notification(
                Long.toString(numbered.number()),
                numbered.event().occurredAt(),
                type,
                conversations.find(numbered.event().conversationId()).orElse(null),
                followUp,
                null,
                note,
                receivers);
    }
}
