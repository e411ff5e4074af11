package ar.isac.crm.conversation;

import ar.isac.crm.customer.Customers;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.DeliveryStatus;
import ar.isac.crm.message.Handle;
import ar.isac.crm.message.MessageContent;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** A thread as its customer sees it, for channels whose customers fetch what they are told. */
@Component
public class SeenThreads {

    private static final int MOST = 100;

    private final Customers customers;
    private final Conversations conversations;
    private final Messages messages;
    private final OutgoingMedia outgoing;
    private final Clock clock;

    SeenThreads(
            Customers customers, Conversations conversations, Messages messages, OutgoingMedia outgoing, Clock clock) {
        this.customers = customers;
        this.conversations = conversations;
        this.messages = messages;
        this.outgoing = outgoing;
        this.clock = clock;
    }

    /** A message with links to its media that work for a while. */
    public record Seen(long number, boolean isTheirs, MessageContent content, Instant at) {}

    /**
     * Whom a conversation is with.
     *
     * @param address the customer's, to which answers go
     */
    public record Addressee(String accountId, String address) {}

    public Optional<Addressee> addressee(String conversationId) {
        return conversations
                .find(conversationId)
                .map(conversation -> new Addressee(
                        conversation.accountId(), conversation.recipient().address()));
    }

    /**
     * A piece of the thread.
     *
     * @param upTo where to read on
     */
    public record Piece(List<Seen> messages, long upTo) {}

    /**
     * What has arrived behind a number, in its order. What is still on its way holds up what comes after it; what failed is not
     * seen.
     *
     * @param after 0 for the last {@value #MOST}
     */
    public Piece since(AccountRef account, Handle customer, long after) {
        Conversation conversation = customers
                .ownerOf(account, customer, clock.instant())
                .flatMap(owner -> conversations.find(account.id(), owner))
                .orElse(null);
        if (conversation == null) {
            return new Piece(List.of(), after);
        }
        long last = conversation.lastSeq();
        long from = after > 0 ? after + 1 : Math.max(1, last - MOST + 1);
        List<Seen> seen = new ArrayList<>();
        long upTo = Math.max(after, from - 1);
        for (Message message : messages.range(conversation.id(), from, Math.min(last, from + MOST - 1))) {
            if (message.seq() != upTo + 1 || message.status() == DeliveryStatus.QUEUED) {
                break;
            }
            upTo = message.seq();
            if (isSeen(message)) {
                seen.add(new Seen(
                        message.seq(),
                        message.direction() == Direction.INBOUND,
                        outgoing.linked(message.content()),
                        message.occurredAt()));
            }
        }
        return new Piece(seen, upTo);
    }

    private static boolean isSeen(Message message) {
        return message.author() != Author.SYSTEM
                && !message.isDeleted()
                && message.status() != DeliveryStatus.FAILED
                && message.status() != DeliveryStatus.UNKNOWN;
    }
}
