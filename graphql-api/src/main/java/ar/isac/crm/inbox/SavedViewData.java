package ar.isac.crm.inbox;

import ar.isac.crm.person.Mentions;
import ar.isac.crm.person.Person;
import ar.isac.crm.person.PersonalData;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Views that show one person's conversations alone. */
@Component
class SavedViewData implements PersonalData {

    private static final String COLLECTION = "savedViews";

    private final Mentions mentions;

    SavedViewData(Mentions mentions) {
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
