package ar.isac.crm.followup;

import ar.isac.crm.conversation.Author;
import ar.isac.crm.conversation.Control;
import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.ConversationHandedOver;
import ar.isac.crm.conversation.Conversations;
import ar.isac.crm.conversation.Draft;
import ar.isac.crm.conversation.Posting;
import ar.isac.crm.followup.FollowUp.Obstacle;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.message.ConversationEvent;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.MessageContent.TextContent;
import ar.isac.crm.pending.Outbox;
import ar.isac.crm.security.Actor;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What happens with follow-ups. Every step may be done again after a crash, and has its effect once. */
@Component
class FollowUpDesk {

    private final FollowUps followUps;
    private final Conversations conversations;
    private final Posting posting;
    private final Outbox outbox;
    private final Obstacles obstacles;
    private final FollowUpTexts texts;
    private final Clock clock;

    FollowUpDesk(
            FollowUps followUps,
            Conversations conversations,
            Posting posting,
            Outbox outbox,
            Obstacles obstacles,
            FollowUpTexts texts,
            Clock clock) {
        this.followUps = followUps;
        this.conversations = conversations;
        this.posting = posting;
        this.outbox = outbox;
        this.obstacles = obstacles;
        this.texts = texts;
        this.clock = clock;
    }

    /**
     * Stores a follow-up and notes it in the thread; one whose id is stored already is left as it is.
     *
     * @throws NotFound when there is no such conversation
     */
    FollowUp schedule(FollowUp fresh) {
        if (conversations.find(fresh.conversationId()).isEmpty()) {
            throw new NotFound("Conversation");
        }
        FollowUp stored = followUps.store(fresh);
        posting.post(stored.conversationId(), List.of(note(stored, "scheduled", texts.scheduled(stored))));
        return stored;
    }

    /**
     * Somebody has been called into a conversation: a task to look at it, for whoever has it. The same call makes one task,
     * and notes nothing in the thread, which tells of the call itself.
     */
    @EventListener
    void on(ConversationHandedOver call) {
        followUps.store(new FollowUp(
                UUID.nameUUIDFromBytes(call.key().getBytes(StandardCharsets.UTF_8))
                        .toString(),
                null,
                call.conversationId(),
                FollowUp.Type.REMINDER,
                FollowUp.Origin.HAND_OVER,
                FollowUp.Status.SCHEDULED,
                call.dueAt(),
                texts.handedOver(call.why().reason()),
                null,
                null,
                null,
                null,
                clock.instant(),
                null));
    }

    /** The time has come: the message goes out where the platform lets it, else it is a person's turn. */
    void fallDue(String id) {
        FollowUp followUp = followUps.find(id).orElse(null);
        if (followUp == null || followUp.status() != FollowUp.Status.SCHEDULED) {
            return;
        }
        Conversation conversation =
                conversations.find(followUp.conversationId()).orElse(null);
        if (conversation == null) {
            // Its customer was erased meanwhile.
            followUps.update(id, current -> current.cancelled(clock.instant()));
            return;
        }
        List<MessageContent> contents = followUp.contents();
        if (isCaredFor(followUp, conversation)) {
            followUps.update(id, current -> current.completed(clock.instant()));
        } else if (contents.isEmpty()) {
            becomeTask(followUp, FollowUp::fallenDue);
        } else {
            Optional<Obstacle> obstacle = obstacles.of(followUp, conversation);
            obstacle.ifPresentOrElse(
                    by -> becomeTask(followUp, current -> current.hindered(by)), () -> send(followUp, contents));
        }
    }

    private void send(FollowUp followUp, List<MessageContent> contents) {
        List<Draft> drafts = new ArrayList<>();
        for (MessageContent content : contents) {
            String key = "followUp/" + followUp.id() + (drafts.isEmpty() ? "" : "/" + drafts.size());
            drafts.add(new Draft(key, Author.AUTOMATION, followUp.authorId(), content, null, null));
        }
        posting.post(followUp.conversationId(), drafts);
        followUps.update(followUp.id(), current -> current.sent(clock.instant()));
    }

    /** Whether the person who was called has come, or nobody has to any more. */
    private static boolean isCaredFor(FollowUp followUp, Conversation conversation) {
        return followUp.origin() == FollowUp.Origin.HAND_OVER && conversation.control() != Control.WAITING;
    }

    private void becomeTask(FollowUp followUp, UnaryOperator<FollowUp> verb) {
        outbox.announcing(List.of(due(followUp)), () -> followUps.update(followUp.id(), verb));
    }

    FollowUp complete(String id, Actor actor) {
        FollowUp done = change(id, "completed", current -> current.completed(clock.instant()));
        noteEnd(done, FollowUp.Status.COMPLETED, actor, texts.completed(actor.name(), done));
        return done;
    }

    FollowUp cancel(String id, Actor actor) {
        FollowUp ended = change(id, "cancelled", current -> current.cancelled(clock.instant()));
        noteEnd(ended, FollowUp.Status.CANCELLED, actor, texts.cancelled(actor.name(), ended));
        return ended;
    }

    /** What had come to another end before stays as it was, and is not said to be otherwise. */
    private void noteEnd(FollowUp followUp, FollowUp.Status wanted, Actor actor, String text) {
        if (followUp.status() == wanted) {
            posting.note(
                    followUp.conversationId(),
                    "followUp/" + followUp.id() + "/" + wanted.name().toLowerCase(Locale.ROOT),
                    actor.advisorId(),
                    text);
        }
    }

    private FollowUp change(String id, String verb, UnaryOperator<FollowUp> change) {
        FollowUp before = followUps.find(id).orElseThrow(() -> new NotFound("FollowUp"));
        if (change.apply(before).equals(before)) {
            return before;
        }
        return outbox.announcing(
                List.of(event(before, verb, ConversationEvent.Type.CONVERSATION_CHANGED)),
                () -> followUps.update(id, change));
    }

    private Draft note(FollowUp followUp, String what, String text) {
        return new Draft(
                "followUp/" + followUp.id() + "/" + what,
                Author.SYSTEM,
                followUp.authorId(),
                new TextContent(text),
                null,
                null);
    }

    private Publication due(FollowUp followUp) {
        return event(followUp, "due", ConversationEvent.Type.FOLLOW_UP_DUE);
    }

    private Publication event(FollowUp followUp, String what, ConversationEvent.Type type) {
        return Publication.of(new ConversationEvent(
                "followUp/" + followUp.id() + "/" + what,
                type,
                followUp.conversationId(),
                null,
                followUp.id(),
                clock.instant()));
    }
}
