package ar.isac.crm.outgoing;

import ar.isac.crm.person.Mentions;
import ar.isac.crm.person.Person;
import ar.isac.crm.person.PersonalData;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What other systems were told about a person, for as long as it can be told again. */
@Component
class DeliveryData implements PersonalData {

    private static final String COLLECTION = "webhookDeliveries";

    private final Mentions mentions;

    DeliveryData(Mentions mentions) {
        this.mentions = mentions;
    }

    @Override
    public Set<String> collections() {
        return Set.of(COLLECTION);
    }

    @Override
    public void erase(Person person) {
        mentions.remove(COLLECTION, person);
    }
}
