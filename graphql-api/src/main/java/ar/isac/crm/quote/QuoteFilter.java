package ar.isac.crm.quote;

import ar.isac.crm.graphql.GlobalId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Narrows a list of quotes; null means any. */
record QuoteFilter(
        @Nullable QuoteStatus status,
        @Nullable String conversation,
        @Nullable String customer,
        @Nullable String number) {

    static final QuoteFilter EVERYTHING = new QuoteFilter(null, null, null, null);

    boolean admits(Quote quote, Instant now) {
        return (status == null || quote.statusAt(now) == status)
                && (conversation == null
                        || GlobalId.raw("Conversation", conversation).equals(quote.conversationId()))
                && (customer == null || GlobalId.raw("Customer", customer).equals(quote.customerId()))
                && (number == null
                        || Quote.idOf(number).filter(quote.id()::equals).isPresent());
    }

    /** The owner whose quotes alone can be meant; null when it can be anybody's. */
    @Nullable
    String owner() {
        if (conversation != null) {
            return GlobalId.raw("Conversation", conversation);
        }
        return customer == null ? null : GlobalId.raw("Customer", customer);
    }
}
