package ar.isac.crm.note;

import ar.isac.crm.person.Mentions;
import ar.isac.crm.person.Person;
import ar.isac.crm.person.PersonalData;
import java.util.Set;
import org.springframework.stereotype.Component;

/** That there were notes about a person; what they said is in the thread. */
@Component
class NoteData implements PersonalData {

    private static final String NOTES = "notes";

    private final Mentions mentions;

    NoteData(Mentions mentions) {
        this.mentions = mentions;
    }

    @Override
    public Set<String> collections() {
        return Set.of(NOTES);
    }

    @Override
    public void erase(Person person) {
        mentions.remove(NOTES, person);
    }
}
