package ar.isac.crm.inbox;

import ar.isac.crm.search.ListOrder;
import ar.isac.crm.search.ListOrder.Key;

/** In which order conversations are listed. */
enum ConversationOrder {
    LAST_ACTIVE_FIRST(new Key(InboxDocuments.AT, true)),
    LONGEST_QUIET_FIRST(new Key(InboxDocuments.AT, false)),
    MOST_URGENT_FIRST(new Key(InboxDocuments.URGENCY, true), new Key(InboxDocuments.AT, false));

    private final ListOrder order;

    ConversationOrder(Key... keys) {
        this.order = ListOrder.by(keys);
    }

    ListOrder order() {
        return order;
    }
}
