package ar.isac.crm.idempotency;

import ar.isac.crm.person.Mentions;
import ar.isac.crm.person.Person;
import ar.isac.crm.person.PersonalData;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Results of mutations about a person: the key of one is as good as new then. */
@Component
class KeyData implements PersonalData {

    private final Mentions mentions;

    KeyData(Mentions mentions) {
        this.mentions = mentions;
    }

    @Override
    public Set<String> collections() {
        return Set.of("idempotencyKeys");
    }

    @Override
    public boolean isTold() {
        return false;
    }

    @Override
    public void erase(Person person) {
        mentions.remove("idempotencyKeys", person);
    }
}
