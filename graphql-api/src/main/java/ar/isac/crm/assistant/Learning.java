package ar.isac.crm.assistant;

import ar.isac.crm.assistant.Turn.Written;
import ar.isac.crm.assistant.Turns.Waiting;
import ar.isac.crm.catalog.Product;
import ar.isac.crm.catalog.Products;
import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.Message;
import ar.isac.crm.conversation.ReplyEvidence.ProductReading;
import ar.isac.crm.customer.Ask;
import ar.isac.crm.customer.Customers;
import ar.isac.crm.customer.Segment;
import ar.isac.crm.customer.SegmentSuggestion;
import ar.isac.crm.money.Money;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What a turn shows of the customer: what they like, and whether they may be a reseller. Its cause is the turn's last message,
 * so a turn that is decided again teaches nothing new; what fails is not worth an answer that comes late.
 */
@Component
class Learning {

    private static final Logger log = LoggerFactory.getLogger(Learning.class);

    private final Customers customers;
    private final Products products;
    private final Wording wording;
    private final Clock clock;

    Learning(Customers customers, Products products, Wording wording, Clock clock) {
        this.wording = wording;
        this.customers = customers;
        this.products = products;
        this.clock = clock;
    }

    void from(Conversation conversation, Waiting waiting, Decision decision) {
        try {
            String cause = Message.id(conversation.id(), waiting.upTo());
            if (waiting.turn().all(Written.class).stream()
                    .anyMatch(written -> written.analysis().isWholesale())) {
                customers.suggest(
                        conversation.customerId(),
                        new SegmentSuggestion(
                                Segment.WHOLESALE, wording.say("suggested.wholesale"), cause, clock.instant()));
            }
            ask(cause, decision).ifPresent(ask -> customers.learn(conversation.customerId(), ask));
        } catch (RuntimeException failure) {
            log.warn(
                    "Nothing is learnt from conversation {} now: {}",
                    conversation.id(),
                    failure.getClass().getSimpleName());
        }
    }

    /** What all the products of an answer have in common; empty when that is nothing. */
    private Optional<Ask> ask(String cause, Decision decision) {
        Set<String> skus = new HashSet<>();
        decision.replies()
                .forEach(reply -> reply.evidence().products().stream()
                        .map(ProductReading::sku)
                        .forEach(skus::add));
        List<Product> read = skus.isEmpty() ? List.of() : products.findAll(skus);
        String category = common(read, Product::category);
        String family = common(read, Product::family);
        if (category == null && family == null) {
            return Optional.empty();
        }
        boolean isInFocus = family != null && family.equals(decision.state().family());
        Money price = read.stream()
                .map(Product::retailPrice)
                .min(Comparator.naturalOrder())
                .orElse(null);
        return Optional.of(new Ask(
                cause,
                Ask.Kind.ASKED,
                family,
                common(read, Product::brand),
                category,
                isInFocus ? decision.state().chosen() : Map.of(),
                family == null ? null : price,
                clock.instant()));
    }

    private static @Nullable String common(List<Product> products, Function<Product, @Nullable String> name) {
        List<@Nullable String> names = products.stream().map(name).distinct().toList();
        return names.size() == 1 ? names.getFirst() : null;
    }
}
