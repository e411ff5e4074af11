package ar.isac.crm.conversation;

import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.pending.Outbox;
import ar.isac.crm.security.Advisors;
import ar.isac.crm.tag.Tags;
import ar.isac.crm.message.ConversationEvent;
import ar.isac.crm.message.Fact;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What advisors do with conversations. Every act is announced, also when this process dies in the middle of it. */
@Component
class AdvisorDesk {

    private static final int MOST_TAGS = 20;

    private final Conversations conversations;
    private final Signals signals;
    private final Threads threads;
    private final Outbox outbox;
    private final Advisors advisors;
    private final Tags tags;
    private final AnsweringSettings settings;
    private final Clock clock;

    AdvisorDesk(
            Conversations conversations,
            Signals signals,
            Threads threads,
            Outbox outbox,
            Advisors advisors,
            Tags tags,
            AnsweringSettings settings,
            Clock clock) {
        this.conversations = conversations;
        this.signals = signals;
        this.threads = threads;
        this.outbox = outbox;
        this.advisors = advisors;
        this.tags = tags;
        this.settings = settings;
        this.clock = clock;
    }

    Conversation changeControl(String conversationId, Control control) {
        return change(conversationId, current -> current.controlledBy(control, clock.instant()));
    }

    /** @param advisorId null for nobody */
    Conversation assign(String conversationId, @Nullable String advisorId) {
        if (advisorId != null && advisors.find(advisorId).isEmpty()) {
            throw new NotFound("Advisor");
        }
        return change(conversationId, current -> current.assignedTo(advisorId));
    }

    /** Moves it on the board; a closed one is the assistant's again once the set time has passed. */
    Conversation changeStatus(String conversationId, ConversationStatus status) {
        return change(conversationId, current -> current.moved(status, clock.instant(), settings.returnAfter()));
    }

    /** Again changes nothing. Refused when it has as many as can be. */
    Result<Conversation> addTag(String conversationId, String tagId) {
        if (tags.find(tagId).isEmpty()) {
            throw new NotFound(Tags.TYPE);
        }
        Conversation tagged = change(
                conversationId, current -> current.tags().size() < MOST_TAGS ? current.taggedWith(tagId) : current);
        return tagged.tags().contains(tagId)
                ? Result.done(tagged)
                : Result.refused(UserError.at(
                        "tagId",
                        UserError.Code.TOO_LONG,
                        "Una conversación puede tener hasta %d etiquetas.".formatted(MOST_TAGS)));
    }

    /** A tag that it has not changes nothing. */
    Conversation removeTag(String conversationId, String tagId) {
        return change(conversationId, current -> current.without(tagId));
    }

    Conversation changePriority(String conversationId, Priority priority) {
        return change(conversationId, current -> current.prioritised(priority));
    }

    /**
     * Notes how far it was read, and tells the customer so, once.
     *
     * @param seq null for everything
     */
    Conversation markRead(String conversationId, @Nullable Long seq) {
        Conversation before = find(conversationId);
        long upTo = seq == null ? before.lastSeq() : Math.min(seq, before.lastSeq());
        boolean readsSomething = before.readUpTo(upTo).unreadCount() < before.unreadCount();
        return change(
                conversationId,
                current -> current.readUpTo(upTo),
                readsSomething ? signals.read(before, upTo) : List.of());
    }

    private Conversation change(String conversationId, UnaryOperator<Conversation> verb) {
        return change(conversationId, verb, List.of());
    }

    private Conversation change(String conversationId, UnaryOperator<Conversation> verb, List<Publication> alongside) {
        Conversation before = find(conversationId);
        Conversation next = verb.apply(before);
        if (next.equals(before)) {
            return before;
        }
        List<Publication> announcements = new ArrayList<>(alongside);
        String cause = UUID.randomUUID().toString();
        announcements.add(threads.changed(conversationId, cause));
        if (next.status() == ConversationStatus.CLOSED && before.status() != ConversationStatus.CLOSED) {
            Fact fact = new Fact("conversation.closed", conversationId);
            announcements.add(Publication.of(ConversationEvent.of(fact, cause, clock.instant())));
        }
        return outbox.announcing(announcements, () -> conversations.update(conversationId, verb));
    }

    private Conversation find(String conversationId) {
        return conversations.find(conversationId).orElseThrow(() -> new NotFound("Conversation"));
    }
}
