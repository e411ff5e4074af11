package ar.isac.crm.sale;

import ar.isac.crm.graphql.GlobalId;
import org.jspecify.annotations.Nullable;

/** Narrows a list of sales; null means any. */
record SaleFilter(
        @Nullable SaleStatus status,
        @Nullable String conversation,
        @Nullable String customer,
        @Nullable String number) {

    static final SaleFilter EVERYTHING = new SaleFilter(null, null, null, null);

    boolean admits(Sale sale) {
        return (status == null || sale.status() == status)
                && (conversation == null
                        || GlobalId.raw("Conversation", conversation).equals(sale.conversationId()))
                && (customer == null || GlobalId.raw("Customer", customer).equals(sale.customerId()))
                && (number == null
                        || Sale.idOf(number).filter(sale.id()::equals).isPresent());
    }

    /** The owner whose sales alone can be meant; null when it can be anybody's. */
    @Nullable
    String owner() {
        if (conversation != null) {
            return GlobalId.raw("Conversation", conversation);
        }
        return customer == null ? null : GlobalId.raw("Customer", customer);
    }
}
