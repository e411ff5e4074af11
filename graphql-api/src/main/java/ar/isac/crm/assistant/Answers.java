package ar.isac.crm.assistant;

import ar.isac.crm.assistant.Selling.Cause;
import ar.isac.crm.assistant.Selling.Outcome;
import ar.isac.crm.catalog.LostDemand;
import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.ReplyEvidence;
import ar.isac.crm.customer.Customer;
import ar.isac.crm.customer.Customers;
import ar.isac.crm.customer.PurchaseHistory;
import ar.isac.crm.customer.Segment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * What a conversation is answered: the pure decision, and around it what it wants done in the world. May be called again
 * for the same turn; what is done has a key of its turn and is done once.
 */
@Component
class Answers {

    private final Assistant assistant;
    private final LiveFacts.Shop shop;
    private final Customers customers;
    private final LostDemand lostDemand;
    private final ObjectProvider<Selling> selling;
    private final ObjectProvider<PurchaseHistory> history;

    Answers(
            Assistant assistant,
            LiveFacts.Shop shop,
            Customers customers,
            LostDemand lostDemand,
            ObjectProvider<Selling> selling,
            ObjectProvider<PurchaseHistory> history) {
        this.assistant = assistant;
        this.shop = shop;
        this.customers = customers;
        this.lostDemand = lostDemand;
        this.selling = selling;
        this.history = history;
    }

    /**
     * The decision on a turn.
     *
     * @param upTo the number of the turn's last message
     */
    Decision to(Conversation conversation, Turn turn, long upTo) {
        Selling sells = selling.getIfAvailable();
        Dealings dealings =
                new Dealings.Live(sells, history.getIfAvailable(), conversation.id(), conversation.customerId());
        LiveFacts facts = new LiveFacts(shop, segment(conversation), dealings);
        Move move = assistant.move(DialogueState.parse(conversation.dialogue()), turn, facts);
        Decision decision =
                switch (move) {
                    case Decision made -> made;
                    case Trade trade -> assistant.after(trade, done(sells, cause(conversation, upTo), trade));
                };
        noteLost(conversation, upTo, decision);
        return decision;
    }

    /** What was asked for while there was none; told twice for the same message, it is kept once. */
    private void noteLost(Conversation conversation, long upTo, Decision decision) {
        for (Reply reply : decision.replies()) {
            if (!BrowsingTalk.SOLD_OUT.contains(reply.evidence().rule())) {
                continue;
            }
            Map<String, List<String>> families = new LinkedHashMap<>();
            for (ReplyEvidence.ProductReading read : reply.evidence().products()) {
                if (read.stock() == 0) {
                    shop.catalogue()
                            .find(read.sku())
                            .ifPresent(product -> families.computeIfAbsent(product.family(), any -> new ArrayList<>())
                                    .add(product.id()));
                }
            }
            families.forEach((family, products) -> lostDemand.record(new LostDemand.Asked(
                    conversation.id() + "/" + upTo + "/" + family,
                    conversation.id(),
                    family,
                    products.size() == 1 ? products.getFirst() : null,
                    family.equals(decision.state().family()) ? decision.state().chosen() : Map.of(),
                    Math.max(1, decision.state().quantity()))));
        }
    }

    private static Cause cause(Conversation conversation, long upTo) {
        return new Cause(conversation.id() + "/" + upTo, conversation.id(), conversation.customerId(), upTo);
    }

    private static Outcome done(@Nullable Selling selling, Cause cause, Trade trade) {
        Selling sells = Objects.requireNonNull(selling, "nothing is traded where nothing is sold");
        return switch (trade.deed()) {
            case Trade.MakeQuote make -> sells.quote(cause, make.order());
            case Trade.AcceptQuote accept -> sells.accept(cause, accept.quote().id());
            case Trade.RejectQuote reject -> sells.reject(cause, reject.quote().id());
        };
    }

    private Segment segment(Conversation conversation) {
        return customers.find(conversation.customerId()).map(Customer::segment).orElse(Segment.RETAIL);
    }
}
