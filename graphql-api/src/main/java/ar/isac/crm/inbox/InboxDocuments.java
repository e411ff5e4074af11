package ar.isac.crm.inbox;

import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.Message;
import ar.isac.crm.conversation.Priority;
import ar.isac.crm.customer.Customer;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.search.SearchWords;
import java.util.List;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** How conversations and messages stand in the index. */
final class InboxDocuments {

    static final String KIND = "kind";
    static final String CONVERSATION = "conversation";
    static final String MESSAGE = "message";
    static final String YES = "yes";

    /** Milliseconds: a conversation's last activity, a message's arrival. */
    static final String AT = "at";

    /** The more urgent the higher; of what is as urgent, the longer it is quiet the higher: one number, so that a list stops at its page. */
    static final String RANK = "rank";

    static final String STATUS = "status";
    static final String CONTROL = "control";
    static final String PRIORITY = "priority";
    static final String CHANNEL = "channel";
    static final String ACCOUNT = "account";
    static final String ASSIGNEE = "assignee";
    static final String TAG = "tag";
    static final String CUSTOMER = "customer";
    static final String UNREAD = "unread";
    static final String UNASSIGNED = "unassigned";
    static final String SNOOZED = "snoozed";

    /** The advisors whom a note mentions. */
    static final String MENTIONED = "mentioned";

    /** The advisors who have begun to write and not sent it. */
    static final String DRAFTING = "drafting";

    /** Whose conversation: names, addresses, what the customer told about themselves. */
    static final String WHO = "who";

    /** What a message says. */
    static final String TEXT = "text";

    /** Who wrote a message. */
    static final String AUTHOR = "author";

    /** The conversation of a message. */
    static final String CONVERSATION_ID = "conversationId";

    /** The same, to join messages to conversations: a field is a term or a value, never both. */
    static final String OF_CONVERSATION = "ofConversation";

    /** Milliseconds of some 500 years: no two urgencies meet. */
    private static final long BEYOND_TIME = 1L << 44;

    private InboxDocuments() {}

    /** What a conversation's place in lists depends on beside itself. */
    record Surroundings(@Nullable Customer customer, Set<String> mentioned, Set<String> drafting) {}

    static Document of(Conversation conversation, Surroundings around) {
        Document document = new Document();
        key(document, KIND, CONVERSATION);
        document.add(new LongField(AT, conversation.lastActivityAt().toEpochMilli(), Field.Store.NO));
        document.add(new LongField(
                RANK,
                urgency(conversation.priority()) * BEYOND_TIME
                        - conversation.lastActivityAt().toEpochMilli(),
                Field.Store.NO));
        key(document, STATUS, conversation.status().name());
        key(document, CONTROL, conversation.control().name());
        key(document, PRIORITY, conversation.priority().name());
        key(document, ACCOUNT, conversation.accountId());
        key(document, CHANNEL, AccountRef.parse(conversation.accountId()).type().name());
        if (conversation.assigneeId() != null) {
            key(document, ASSIGNEE, conversation.assigneeId());
        } else {
            key(document, UNASSIGNED, YES);
        }
        if (conversation.snoozedUntil() != null) {
            key(document, SNOOZED, YES);
        }
        around.mentioned().forEach(advisor -> key(document, MENTIONED, advisor));
        around.drafting().forEach(advisor -> key(document, DRAFTING, advisor));
        conversation.tags().forEach(tag -> key(document, TAG, tag));
        key(document, CUSTOMER, conversation.customerId());
        if (conversation.unreadCount() > 0) {
            key(document, UNREAD, YES);
        }
        Customer customer = around.customer();
        if (customer != null) {
            document.add(new TextField(WHO, SearchWords.indexed(customer.names()), Field.Store.NO));
        }
        return document;
    }

    static Document of(Message message) {
        Document document = new Document();
        key(document, KIND, MESSAGE);
        document.add(new LongField(AT, message.receivedAt().toEpochMilli(), Field.Store.NO));
        document.add(new TextField(
                TEXT, SearchWords.indexed(List.of(message.content().plainText())), Field.Store.NO));
        key(document, AUTHOR, message.author().name());
        key(document, CONVERSATION_ID, message.conversationId());
        document.add(new SortedDocValuesField(OF_CONVERSATION, new BytesRef(message.conversationId())));
        return document;
    }

    private static long urgency(Priority priority) {
        return switch (priority) {
            case LOW -> 0;
            case NORMAL -> 1;
            case HIGH -> 2;
            case URGENT -> 3;
        };
    }

    private static void key(Document document, String field, String value) {
        document.add(new StringField(field, value, Field.Store.NO));
    }
}
