package ar.isac.crm.pending;

import ar.isac.crm.person.Mentions;
import ar.isac.crm.person.Person;
import ar.isac.crm.person.PersonalData;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What was still to be announced or done about a person. */
@Component
class PendingData implements PersonalData {

    private final Mentions mentions;

    PendingData(Mentions mentions) {
        this.mentions = mentions;
    }

    @Override
    public Set<String> collections() {
        return Set.of("outbox", "due");
    }

    @Override
    public boolean isTold() {
        return false;
    }

    @Override
    public void erase(Person person) {
        collections().forEach(collection -> mentions.remove(collection, person));
    }
}
