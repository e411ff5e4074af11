package ar.isac.crm.conversation;

import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.message.ConversationEvent;
import ar.isac.crm.message.Fact;
import ar.isac.crm.pending.Outbox;
import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Advisors;
import ar.isac.crm.tag.Tags;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What advisors do with conversations. Every act is announced, also when this process dies in the middle of it. */
@Component
class AdvisorDesk {

    static final int MOST_TAGS = 20;

    private final Conversations conversations;
    private final Signals signals;
    private final Threads threads;
    private final Outbox outbox;
    private final Advisors advisors;
    private final Tags tags;
    private final Snoozes snoozes;
    private final AnsweringSettings settings;
    private final Clock clock;

    AdvisorDesk(
            Conversations conversations,
            Signals signals,
            Threads threads,
            Outbox outbox,
            Advisors advisors,
            Tags tags,
            Snoozes snoozes,
            AnsweringSettings settings,
            Clock clock) {
        this.conversations = conversations;
        this.signals = signals;
        this.threads = threads;
        this.outbox = outbox;
        this.advisors = advisors;
        this.tags = tags;
        this.snoozes = snoozes;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What an act has done.
     *
     * @param previous how it was cared for before, for whoever takes the act back
     */
    record Changed(Conversation conversation, Handling previous) {}

    Changed changeControl(String conversationId, Control control) {
        return change(conversationId, current -> current.controlledBy(control, clock.instant()));
    }

    /**
     * Gives it to somebody, who is told unless they do it themselves.
     *
     * @param advisorId null for nobody
     * @param isUndo whether this takes back what was just done: then nobody is told
     */
    Changed assign(Actor actor, String conversationId, @Nullable String advisorId, boolean isUndo) {
        if (advisorId != null && advisors.find(advisorId).isEmpty()) {
            throw new NotFound("Advisor");
        }
        return change(
                conversationId,
                current -> current.assignedTo(advisorId),
                advisorId != null && !isUndo && !advisorId.equals(actor.advisorId())
                        ? List.of(threads.assigned(
                                conversationId, advisorId, UUID.randomUUID().toString()))
                        : List.of());
    }

    /** Moves it on the board; a closed one is the assistant's again once the set time has passed. */
    Changed changeStatus(String conversationId, ConversationStatus status) {
        return change(conversationId, current -> current.moved(status, clock.instant(), settings.returnAfter()));
    }

    /** Puts it off until then. */
    Changed snooze(String conversationId, Instant until) {
        // First the alarm: one that finds nothing put off does no harm, one that is missing would.
        snoozes.arm(find(conversationId).id(), until);
        return change(conversationId, current -> current.snoozed(until));
    }

    /** Puts it off no longer. */
    Changed unsnooze(String conversationId) {
        return change(conversationId, Conversation::returned);
    }

    /**
     * Several acts as one.
     *
     * @param reads whether the customer's messages are read by it, and the customer told so
     */
    Changed changeTogether(
            Actor actor,
            String conversationId,
            UnaryOperator<Conversation> acts,
            @Nullable Instant snoozedUntil,
            boolean reads) {
        Conversation before = find(conversationId);
        Conversation after = acts.apply(before);
        List<Publication> alongside = new ArrayList<>();
        if (reads && before.unreadCount() > 0) {
            alongside.addAll(signals.read(before, before.lastSeq()));
        }
        String receiver = after.assigneeId();
        if (receiver != null && !receiver.equals(before.assigneeId()) && !receiver.equals(actor.advisorId())) {
            alongside.add(
                    threads.assigned(conversationId, receiver, UUID.randomUUID().toString()));
        }
        if (snoozedUntil != null) {
            snoozes.arm(conversationId, snoozedUntil);
        }
        return change(conversationId, acts, alongside);
    }

    /** Again changes nothing. Refused when it has as many as can be. */
    Result<Changed> addTag(String conversationId, String tagId) {
        if (tags.find(tagId).isEmpty()) {
            throw new NotFound(Tags.TYPE);
        }
        Changed tagged = change(
                conversationId, current -> current.tags().size() < MOST_TAGS ? current.taggedWith(tagId) : current);
        return tagged.conversation().tags().contains(tagId)
                ? Result.done(tagged)
                : Result.refused(UserError.at(
                        "tagId",
                        UserError.Code.TOO_LONG,
                        "Una conversación puede tener hasta %d etiquetas.".formatted(MOST_TAGS)));
    }

    /** A tag that it has not changes nothing. */
    Changed removeTag(String conversationId, String tagId) {
        return change(conversationId, current -> current.without(tagId));
    }

    Changed changePriority(String conversationId, Priority priority) {
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
                        readsSomething ? signals.read(before, upTo) : List.of())
                .conversation();
    }

    /** Shows the customer's last message as unread again; the customer is told nothing. */
    Conversation markUnread(String conversationId) {
        return change(conversationId, Conversation::unread).conversation();
    }

    private Changed change(String conversationId, UnaryOperator<Conversation> verb) {
        return change(conversationId, verb, List.of());
    }

    private Changed change(String conversationId, UnaryOperator<Conversation> verb, List<Publication> alongside) {
        Conversation before = find(conversationId);
        Conversation next = verb.apply(before);
        if (next.equals(before)) {
            return new Changed(before, before.handling());
        }
        List<Publication> announcements = new ArrayList<>(alongside);
        String cause = UUID.randomUUID().toString();
        announcements.add(threads.changed(conversationId, cause));
        if (next.status() == ConversationStatus.CLOSED && before.status() != ConversationStatus.CLOSED) {
            Fact fact = new Fact("conversation.closed", conversationId);
            announcements.add(Publication.of(ConversationEvent.of(fact, cause, clock.instant())));
        }
        AtomicReference<Handling> previous = new AtomicReference<>(before.handling());
        Conversation changed = outbox.announcing(
                announcements,
                () -> conversations.update(conversationId, current -> {
                    previous.set(current.handling());
                    return verb.apply(current);
                }));
        return new Changed(changed, Objects.requireNonNull(previous.get()));
    }

    private Conversation find(String conversationId) {
        return conversations.find(conversationId).orElseThrow(() -> new NotFound("Conversation"));
    }
}
