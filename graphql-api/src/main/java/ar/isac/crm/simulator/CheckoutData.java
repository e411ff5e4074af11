package ar.isac.crm.simulator;

import ar.isac.crm.person.Mentions;
import ar.isac.crm.person.Person;
import ar.isac.crm.person.PersonalData;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The demo's checkouts of a person. */
@Component
class CheckoutData implements PersonalData {

    private final Mentions mentions;

    CheckoutData(Mentions mentions) {
        this.mentions = mentions;
    }

    @Override
    public Set<String> collections() {
        return Set.of("simulatedPayments");
    }

    @Override
    public boolean isTold() {
        return false;
    }

    @Override
    public void erase(Person person) {
        mentions.remove("simulatedPayments", person);
    }
}
