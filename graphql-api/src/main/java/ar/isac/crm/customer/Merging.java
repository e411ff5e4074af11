package ar.isac.crm.customer;

import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.graphql.UserError.Code;
import ar.isac.crm.pending.Alarm;
import ar.isac.crm.pending.AlarmHandler;
import ar.isac.crm.pending.Alarms;
import ar.isac.crm.security.Actor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;

/**
 * Says that two records are one person, and takes it back. The saying is stored first, with an alarm; all that follows from it
 * is harmless when done again, and an alarm does it again after a crash.
 */
@Component
class Merging implements AlarmHandler {

    private static final String KIND = "customerMerge";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Customers customers;
    private final Consents consents;
    private final Alarms alarms;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Merging(Customers customers, Consents consents, Alarms alarms, ApplicationEventPublisher events, Clock clock) {
        this.customers = customers;
        this.consents = consents;
        this.alarms = alarms;
        this.events = events;
        this.clock = clock;
    }

    /** Merges one customer into the other, who stays. Doing it again changes nothing. */
    Result<Customer> merge(String staysId, String mergedId, Actor actor) {
        Customer stays = find(staysId);
        Customer merged = find(mergedId);
        CustomerMerge before = customers.merge(mergedId).orElse(null);
        if (before != null && !before.isUndone() && before.into().equals(staysId)) {
            return Result.done(stays);
        }
        if (staysId.equals(mergedId)) {
            return Result.refused(UserError.at("mergedCustomerId", Code.INVALID, "Es el mismo cliente."));
        }
        if (!customers.current(mergedId).equals(mergedId)) {
            return Result.refused(
                    UserError.at("mergedCustomerId", Code.NOT_ALLOWED, "Este cliente ya está unido a otro."));
        }
        if (!customers.current(staysId).equals(staysId)) {
            return Result.refused(UserError.at("customerId", Code.NOT_ALLOWED, "Este cliente ya está unido a otro."));
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        CustomerMerge merge = CustomerMerge.of(stays, merged, before, now, actor.id(), actor.advisorId());
        try {
            alarms.setUnlessSet(KIND, mergedId, now.plus(PATIENCE));
            customers.store(merge);
        } catch (DuplicateKeyException | OptimisticLockingFailureException somebodyElse) {
            return Result.refused(UserError.at(
                    "mergedCustomerId",
                    Code.IN_PROGRESS,
                    "Alguien más lo está uniendo: probá de nuevo en un momento."));
        }
        if (customers.current(staysId).equals(mergedId)
                || !customers.current(staysId).equals(staysId)) {
            // Somebody merged them the other way round at the same moment: neither counts.
            customers.merge(mergedId).map(CustomerMerge::undone).ifPresent(customers::store);
            return Result.refused(UserError.at(
                    "customerId", Code.IN_PROGRESS, "Alguien más lo está uniendo: probá de nuevo en un momento."));
        }
        apply(merge);
        return Result.done(find(staysId));
    }

    /** Takes a merge back: conversations and purchases return to the record by whose handles they came. */
    Result<Customer> undo(String mergedId) {
        find(mergedId);
        CustomerMerge merge = customers.merge(mergedId).orElse(null);
        if (merge == null) {
            return Result.refused(UserError.at("mergedCustomerId", Code.NOT_ALLOWED, "Este cliente no está unido."));
        }
        if (merge.isUndone()) {
            return Result.done(find(mergedId));
        }
        if (!customers.current(merge.into()).equals(merge.into())) {
            return Result.refused(UserError.at(
                    "mergedCustomerId",
                    Code.NOT_ALLOWED,
                    "El cliente al que se unió está unido a otro: deshacé primero esa unión."));
        }
        try {
            alarms.setUnlessSet(KIND, mergedId, clock.instant().plus(PATIENCE));
            takeBack(customers.store(merge.undone()));
        } catch (OptimisticLockingFailureException somebodyElse) {
            return Result.refused(UserError.at(
                    "mergedCustomerId", Code.IN_PROGRESS, "Alguien más lo está cambiando: probá de nuevo."));
        }
        return Result.done(find(mergedId));
    }

    private void apply(CustomerMerge merge) {
        Customer merged = find(merge.id());
        customers.announced(
                "customer.merged",
                merge.id(),
                merge.into() + "/" + merge.at().toEpochMilli(),
                () -> customers.update(merge.into(), stays -> stays.absorbing(merged, merge)));
        takeOverConsents(merge);
        events.publishEvent(new CustomersMerged(family(merge.id()), merge.into()));
        events.publishEvent(new CustomersChanged(Set.of(merge.id(), merge.into())));
    }

    /** A no that one of them said holds for the person; a yes only where nothing else was said. */
    private void takeOverConsents(CustomerMerge merge) {
        List<Consent> own = consents.of(List.of(merge.into()));
        for (Consent said : consents.of(List.of(merge.id()))) {
            boolean isSaidAlready = own.stream()
                    .anyMatch(known -> known.purpose() == said.purpose() && (!known.isGranted() || said.isGranted()));
            if (!isSaidAlready) {
                consents.set(merge.into(), said.purpose(), said.isGranted(), said.evidence(), merge.actorId());
            }
        }
    }

    private void takeBack(CustomerMerge merge) {
        Customer merged = find(merge.id());
        customers.update(merge.into(), stays -> stays.releasing(merged, merge));
        events.publishEvent(new CustomersMerged(family(merge.id()), merge.id()));
        events.publishEvent(new CustomersChanged(Set.of(merge.id(), merge.into())));
    }

    /** The record and all that were merged into it, one behind the other. */
    private Set<String> family(String id) {
        Set<String> family = new HashSet<>(Set.of(id));
        List<CustomerMerge> merges = customers.merges();
        boolean isGrowing = true;
        while (isGrowing) {
            isGrowing = false;
            for (CustomerMerge merge : merges) {
                if (!merge.isUndone() && family.contains(merge.into())) {
                    isGrowing |= family.add(merge.id());
                }
            }
        }
        return family;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public @Nullable Instant ring(Alarm alarm) {
        customers.merge(alarm.subject()).ifPresent(merge -> {
            if (merge.isUndone()) {
                takeBack(merge);
            } else {
                apply(merge);
            }
        });
        return null;
    }

    private Customer find(String id) {
        return customers.find(id).orElseThrow(() -> new NotFound("Customer"));
    }
}
