package ar.isac.crm.quote;

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

/** The quotes. */
@Component
public class Quotes {

    private static final String KIND = "quotes";

    private final MongoTemplate database;
    private final Counters counters;
    private final References references;

    Quotes(MongoTemplate database, Counters counters, References references) {
        this.database = database;
        this.counters = counters;
        this.references = references;
    }

    public Optional<Quote> find(String id) {
        return Optional.ofNullable(database.findById(id, Quote.class));
    }

    public List<Quote> find(Collection<String> ids) {
        return database.find(Query.query(Criteria.where("_id").in(ids)), Quote.class);
    }

    /** The quotes of one owner (a conversation's, a customer's or a message's id), the newest first. */
    public List<Quote> of(String ownerId) {
        return find(references.of(ownerId, KIND)).stream().sorted(newestFirst()).toList();
    }

    /** The same for many owners in two calls. */
    public Map<String, List<Quote>> of(Collection<String> ownerIds) {
        return references.targets(ownerIds, KIND, this::find, Quote::id, newestFirst());
    }

    public Optional<Quote> findByKey(String key) {
        return Optional.ofNullable(
                database.findOne(Query.query(Criteria.where("key").is(key)), Quote.class));
    }

    /**
     * Stores a new quote under the next number, unless its key has one.
     *
     * @param numbered makes it with the number as its id
     */
    Quote insert(String key, Function<String, Quote> numbered) {
        return findByKey(key).orElseGet(() -> {
            Quote fresh = numbered.apply(Long.toString(counters.next(KIND)));
            references.add(fresh.conversationId(), KIND, fresh.id());
            references.add(fresh.customerId(), KIND, fresh.id());
            if (fresh.messageId() != null) {
                references.add(fresh.messageId(), KIND, fresh.id());
            }
            try {
                return database.insert(fresh);
            } catch (DuplicateKeyException madeMeanwhile) {
                return findByKey(key).orElseThrow();
            }
        });
    }

    Page<Quote> newestFirst(Predicate<Quote> admits, int size, @Nullable String after) {
        return NumberedPage.newestFirst(counters.last(KIND), after, size, admits, this::find, Quote::id);
    }

    /** What was made in a conversation goes with it to another customer. The new reference first, as always. */
    @EventListener
    void on(ConversationsMoved moved) {
        for (String conversationId : moved.conversationIds()) {
            for (Quote quote : of(conversationId)) {
                String before = quote.customerId();
                references.add(moved.customerId(), KIND, quote.id());
                update(quote.id(), current -> current.belongingTo(moved.customerId()));
                if (!before.equals(moved.customerId())) {
                    references.remove(before, KIND, quote.id());
                }
            }
        }
    }

    Quote update(String id, UnaryOperator<Quote> change) {
        return GuardedUpdate.of(database, Quote.class, id, change);
    }

    private static Comparator<Quote> newestFirst() {
        return Comparator.comparingLong((Quote quote) -> Long.parseLong(quote.id()))
                .reversed();
    }
}
