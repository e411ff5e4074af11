package ar.isac.crm.inbox;

import ar.isac.crm.person.Person;
import ar.isac.crm.person.PersonalData;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The words of a person's messages, and their names, in the index on disk. */
@Component
class IndexData implements PersonalData {

    private final InboxIndex index;

    IndexData(InboxIndex index) {
        this.index = index;
    }

    @Override
    public Set<String> collections() {
        return Set.of();
    }

    @Override
    public void erase(Person person) {
        index.erase(person.all(Person.CONVERSATION));
    }
}
