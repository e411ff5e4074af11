package ar.isac.crm.conversation;

import ar.isac.crm.database.GuardedUpdate;
import ar.isac.crm.message.Handle;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** The conversations. */
@Component
public class Conversations {

    /** Left to themselves, engines fill one answer with all there is, and fail where it is more than a message may hold. */
    private static final int AT_ONCE = 1_000;

    private final MongoTemplate database;
    private final Caseload caseload;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Conversations(MongoTemplate database, Caseload caseload, ApplicationEventPublisher events, Clock clock) {
        this.database = database;
        this.caseload = caseload;
        this.events = events;
        this.clock = clock;
    }

    public Optional<Conversation> find(String id) {
        return Optional.ofNullable(database.findById(id, Conversation.class));
    }

    /** The conversation with a customer on an account; its id follows from both. */
    Optional<Conversation> find(String accountId, String customerId) {
        return find(Conversation.id(accountId, customerId));
    }

    public List<Conversation> find(Collection<String> ids) {
        return database.find(Query.query(Criteria.where("_id").in(ids)), Conversation.class);
    }

    /** Every conversation. The stream reads on as it is consumed and must be closed. */
    public Stream<Conversation> stream() {
        return database.stream(new Query().cursorBatchSize(AT_ONCE), Conversation.class);
    }

    public List<Conversation> all() {
        return database.findAll(Conversation.class);
    }

    Conversation open(String accountId, String customerId, Handle recipient) {
        Conversation fresh = Conversation.open(accountId, customerId, recipient, clock.instant());
        return find(fresh.id()).orElseGet(() -> {
            try {
                return database.insert(fresh);
            } catch (DuplicateKeyException openedMeanwhile) {
                return find(fresh.id()).orElseThrow();
            }
        });
    }

    /**
     * Changes a conversation, guarded by its version. {@code change} runs again on the newest state when somebody else was
     * faster; returning the same state changes nothing.
     */
    public Conversation update(String id, UnaryOperator<Conversation> change) {
        AtomicBoolean changesHandling = new AtomicBoolean();
        Conversation stored = GuardedUpdate.of(database, Conversation.class, id, current -> {
            Conversation next = change.apply(current);
            changesHandling.set(!next.handling().equals(current.handling()));
            return next;
        });
        if (changesHandling.get()) {
            noteCase(stored);
        }
        events.publishEvent(new ConversationsChanged(Set.of(id)));
        return stored;
    }

    /** Noted until it is the newest state that was noted: whoever is faster must not be overwritten by whoever is slower. */
    private void noteCase(Conversation stored) {
        Conversation noted = stored;
        while (true) {
            caseload.note(noted);
            Conversation now = find(noted.id()).orElseThrow();
            if (now.handling().equals(noted.handling())) {
                return;
            }
            noted = now;
        }
    }
}
