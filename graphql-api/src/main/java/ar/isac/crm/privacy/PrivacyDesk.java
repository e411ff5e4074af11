package ar.isac.crm.privacy;

import ar.isac.crm.customer.Customer;
import ar.isac.crm.customer.Customers;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.graphql.UserError.Code;
import ar.isac.crm.idempotency.IdempotencyKeys;
import ar.isac.crm.person.Person;
import ar.isac.crm.security.Actor;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Takes what administrators ask about people's data, and refuses what would erase the wrong one. */
@Service
class PrivacyDesk {

    private final Customers customers;
    private final Holdings holdings;
    private final Erasures erasures;
    private final CustomerArchives archives;
    private final IdempotencyKeys keys;

    PrivacyDesk(
            Customers customers,
            Holdings holdings,
            Erasures erasures,
            CustomerArchives archives,
            IdempotencyKeys keys) {
        this.customers = customers;
        this.holdings = holdings;
        this.erasures = erasures;
        this.archives = archives;
        this.keys = keys;
    }

    /** In the shape of the GraphQL input. */
    record EraseCustomerInput(String customerId, String confirmation, Erasure.Reason reason, String idempotencyKey) {}

    record ExportCustomerInput(String customerId, String idempotencyKey) {}

    /** A link to everything that is held about a customer; the same one for the same key. */
    Result<CustomerArchives.Link> export(ExportCustomerInput input, Actor actor) {
        String customerId = GlobalId.raw(Person.CUSTOMER, input.customerId());
        if (customers.find(customerId).isEmpty()) {
            throw new NotFound(Person.CUSTOMER);
        }
        return switch (keys.once(
                actor.id(),
                "exportCustomer",
                input.idempotencyKey(),
                input,
                CustomerArchives.Link.class,
                () -> archives.link(customerId))) {
            case IdempotencyKeys.Outcome.Done<CustomerArchives.Link>(CustomerArchives.Link link) -> Result.done(link);
            case IdempotencyKeys.Outcome.Refused<CustomerArchives.Link>(UserError error) -> Result.refused(error);
        };
    }

    Result<Erasure> erase(EraseCustomerInput input, Actor actor) {
        String customerId = GlobalId.raw(Person.CUSTOMER, input.customerId());
        return keys.attempt(
                        actor.id(),
                        "eraseCustomer",
                        input.idempotencyKey(),
                        input,
                        () -> erased(customerId, input, actor).map(Erasure::id))
                .map(id -> erasures.find(id).orElseThrow(() -> new NotFound("Erasure")));
    }

    private Result<Erasure> erased(String customerId, EraseCustomerInput input, Actor actor) {
        Optional<Erasure> begun = erasures.of(customerId);
        if (begun.isPresent()) {
            return Result.done(begun.get());
        }
        Customer customer = customers.find(customerId).orElseThrow(() -> new NotFound(Person.CUSTOMER));
        if (!input.confirmation()
                .strip()
                .equalsIgnoreCase(customer.displayName().strip())) {
            return Result.refused(UserError.at(
                    "confirmation",
                    Code.INVALID,
                    "Para confirmar, escribí el nombre del cliente tal como se ve: lo que se borra no vuelve."));
        }
        Person person = holdings.completed(Person.of(customerId));
        List<UserError> obstacles = holdings.obstacles(person).stream()
                .sorted()
                .map(words -> UserError.at("customerId", Code.NOT_ALLOWED, words))
                .toList();
        return obstacles.isEmpty()
                ? Result.done(erasures.begin(person, input.reason(), actor))
                : new Result.Refused<>(obstacles);
    }
}
