package ar.isac.crm.note;

import ar.isac.crm.person.Mentions;
import ar.isac.crm.person.Person;
import ar.isac.crm.person.PersonalData;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What advisors noted among themselves in a person's conversations; the words go with the thread. */
@Component
class NoteData implements PersonalData {

    private static final String COLLECTION = "notes";

    private final Mentions mentions;

    NoteData(Mentions mentions) {
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
