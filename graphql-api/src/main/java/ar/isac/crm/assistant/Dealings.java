package ar.isac.crm.assistant;

import ar.isac.crm.assistant.Selling.Quote;
import ar.isac.crm.assistant.Selling.Sale;
import ar.isac.crm.customer.PurchaseHistory;
import ar.isac.crm.customer.PurchaseHistory.Purchases;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the shop and one customer have dealt with each other, read when it is asked for. */
interface Dealings {

    /** Somebody who is new, at a shop that sells nothing here. */
    Dealings NONE = new Dealings() {
        @Override
        public boolean canSell() {
            return false;
        }

        @Override
        public Purchases purchases() {
            return Purchases.NONE;
        }

        @Override
        public Optional<Quote> quote() {
            return Optional.empty();
        }

        @Override
        public List<Sale> sales() {
            return List.of();
        }
    };

    /** Whether quotes can be made in the talk. */
    boolean canSell();

    Purchases purchases();

    /** The newest quote of the talk. */
    Optional<Quote> quote();

    /** The last sales, the newest first. */
    List<Sale> sales();

    /** The dealings of a conversation, as far as the shop has the features for them. */
    record Live(@Nullable Selling selling, @Nullable PurchaseHistory history, String conversationId, String customerId)
            implements Dealings {

        private static final int LAST_SALES = 3;

        @Override
        public boolean canSell() {
            return selling != null;
        }

        @Override
        public Purchases purchases() {
            return history == null ? Purchases.NONE : history.of(customerId);
        }

        @Override
        public Optional<Quote> quote() {
            return selling == null ? Optional.empty() : selling.quoteOf(conversationId);
        }

        @Override
        public List<Sale> sales() {
            return selling == null ? List.of() : selling.salesOf(customerId, LAST_SALES);
        }
    }
}
