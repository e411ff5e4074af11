package ar.isac.crm.conversation;

import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.pending.Outbox;
import java.util.ArrayList;
import java.util.List;
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
    private final Outbox outbox;

    Posting(Conversations conversations, Messages messages, Threads threads, Outbox outbox) {
        this.conversations = conversations;
        this.messages = messages;
        this.threads = threads;
        this.outbox = outbox;
    }

    /**
     * Writes these into the thread, in this order.
     *
     * @return the message of each draft, of this time or of an earlier one; the first where the channel needed several
     * @throws NotFound when there is no such conversation
     */
    public List<Message> post(String conversationId, List<Draft> drafts) {
        List<Message> known = known(drafts);
        if (known.size() == drafts.size()) {
            return known;
        }
        if (conversations.find(conversationId).isEmpty()) {
            throw new NotFound("Conversation");
        }
        List<Draft> missing = drafts.stream()
                .filter(draft -> known.stream().noneMatch(message -> message.key().equals(draft.key())))
                .toList();
        List<Publication> announcements = List.of(
                threads.changed(conversationId, missing.getFirst().key()), IncomingUpdates.nudge(conversationId));
        return outbox.announcing(announcements, () -> {
            conversations.update(conversationId, current -> with(current, missing));
            threads.materialise(conversationId);
            return known(drafts);
        });
    }

    private static Conversation with(Conversation conversation, List<Draft> drafts) {
        Conversation next = conversation;
        for (Draft draft : drafts) {
            next = switch (draft.author()) {
                case ADVISOR -> next.taken(draft, draft.advisorId());
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
