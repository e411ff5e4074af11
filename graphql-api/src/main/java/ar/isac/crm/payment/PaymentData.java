package ar.isac.crm.payment;

import ar.isac.crm.person.Person;
import ar.isac.crm.person.PersonalData;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** A person's payments stay with the sales they paid, and tell no more whose they were. */
@Component
class PaymentData implements PersonalData {

    static final String TYPE = "Payment";

    private final Payments payments;
    private final Clock clock;

    PaymentData(Payments payments, Clock clock) {
        this.payments = payments;
        this.clock = clock;
    }

    @Override
    public Set<String> collections() {
        return Set.of("payments");
    }

    @Override
    public Person completed(Person person) {
        return person.with(
                TYPE,
                payments.of(person.all(Person.CONVERSATION)).values().stream()
                        .flatMap(Collection::stream)
                        .map(Payment::id));
    }

    /** Whoever pays by a link that still works must get what they paid for. */
    @Override
    public Set<String> obstacles(Person person) {
        Instant now = clock.instant();
        return payments.find(person.all(TYPE)).stream()
                .filter(payment -> payment.status() == PaymentStatus.PENDING
                        && payment.expiresAt() != null
                        && payment.expiresAt().isAfter(now))
                .map(payment -> "Tiene un link de pago que todavía sirve: esperá a que venza.")
                .collect(Collectors.toSet());
    }

    @Override
    public void erase(Person person) {
        payments.find(person.all(TYPE)).forEach(payment -> payments.update(payment.id(), Payment::withoutPerson));
    }
}
