package ar.isac.crm.customer;

import ar.isac.crm.customer.Customer.KnownHandle;
import ar.isac.crm.customer.Detail.Source;
import ar.isac.crm.database.GuardedUpdate;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.ConversationEvent;
import ar.isac.crm.message.Fact;
import ar.isac.crm.message.Handle;
import ar.isac.crm.message.Sender;
import ar.isac.crm.pending.Outbox;
import ar.isac.crm.person.Forgotten;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** The customers, found by their handles. */
@Component
public class Customers {

    private static final Logger log = LoggerFactory.getLogger(Customers.class);

    /** Left to themselves, engines fill one answer with all there is, and fail where it is more than a message may hold. */
    private static final int AT_ONCE = 1_000;

    private final MongoTemplate database;
    private final Forgotten forgotten;
    private final ApplicationEventPublisher events;
    private final Abroad abroad;
    private final Clock clock;

    @Autowired
    Customers(
            MongoTemplate database, Forgotten forgotten, ApplicationEventPublisher events, Outbox outbox, Clock clock) {
        this(
                database,
                forgotten,
                events,
                (news, change) -> outbox.announcing(news, () -> {
                    change.run();
                    return news;
                }),
                clock);
    }

    Customers(
            MongoTemplate database, Forgotten forgotten, ApplicationEventPublisher events, Abroad abroad, Clock clock) {
        this.database = database;
        this.forgotten = forgotten;
        this.abroad = abroad;
        this.events = events;
        this.clock = clock;
    }

    /** Sees to it that other systems of the shop hear of a change, also when this process dies in the middle of it. */
    @FunctionalInterface
    interface Abroad {
        void announcing(List<Publication> news, Runnable change);
    }

    /**
     * Whose an address is: {@code id} is account and address, so two customers can never own one.
     *
     * @param until when they gave it up; null while it is theirs. Numbers are given to somebody else in time.
     * @param reachedBy the form in which a number for tests has it on its list; null for the address as it stands
     * @param profile when the platform is to be asked who it is; null as long as it was not asked
     */
    @Document("handles")
    record Ownership(
            @Id String id,
            String customerId,
            @Nullable Instant until,
            @Nullable String reachedBy,
            @Nullable ProfileAsking profile) {

        boolean holdsAt(Instant moment) {
            return until == null || !moment.isAfter(until);
        }

        static String id(String accountId, String address) {
            return accountId + "/" + address;
        }
    }

    /** How often the platform was asked in vain, and when it is to be asked again. */
    record ProfileAsking(int tries, Instant nextAt) {}

    public Optional<Customer> find(String id) {
        return Optional.ofNullable(database.findById(id, Customer.class));
    }

    public List<Customer> find(Collection<String> ids) {
        return database.find(Query.query(Criteria.where("_id").in(ids)), Customer.class);
    }

    /** Every customer; read once at start. The stream reads on as it is consumed and must be closed. */
    Stream<Customer> all() {
        return database.stream(new Query().cursorBatchSize(AT_ONCE), Customer.class);
    }

    /** Those written since a moment, on whatever node. Only for databases whose indexes serve a range. */
    List<Customer> changedSince(Instant moment) {
        return database.find(Query.query(Criteria.where("changedAt").gte(moment)), Customer.class);
    }

    /**
     * The customer who owned one of the sender's handles when they wrote, with every handle of this sender noted; a new one
     * when none is known. Doing it again changes nothing.
     */
    public Customer recognise(AccountRef account, Sender sender, Instant at) {
        String id = owner(account, sender, at).orElseGet(() -> create(account, sender));
        for (Handle handle : sender.handles()) {
            claim(account, handle, id, at);
        }
        Customer owner = note(id, account, sender);
        String current = current(id);
        if (!current.equals(id)) {
            // Merged: the one who stays is known by these handles too.
            update(
                    current,
                    customer -> customer.seen(known(account, sender.handles()), null)
                            .named(account.id(), sender.username()));
        }
        return owner;
    }

    /**
     * Who somebody is by now: the customer whom a record was merged into, or the record itself.
     *
     * @param id of a record that owns handles
     */
    public String current(String id) {
        Set<String> passed = new HashSet<>();
        String current = id;
        while (passed.add(current)) {
            CustomerMerge merge = database.findById(current, CustomerMerge.class);
            if (merge == null || merge.isUndone()) {
                return current;
            }
            current = merge.into();
        }
        // Two merged into each other at one moment; both will be undone.
        return id;
    }

    Optional<CustomerMerge> merge(String mergedId) {
        return Optional.ofNullable(database.findById(mergedId, CustomerMerge.class));
    }

    /** All of them: they are few. */
    List<CustomerMerge> merges() {
        return database.findAll(CustomerMerge.class);
    }

    /** Those of these customers who were merged into another. */
    Set<String> merged(Collection<String> ids) {
        return database.find(Query.query(Criteria.where("_id").in(ids)), CustomerMerge.class).stream()
                .filter(merge -> !merge.isUndone())
                .map(CustomerMerge::id)
                .collect(Collectors.toSet());
    }

    CustomerMerge store(CustomerMerge merge) {
        return merge.version() == null ? database.insert(merge) : database.save(merge);
    }

    /** Whether a message by this sender is from before they were erased, however late it comes. */
    public boolean isForgotten(AccountRef account, Sender sender, Instant at) {
        return forgotten.isForgotten(
                sender.handles().stream()
                        .map(handle -> Ownership.id(account.id(), handle.address()))
                        .toList(),
                at);
    }

    /** Until when an address belonged to somebody who was erased; empty for most. */
    public Optional<Instant> forgottenUntil(AccountRef account, String address) {
        return forgotten.until(List.of(Ownership.id(account.id(), address)));
    }

    /** Removes these records with all that says who they were. */
    void remove(Collection<String> ids) {
        database.remove(Query.query(Criteria.where("_id").in(ids)), Customer.class);
        database.remove(Query.query(Criteria.where("_id").in(ids)), CustomerMerge.class);
        merges().stream().filter(merge -> ids.contains(merge.into())).forEach(database::remove);
        events.publishEvent(new CustomersChanged(Set.copyOf(ids)));
    }

    /**
     * The customer who was known by the former handles is known by the new ones from then on; empty when nobody was. A former
     * handle is given up when there is a new one of its kind, and whoever has it next is somebody else. Doing it again changes
     * nothing.
     */
    public Optional<Customer> rekey(AccountRef account, Sender former, List<Handle> now, Instant at) {
        return owner(account, former, at).map(id -> {
            now.forEach(handle -> claim(account, handle, id, at));
            List<Handle> left = former.handles().stream()
                    .filter(handle -> now.stream().anyMatch(next -> next.kind() == handle.kind()))
                    .filter(handle -> !now.contains(handle))
                    .toList();
            left.forEach(handle -> giveUp(account, handle, id, at));
            return update(id, customer -> customer.rekeyed(known(account, left), known(account, now)));
        });
    }

    private static List<KnownHandle> known(AccountRef account, List<Handle> handles) {
        return handles.stream()
                .map(handle -> new KnownHandle(account.id(), handle.kind(), handle.address()))
                .toList();
    }

    private Optional<String> owner(AccountRef account, Sender sender, Instant at) {
        return sender.handles().stream()
                .map(handle -> database.findById(Ownership.id(account.id(), handle.address()), Ownership.class))
                .filter(Objects::nonNull)
                .filter(ownership -> ownership.holdsAt(at))
                .map(Ownership::customerId)
                .findFirst();
    }

    /** The record that owns an address on an account now; empty for whoever has not written yet. */
    public Optional<String> ownerOf(AccountRef account, Handle handle, Instant at) {
        return owner(account, new Sender(List.of(handle), null), at);
    }

    /** The id follows from the handle, and from who had it before, so that creating it twice creates it once. */
    private String create(AccountRef account, Sender sender) {
        String handle = Ownership.id(account.id(), sender.stableId());
        Ownership before = database.findById(handle, Ownership.class);
        String cause = before == null
                ? forgotten
                        .until(List.of(handle))
                        .map(until -> handle + " after " + until)
                        .orElse(handle)
                : handle + " after " + before.customerId();
        String id = UUID.nameUUIDFromBytes(("customer " + cause).getBytes(StandardCharsets.UTF_8))
                .toString();
        abroad.announcing(List.of(fact("customer.created", id, "")), () -> {
            try {
                database.insert(Customer.unknown(id, clock.instant()));
                events.publishEvent(new CustomersChanged(Set.of(id)));
            } catch (DuplicateKeyException createdMeanwhile) {
                log.trace("Customer {} was created meanwhile", id);
            }
        });
        return id;
    }

    /** What somebody else owns stays theirs: whether they are one person is for people to say. */
    private void claim(AccountRef account, Handle handle, String customerId, Instant at) {
        String id = Ownership.id(account.id(), handle.address());
        Ownership owned = database.findById(id, Ownership.class);
        if (owned == null) {
            try {
                database.insert(new Ownership(id, customerId, null, null, null));
            } catch (DuplicateKeyException ownedMeanwhile) {
                log.trace("A handle of customer {} was claimed meanwhile", customerId);
            }
        } else if (!owned.holdsAt(at)) {
            // One customer's updates are one group of the broker: nobody else claims it at this moment.
            database.save(new Ownership(id, customerId, null, null, null));
        }
    }

    private void giveUp(AccountRef account, Handle handle, String customerId, Instant at) {
        String id = Ownership.id(account.id(), handle.address());
        Ownership owned = database.findById(id, Ownership.class);
        if (owned != null && owned.customerId().equals(customerId) && owned.until() == null) {
            database.save(new Ownership(id, customerId, at, null, null));
        }
    }

    /** The form in which the account reaches an address: the address itself, unless another was found out. */
    public String reachedBy(AccountRef account, String address) {
        Ownership owned = database.findById(Ownership.id(account.id(), address), Ownership.class);
        return owned == null || owned.reachedBy() == null ? address : owned.reachedBy();
    }

    /** Notes in which form the account reaches an address; the address itself where it is as good as any. */
    public void reachBy(AccountRef account, String address, String form) {
        database.findAndModify(
                Query.query(Criteria.where("_id").is(Ownership.id(account.id(), address))),
                form.equals(address) ? new Update().unset("reachedBy") : Update.update("reachedBy", form),
                Ownership.class);
    }

    /** Whether it is time to ask the platform who somebody is. */
    public boolean isProfileDue(AccountRef account, String address) {
        Ownership owned = database.findById(Ownership.id(account.id(), address), Ownership.class);
        return owned != null
                && (owned.profile() == null || !owned.profile().nextAt().isAfter(clock.instant()));
    }

    /**
     * The platform is about to be asked who somebody is; returns how often it has been asked in vain before.
     *
     * @param patience how long to wait before it is asked again, after so many tries in vain
     */
    public int askingForProfile(AccountRef account, String address, IntFunction<Duration> patience) {
        String id = Ownership.id(account.id(), address);
        Ownership owned = database.findById(id, Ownership.class);
        int tries =
                owned == null || owned.profile() == null ? 0 : owned.profile().tries();
        note(id, new ProfileAsking(tries + 1, clock.instant().plus(patience.apply(tries))));
        return tries;
    }

    /** The platform has said who somebody is, or that it will not; it need not be asked for a while. */
    public void profileAnswered(AccountRef account, String address, Duration patience) {
        note(
                Ownership.id(account.id(), address),
                new ProfileAsking(0, clock.instant().plus(patience)));
    }

    private void note(String handle, ProfileAsking asking) {
        database.findAndModify(
                Query.query(Criteria.where("_id").is(handle)), Update.update("profile", asking), Ownership.class);
    }

    /** Who somebody is on the platform, by their own words; returns whom that is about, empty when nobody has the address. */
    public Optional<Customer> isCalled(
            AccountRef account, String address, @Nullable String name, @Nullable String username) {
        return Optional.ofNullable(database.findById(Ownership.id(account.id(), address), Ownership.class))
                .filter(owned -> owned.until() == null)
                .map(owned -> update(
                        current(owned.customerId()),
                        customer -> customer.seen(List.of(), name == null || name.isBlank() ? null : name.strip())
                                .named(account.id(), username)));
    }

    /** The platform says that the customer has this address too; what somebody else owns stays theirs. */
    public void alsoKnownAs(AccountRef account, String customerId, Handle handle) {
        Instant now = clock.instant();
        claim(account, handle, customerId, now);
        Ownership owned = database.findById(Ownership.id(account.id(), handle.address()), Ownership.class);
        if (owned != null && owned.customerId().equals(customerId)) {
            update(customerId, customer -> customer.seen(known(account, List.of(handle)), null));
        }
    }

    private Customer note(String id, AccountRef account, Sender sender) {
        List<KnownHandle> handles = known(account, sender.handles());
        return update(
                id, customer -> customer.seen(handles, sender.profileName()).named(account.id(), sender.username()));
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
        Customer now = find(id).orElseThrow();
        Customer next = change.apply(now);
        if (next.isTheSameAbroad(now)) {
            return updateQuietly(id, change);
        }
        AtomicReference<Customer> stored = new AtomicReference<>(next);
        announced("customer.changed", id, String.valueOf(now.version()), () -> stored.set(updateQuietly(id, change)));
        return Objects.requireNonNull(stored.get());
    }

    /** Lets other systems of the shop hear, by their ids alone, that customers are erased and have to be there too. */
    public void announceErased(Set<String> ids) {
        abroad.announcing(
                ids.stream().map(id -> fact("customer.erased", id, "")).toList(), () -> {});
    }

    /** Lets other systems of the shop hear of a change. */
    void announced(String fact, String id, String cause, Runnable change) {
        abroad.announcing(List.of(fact(fact, id, cause)), change);
    }

    private Publication fact(String name, String id, String cause) {
        return Publication.of(ConversationEvent.of(new Fact(name, id), cause, clock.instant()));
    }

    private Customer updateQuietly(String id, UnaryOperator<Customer> change) {
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
