package ar.isac.crm.privacy;

import ar.isac.crm.customer.Customers;
import ar.isac.crm.database.GuardedUpdate;
import ar.isac.crm.database.StoredBytes;
import ar.isac.crm.database.Vault;
import ar.isac.crm.hub.Undelivered;
import ar.isac.crm.media.MediaData;
import ar.isac.crm.pending.Alarm;
import ar.isac.crm.pending.AlarmHandler;
import ar.isac.crm.pending.Alarms;
import ar.isac.crm.person.Forgotten;
import ar.isac.crm.person.Mentions;
import ar.isac.crm.person.Person;
import ar.isac.crm.security.Actor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Erases people. What everything about them is found by is written down first, sealed, and an alarm goes on with it after a
 * crash, whenever that comes: each pass goes through everything again and does no harm. Two passes are made, the second after
 * what was on its way when the first began has arrived.
 */
@Component
class Erasures implements AlarmHandler {

    private static final Logger log = LoggerFactory.getLogger(Erasures.class);
    private static final String KIND = "erasure";
    private static final int PASSES = 2;
    private static final int MOST_PASSES = 10;

    /** How soon somebody looks whether it was interrupted. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MongoTemplate database;
    private final Holdings holdings;
    private final Mentions mentions;
    private final Forgotten forgotten;
    private final Customers customers;
    private final MediaData media;
    private final Undelivered undelivered;
    private final StoredBytes bytes;
    private final Vault vault;
    private final Alarms alarms;
    private final Duration secondLook;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.builder().build();
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    Erasures(
            MongoTemplate database,
            Holdings holdings,
            Mentions mentions,
            Forgotten forgotten,
            Customers customers,
            MediaData media,
            Undelivered undelivered,
            StoredBytes bytes,
            Vault vault,
            Alarms alarms,
            @Value("${crm.privacy.second-look:PT1M}") Duration secondLook,
            Clock clock) {
        this.database = database;
        this.holdings = holdings;
        this.mentions = mentions;
        this.forgotten = forgotten;
        this.customers = customers;
        this.media = media;
        this.undelivered = undelivered;
        this.bytes = bytes;
        this.vault = vault;
        this.alarms = alarms;
        this.secondLook = secondLook;
        this.clock = clock;
    }

    /** The erasure of the customer with this id; empty when nobody has asked for it. */
    Optional<Erasure> of(String customerId) {
        return find(id(customerId));
    }

    Optional<Erasure> find(String id) {
        return Optional.ofNullable(database.findById(id, Erasure.class));
    }

    private String id(String customerId) {
        return forgotten.digest("erasure of " + customerId);
    }

    /** Begins to erase a person; it goes on by itself. */
    Erasure begin(Person person, Erasure.Reason reason, Actor actor) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<String> ids =
                person.all(Person.CUSTOMER).stream().map(this::id).sorted().toList();
        String id = ids.getFirst();
        alarms.setUnlessSet(KIND, id, now.plus(patience()));
        Erasure stored;
        try {
            stored = database.insert(new Erasure(
                    id, null, seal(id, person), reason, actor.id(), actor.advisorId(), 0, List.of(), now, null));
        } catch (DuplicateKeyException begunMeanwhile) {
            stored = find(id).orElseThrow(() -> begunMeanwhile);
        }
        // Nothing that is on its way may bring them back while they are erased.
        Instant asked = stored.requestedAt();
        person.handles().forEach(handle -> forgotten.forget(handle, asked));
        start(id);
        return stored;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Passes take long, and the other alarms do not wait for them. */
    @Override
    public @Nullable Instant ring(Alarm alarm) {
        Erasure erasure = find(alarm.subject()).orElse(null);
        if (erasure == null || erasure.finishedAt() != null) {
            return null;
        }
        boolean isForSecondLook = erasure.passes() == 1
                && clock.instant().isBefore(erasure.requestedAt().plus(secondLook));
        if (!isForSecondLook) {
            start(erasure.id());
        }
        return clock.instant().plus(patience());
    }

    private Duration patience() {
        return secondLook.compareTo(PATIENCE) < 0 ? secondLook : PATIENCE;
    }

    private void start(String id) {
        if (underWay.add(id)) {
            Thread.ofPlatform().daemon().name("erasure").start(() -> {
                try {
                    pass(id);
                } catch (RuntimeException e) {
                    log.error("Erasure {} was interrupted and will go on", id, e);
                } finally {
                    underWay.remove(id);
                }
            });
        }
    }

    private void pass(String id) {
        Erasure erasure = find(id).orElseThrow();
        if (erasure.person() == null) {
            return;
        }
        Person known = open(erasure);
        Person person = holdings.completed(known);
        if (!person.equals(known)) {
            update(id, current -> current.knowing(seal(id, person)));
        }
        person.handles().forEach(handle -> {
            if (forgotten.until(List.of(handle)).isEmpty()) {
                forgotten.forget(handle, erasure.requestedAt());
            }
        });
        Set<String> marks = person.marks();
        undelivered.remove(body -> Mentions.mentions(body, marks));
        holdings.erase(person);
        Mentions.Found found = mentions.everywhere(person, Set.of("erasures"));
        Set<String> theirsAlone = new HashSet<>(person.all(Person.MEDIA));
        theirsAlone.removeAll(found.sharedMedia());
        media.remove(theirsAlone);
        undelivered.forgetHandled();
        bytes.rewrite();
        Erasure passed = update(id, current -> current.passed(List.copyOf(found.collections())));
        boolean isClean = passed.leftIn().isEmpty() || passed.passes() >= MOST_PASSES;
        if (passed.passes() >= PASSES && isClean) {
            customers.announceErased(person.all(Person.CUSTOMER));
            update(id, current -> current.finished(clock.instant()));
            // The sealed list of what there was is in the log until now.
            bytes.rewrite();
        }
        log.info("Pass {} of erasure {} is done", passed.passes(), id);
    }

    private Erasure update(String id, UnaryOperator<Erasure> change) {
        return GuardedUpdate.of(database, Erasure.class, id, change);
    }

    private String seal(String id, Person person) {
        return vault.seal(json.writeValueAsString(person), "erasures/" + id);
    }

    private Person open(Erasure erasure) {
        return json.readValue(vault.open(String.valueOf(erasure.person()), "erasures/" + erasure.id()), Person.class);
    }
}
