package ar.isac.crm.customer;

import ar.isac.crm.customer.Customer.KnownHandle;
import ar.isac.crm.customer.Detail.Source;
import ar.isac.crm.database.GuardedUpdate;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.Handle;
import ar.isac.crm.message.Sender;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** The customers, found by their handles. */
@Component
public class Customers {

    private static final Logger log = LoggerFactory.getLogger(Customers.class);

    private final MongoTemplate database;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Customers(MongoTemplate database, ApplicationEventPublisher events, Clock clock) {
        this.database = database;
        this.events = events;
        this.clock = clock;
    }

    /** Whose an address is: {@code id} is account and address, so two customers can never own one. */
    @Document("handles")
    record Ownership(@Id String id, String customerId) {

        static String id(String accountId, String address) {
            return accountId + "/" + address;
        }
    }

    public Optional<Customer> find(String id) {
        return Optional.ofNullable(database.findById(id, Customer.class));
    }

    public List<Customer> find(Collection<String> ids) {
        return database.find(Query.query(Criteria.where("_id").in(ids)), Customer.class);
    }

    /** Every customer; read once at start. The stream reads on as it is consumed and must be closed. */
    Stream<Customer> all() {
        return database.stream(new Query(), Customer.class);
    }

    /** Those written since a moment, on whatever node. Only for databases whose indexes serve a range. */
    List<Customer> changedSince(Instant moment) {
        return database.find(Query.query(Criteria.where("changedAt").gte(moment)), Customer.class);
    }

    /**
     * The customer who owns one of the sender's handles, with every handle of this sender noted; a new one when none is
     * known. Doing it again changes nothing.
     */
    public Customer recognise(AccountRef account, Sender sender) {
        String id = owner(account, sender).orElseGet(() -> create(account, sender));
        List<KnownHandle> handles = sender.handles().stream()
                .map(handle -> new KnownHandle(account.id(), handle.kind(), handle.address()))
                .toList();
        for (Handle handle : sender.handles()) {
            claim(account, handle, id);
        }
        return note(id, handles, sender);
    }

    private Optional<String> owner(AccountRef account, Sender sender) {
        return sender.handles().stream()
                .map(handle -> database.findById(Ownership.id(account.id(), handle.address()), Ownership.class))
                .filter(Objects::nonNull)
                .map(Ownership::customerId)
                .findFirst();
    }

    /** The id follows from the handle, so that creating it twice creates it once. */
    private String create(AccountRef account, Sender sender) {
        String id = UUID.nameUUIDFromBytes(
                        ("customer " + Ownership.id(account.id(), sender.stableId())).getBytes(StandardCharsets.UTF_8))
                .toString();
        try {
            database.insert(Customer.unknown(id, clock.instant()));
            events.publishEvent(new CustomersChanged(Set.of(id)));
        } catch (DuplicateKeyException createdMeanwhile) {
            log.trace("Customer {} was created meanwhile", id);
        }
        return id;
    }

    private void claim(AccountRef account, Handle handle, String customerId) {
        String id = Ownership.id(account.id(), handle.address());
        if (database.findById(id, Ownership.class) != null) {
            return;
        }
        try {
            database.insert(new Ownership(id, customerId));
        } catch (DuplicateKeyException ownedMeanwhile) {
            log.trace("A handle of customer {} was claimed meanwhile", customerId);
        }
    }

    private Customer note(String id, List<KnownHandle> handles, Sender sender) {
        return update(id, customer -> customer.seen(handles, sender.profileName()));
    }

    /**
     * Keeps what the customer tells of themselves in a message. Doing it again changes nothing; a failure is logged and holds
     * nobody up, since an answer matters more.
     *
     * @param occurredAt when they wrote it: of two messages the later one counts, in whatever order they come
     */
    public void learn(String id, String messageId, String text, Instant occurredAt) {
        List<Detail> told = CustomerDetails.in(text).told().stream()
                .map(piece -> new Detail(piece.field(), piece.value(), Source.message(messageId), occurredAt))
                .toList();
        if (!told.isEmpty()) {
            quietly(id, customer -> customer.told(told));
        }
    }

    /** Notes what the customer asked for or bought. Doing it again changes nothing; a failure holds nobody up. */
    public void learn(String id, Ask ask) {
        quietly(id, customer -> customer.asked(ask));
    }

    /** Notes that the customer may be of another segment, for somebody to decide; likewise. */
    public void suggest(String id, SegmentSuggestion suggestion) {
        quietly(id, customer -> customer.suggested(suggestion));
    }

    private void quietly(String id, UnaryOperator<Customer> change) {
        try {
            find(id).ifPresent(known -> update(id, change));
        } catch (DataAccessException failure) {
            log.warn(
                    "Nothing is learnt of customer {} now: {}",
                    id,
                    failure.getClass().getSimpleName());
        }
    }

    /** The customer after the change, which runs again after a lost race. */
    Customer update(String id, UnaryOperator<Customer> change) {
        boolean[] isChanged = {false};
        Customer stored = GuardedUpdate.of(database, Customer.class, id, customer -> {
            Customer next = change.apply(customer);
            isChanged[0] = !next.equals(customer);
            return isChanged[0] ? next.changed(clock.instant()) : customer;
        });
        if (isChanged[0]) {
            events.publishEvent(new CustomersChanged(Set.of(id)));
        }
        return stored;
    }
}
