package ar.isac.crm.conversation;

import ar.isac.crm.account.ChannelAccount.AssistantMode;
import ar.isac.crm.message.DeliveryStatus;
import ar.isac.crm.message.Handle;
import ar.isac.crm.message.MessageContent;
import java.time.Clock;
import java.time.Instant;
import org.springframework.data.mongodb.core.convert.MongoCustomConversions;

/** A customer who writes, for the tests of the conversation's neighbours. */
public final class CustomerSide {

    private final Conversations conversations;
    private final Messages messages;
    private final Clock clock;
    private final String conversationId;
    private int sent;

    public CustomerSide(
            Conversations conversations, Messages messages, Clock clock, String accountId, String customerId) {
        this.conversations = conversations;
        this.messages = messages;
        this.clock = clock;
        this.conversationId = conversations
                .open(accountId, customerId, new Handle(Handle.Kind.WA_ID, "5491100000000"))
                .id();
    }

    /** The parts that the assistant's steps work on. */
    public static Class<?>[] parts() {
        return new Class<?>[] {Conversations.class, Messages.class, Caseload.class, Assignments.class};
    }

    /** How the application stores contents. */
    public static MongoCustomConversions conversions() {
        return new MessageDocuments().mongoCustomConversions();
    }

    /** The conversation as it is stored now. */
    public Conversation conversation() {
        return conversations.find(conversationId).orElseThrow();
    }

    /** Sends something; the number it has in the thread. */
    public long sends(MessageContent content) {
        Instant now = clock.instant();
        String key = "in/" + conversationId + "/" + sent++;
        Message message = new Message(
                "",
                null,
                key,
                key,
                Direction.INBOUND,
                Author.CUSTOMER,
                null,
                content,
                DeliveryStatus.RECEIVED,
                null,
                null,
                false,
                null,
                null,
                now,
                now);
        Message placed = messages.append(conversationId, message, conversation().lastSeq())
                .message();
        conversations.update(
                conversationId, conversation -> conversation.received(placed, conversation.recipient(), true, now));
        return placed.seq();
    }

    /** What the shop is about to say. */
    public java.util.List<Draft> drafts() {
        return conversation().answering().drafts();
    }

    /** What the account's mode makes of a message that has just come. */
    public void isUnder(AssistantMode mode) {
        conversations.update(conversationId, conversation -> conversation.underMode(mode, clock.instant()));
    }

    /** A person takes the conversation. */
    public void isTakenByAPerson() {
        conversations.update(conversationId, conversation -> conversation.controlledBy(Control.HUMAN, clock.instant()));
    }

    public Message message(long seq) {
        return messages.range(conversationId, seq, seq).getFirst();
    }
}
