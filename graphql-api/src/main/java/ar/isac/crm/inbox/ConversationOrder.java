package ar.isac.crm.inbox;

import ar.isac.crm.search.ListOrder;

/** In which order conversations are listed. */
enum ConversationOrder {
    LAST_ACTIVE_FIRST(new ListOrder.Key(InboxDocuments.AT, true)),
    LONGEST_QUIET_FIRST(new ListOrder.Key(InboxDocuments.AT, false)),
    MOST_URGENT_FIRST(new ListOrder.Key(InboxDocuments.RANK, true));

    @SuppressWarnings("ImmutableEnumChecker") // nothing changes Lucene's Sort within
    private final ListOrder order;

    ConversationOrder(ListOrder.Key... keys) {
        this.order = ListOrder.by(keys);
    }

    ListOrder order() {
        return order;
    }
}
