package ar.isac.crm.deadletter;

import ar.isac.crm.person.Mentions;
import ar.isac.crm.person.Person;
import ar.isac.crm.person.PersonalData;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Letters that a person wrote, or that are about them. */
@Component
class LetterData implements PersonalData {

    private final Mentions mentions;

    LetterData(Mentions mentions) {
        this.mentions = mentions;
    }

    @Override
    public Set<String> collections() {
        return Set.of("deadLetters");
    }

    @Override
    public void erase(Person person) {
        mentions.remove("deadLetters", person);
    }
}
