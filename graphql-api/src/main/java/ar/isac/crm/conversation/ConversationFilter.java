package ar.isac.crm.conversation;

import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.ChannelType;
import org.jspecify.annotations.Nullable;

/** Narrows a list; every condition is optional, and ids are global. */
record ConversationFilter(
        @Nullable ConversationStatus status,
        @Nullable Control control,
        @Nullable Priority priority,
        @Nullable ChannelType channel,
        @Nullable String assignee,
        @Nullable Boolean unreadOnly,
        @Nullable String customer) {

    static final ConversationFilter EVERYTHING = new ConversationFilter(null, null, null, null, null, null, null);

    boolean admits(Conversation conversation) {
        return (status == null || conversation.status() == status)
                && (control == null || conversation.control() == control)
                && (priority == null || conversation.priority() == priority)
                && (channel == null
                        || AccountRef.parse(conversation.accountId()).type() == channel)
                && (assignee == null || GlobalId.raw("Advisor", assignee).equals(conversation.assigneeId()))
                && (unreadOnly == null || !unreadOnly || conversation.unreadCount() > 0)
                && (customer == null || GlobalId.raw("Customer", customer).equals(conversation.customerId()));
    }
}
