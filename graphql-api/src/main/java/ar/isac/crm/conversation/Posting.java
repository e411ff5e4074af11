package ar.isac.crm.conversation;

import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.message.MessageContent.TextContent;
import ar.isac.crm.pending.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * The one way in which features write into a thread: a quote, a receipt, a reminder, a line that says what was done. The
 * drafts are stored with the conversation first, so that whoever looks at the lane next finishes what a crash interrupts, and
 * each becomes one message by its key, however often it is posted.
 *
 * <p>What an {@link Author#ADVISOR} writes makes the conversation theirs; what the assistant or a rule writes changes nothing
 * about who answers; what the {@link Author#SYSTEM} notes is for the shop's eyes and is sent to nobody.
 */
@Component
public class Posting {

    private final Conversations conversations;
    private final Messages messages;
    private final Threads threads;
    private final Assignments assignments;
    private final Outbox outbox;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Posting(
            Conversations conversations,
            Messages messages,
            Threads threads,
            Assignments assignments,
            Outbox outbox,
            ApplicationEventPublisher events,
            Clock clock) {
        this.conversations = conversations;
        this.messages = messages;
        this.threads = threads;
        this.assignments = assignments;
        this.outbox = outbox;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Writes these into the thread, in this order.
     *
     * @return the message of each draft, of this time or of an earlier one; the first where the channel needed several
     * @throws NotFound when there is no such conversation
     */
    public List<Message> post(String conversationId, List<Draft> drafts) {
        return post(conversationId, drafts, UnaryOperator.identity(), List.of());
    }

    /** @param guard looks at the conversation that the drafts are about to be stored with; what it throws stops them */
    List<Message> post(String conversationId, List<Draft> drafts, UnaryOperator<Conversation> guard) {
        return post(conversationId, drafts, guard, List.of());
    }

    /**
     * Writes a line for the shop's eyes, such as what an advisor has done; the same key writes it once.
     *
     * @param advisorId whose doing it was; null for a program
     * @throws NotFound when there is no such conversation
     */
    public void note(String conversationId, String key, @Nullable String advisorId, String text) {
        post(conversationId, List.of(new Draft(key, Author.SYSTEM, advisorId, new TextContent(text), null, null)));
    }

    /**
     * The same, and calls a person in one update with the drafts: once, since drafts that are posted have called already. A
     * person who has the conversation keeps it.
     *
     * @param why for the advisor; never a customer's words
     * @param drafts what the customer is told, or a line for the shop's eyes; at least one
     */
    public List<Message> handOver(String conversationId, Escalation why, Priority atLeast, List<Draft> drafts) {
        List<Message> posted = post(
                conversationId,
                drafts,
                current -> called(current, why, atLeast),
                List.of(threads.handedOver(conversationId, drafts.getFirst().key())));
        // The same instant each time it is done again, so that whoever makes a task of it makes one.
        Escalation noted =
                new Escalation(why.reason(), why.evidence(), posted.getFirst().receivedAt());
        conversations
                .find(conversationId)
                .ifPresent(conversation -> events.publishEvent(ConversationHandedOver.of(conversation, noted)));
        return posted;
    }

    private Conversation called(Conversation current, Escalation why, Priority atLeast) {
        Conversation called = current.called(why, atLeast);
        return called.control() == Control.HUMAN ? called : assignments.handedOver(called, why, atLeast);
    }

    /**
     * Gives the conversation to an advisor, with a line that says so, and tells them. The assistant is silent from here on.
     *
     * @param line for the shop's eyes; posting it again transfers nothing again
     */
    public Message transfer(String conversationId, Transfer transfer, Draft line) {
        return post(
                        conversationId,
                        List.of(line),
                        current -> current.transferred(transfer),
                        List.of(threads.assigned(conversationId, transfer.toId(), line.key())))
                .getFirst();
    }

    /** An advisor takes over from the assistant, or from nobody. */
    public Conversation take(String conversationId, String advisorId) {
        Instant now = clock.instant();
        return outbox.announcing(
                List.of(threads.changed(conversationId, UUID.randomUUID().toString())),
                () -> conversations.update(
                        conversationId,
                        current -> current.controlledBy(Control.HUMAN, now).assignedTo(advisorId)));
    }

    /**
     * Takes back a transfer that its receiver has not taken: the conversation is nobody's and everybody is told.
     *
     * @return whether it was still waiting for them
     */
    public boolean untransfer(String conversationId, Transfer expired) {
        String cause = "untransferred/" + expired.at().toEpochMilli();
        return outbox.announcingIf(
                        List.of(threads.changed(conversationId, cause), threads.handedOver(conversationId, cause)),
                        () -> {
                            Conversation after = conversations.update(
                                    conversationId, current -> current.untransferred(expired, clock.instant()));
                            return after.transfer() == null && after.assigneeId() == null
                                    ? Optional.of(after)
                                    : Optional.empty();
                        })
                .isPresent();
    }

    /**
     * News that something belonging to the conversation changed, for whoever shows it.
     *
     * @param cause tells this change from every other, and is the same when its cause is handled again
     */
    public Publication changed(String conversationId, String cause) {
        return threads.changed(conversationId, cause);
    }

    /** What a draft of this key has become; empty while it was never posted. */
    public Optional<Message> posted(String key) {
        return messages.findByKey(key);
    }

    private List<Message> post(
            String conversationId, List<Draft> drafts, UnaryOperator<Conversation> alongside, List<Publication> news) {
        List<Message> known = known(drafts);
        if (known.size() == drafts.size()) {
            return known;
        }
        if (conversations.find(conversationId).isEmpty()) {
            throw new NotFound("Conversation");
        }
        List<Draft> missing = drafts.stream()
                .filter(draft ->
                        known.stream().noneMatch(message -> message.key().equals(draft.key())))
                .toList();
        List<Publication> announcements = new ArrayList<>(news);
        announcements.add(threads.changed(conversationId, missing.getFirst().key()));
        announcements.add(IncomingUpdates.nudge(conversationId));
        return outbox.announcing(
                announcements,
                () -> {
                    conversations.update(conversationId, current -> with(alongside.apply(current), missing));
                    threads.materialise(conversationId);
                    return known(drafts);
                },
                posted -> posted.stream().map(threads::added).toList());
    }

    private Conversation with(Conversation conversation, List<Draft> drafts) {
        Conversation next = conversation;
        for (Draft draft : drafts) {
            next = switch (draft.author()) {
                case ADVISOR -> next.taken(draft, draft.advisorId(), clock.instant());
                case ASSISTANT, AUTOMATION, SYSTEM -> next.posted(draft);
                case CUSTOMER -> throw new IllegalArgumentException("A customer's words are received, not posted");
            };
        }
        return next;
    }

    private List<Message> known(List<Draft> drafts) {
        List<Message> known = new ArrayList<>();
        drafts.forEach(draft -> messages.findByKey(draft.key()).ifPresent(known::add));
        return known;
    }
}
