package ar.isac.crm.conversation;

import ar.isac.crm.account.ChannelAccount;
import ar.isac.crm.account.ChannelAccounts;
import ar.isac.crm.customer.CustomersMerged;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.pending.Outbox;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Conversations follow their customers. A conversation's id comes from the account and the record by whose handles it came, so
 * those of a record are found without looking for them, whomever they belong to.
 */
@Component
class MovedConversations {

    private final Conversations conversations;
    private final ChannelAccounts accounts;
    private final Threads threads;
    private final Outbox outbox;
    private final ApplicationEventPublisher events;

    MovedConversations(
            Conversations conversations,
            ChannelAccounts accounts,
            Threads threads,
            Outbox outbox,
            ApplicationEventPublisher events) {
        this.conversations = conversations;
        this.accounts = accounts;
        this.threads = threads;
        this.outbox = outbox;
        this.events = events;
    }

    @EventListener
    void on(CustomersMerged merged) {
        List<String> ids = accounts.all().stream()
                .map(ChannelAccount::id)
                .flatMap(account -> merged.records().stream().map(record -> Conversation.id(account, record)))
                .toList();
        List<Conversation> found = conversations.find(ids);
        for (Conversation conversation : found) {
            if (!conversation.customerId().equals(merged.to())) {
                List<Publication> news = List.of(threads.changed(conversation.id(), "moved/" + conversation.version()));
                outbox.announcing(
                        news,
                        () -> conversations.update(conversation.id(), current -> current.belongingTo(merged.to())));
            }
        }
        if (!found.isEmpty()) {
            events.publishEvent(new ConversationsMoved(
                    found.stream().map(Conversation::id).collect(Collectors.toSet()), merged.to()));
        }
    }
}
