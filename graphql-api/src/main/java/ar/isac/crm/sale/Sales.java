package ar.isac.crm.sale;

import ar.isac.crm.conversation.ConversationsMoved;
import ar.isac.crm.database.Counters;
import ar.isac.crm.database.GuardedUpdate;
import ar.isac.crm.database.References;
import ar.isac.crm.graphql.NumberedPage;
import ar.isac.crm.graphql.Page;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** The sales. */
@Component
public class Sales {

    private static final String KIND = "sales";

    private final MongoTemplate database;
    private final Counters counters;
    private final References references;

    Sales(MongoTemplate database, Counters counters, References references) {
        this.database = database;
        this.counters = counters;
        this.references = references;
    }

    public Optional<Sale> find(String id) {
        return Optional.ofNullable(database.findById(id, Sale.class));
    }

    public List<Sale> find(Collection<String> ids) {
        return database.find(Query.query(Criteria.where("_id").in(ids)), Sale.class);
    }

    /** The sale of an order, such as {@link Sale#keyOf} a quote; empty while nothing was sold. */
    public Optional<Sale> findByKey(String key) {
        return Optional.ofNullable(
                database.findOne(Query.query(Criteria.where("key").is(key)), Sale.class));
    }

    /** The sales of one conversation, customer or order key, the newest first. */
    public List<Sale> of(String ownerId) {
        return of(List.of(ownerId)).getOrDefault(ownerId, List.of());
    }

    /** The same for many owners in two calls. */
    public Map<String, List<Sale>> of(Collection<String> ownerIds) {
        return references.targets(
                ownerIds,
                KIND,
                this::find,
                Sale::id,
                Comparator.comparingLong((Sale sale) -> Long.parseLong(sale.id()))
                        .reversed());
    }

    /**
     * Stores a new sale under the next number, unless its key has one.
     *
     * @param numbered makes it with the number as its id
     */
    Sale insert(String key, Function<String, Sale> numbered) {
        return findByKey(key).orElseGet(() -> {
            Sale fresh = numbered.apply(Long.toString(counters.next(KIND)));
            references.add(fresh.conversationId(), KIND, fresh.id());
            references.add(fresh.customerId(), KIND, fresh.id());
            references.add(fresh.key(), KIND, fresh.id());
            try {
                return database.insert(fresh);
            } catch (DuplicateKeyException madeMeanwhile) {
                return findByKey(key).orElseThrow();
            }
        });
    }

    Page<Sale> newestFirst(Predicate<Sale> admits, int size, @Nullable String after) {
        return NumberedPage.newestFirst(counters.last(KIND), after, size, admits, this::find, Sale::id);
    }

    /** What was made in a conversation goes with it to another customer. The new reference first, as always. */
    @EventListener
    void on(ConversationsMoved moved) {
        for (String conversationId : moved.conversationIds()) {
            for (Sale sale : of(conversationId)) {
                String before = sale.customerId();
                references.add(moved.customerId(), KIND, sale.id());
                update(sale.id(), current -> current.belongingTo(moved.customerId()));
                if (!before.equals(moved.customerId())) {
                    references.remove(before, KIND, sale.id());
                }
            }
        }
    }

    Sale update(String id, UnaryOperator<Sale> change) {
        return GuardedUpdate.of(database, Sale.class, id, change);
    }
}
