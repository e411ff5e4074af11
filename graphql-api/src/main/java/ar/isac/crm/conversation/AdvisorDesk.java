package ar.isac.crm.conversation;

import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.message.MessageContent.TextContent;
import ar.isac.crm.pending.Outbox;
import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Advisors;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What advisors do with conversations. Every act is announced, also when this process dies in the middle of it. */
@Component
class AdvisorDesk {

    private final Conversations conversations;
    private final Posting posting;
    private final Threads threads;
    private final Outbox outbox;
    private final Advisors advisors;
    private final AnsweringSettings settings;
    private final Clock clock;

    AdvisorDesk(
            Conversations conversations,
            Posting posting,
            Threads threads,
            Outbox outbox,
            Advisors advisors,
            AnsweringSettings settings,
            Clock clock) {
        this.conversations = conversations;
        this.posting = posting;
        this.threads = threads;
        this.outbox = outbox;
        this.advisors = advisors;
        this.settings = settings;
        this.clock = clock;
    }

    /** The key was used for another message. */
    static final class KeyReused extends RuntimeException {
        KeyReused() {
            super("The idempotency key belongs to another message");
        }
    }

    /**
     * Writes to the customer.
     *
     * @throws KeyReused when the key was used before with another text or conversation
     */
    Message send(Actor actor, String conversationId, String text, @Nullable String replyToId, String idempotencyKey) {
        String key = "send/" + actor.id() + "/" + idempotencyKey;
        TextContent content = new TextContent(text);
        Draft draft = new Draft(key, Author.ADVISOR, actor.advisorId(), content, replyToId, null);
        Message sent = posting.post(conversationId, List.of(draft)).getFirst();
        if (!sent.conversationId().equals(conversationId) || !sent.content().equals(content)) {
            throw new KeyReused();
        }
        return sent;
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

    Conversation changePriority(String conversationId, Priority priority) {
        return change(conversationId, current -> current.prioritised(priority));
    }

    /** @param seq null for everything */
    Conversation markRead(String conversationId, @Nullable Long seq) {
        return change(
                conversationId,
                current -> current.readUpTo(seq == null ? current.lastSeq() : Math.min(seq, current.lastSeq())));
    }

    private Conversation change(String conversationId, UnaryOperator<Conversation> verb) {
        Conversation before = find(conversationId);
        if (verb.apply(before).equals(before)) {
            return before;
        }
        return outbox.announcing(
                List.of(threads.changed(conversationId, UUID.randomUUID().toString())),
                () -> conversations.update(conversationId, verb));
    }

    private Conversation find(String conversationId) {
        return conversations.find(conversationId).orElseThrow(() -> new NotFound("Conversation"));
    }
}
