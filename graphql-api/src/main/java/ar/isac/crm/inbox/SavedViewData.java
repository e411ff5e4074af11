package ar.isac.crm.inbox;

import ar.isac.crm.person.Mentions;
import ar.isac.crm.person.Person;
import ar.isac.crm.person.PersonalData;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Lists of what was said with one person. */
@Component
class SavedViewData implements PersonalData {

    private static final String VIEWS = "savedViews";

    private final Mentions mentions;

    SavedViewData(Mentions mentions) {
        this.mentions = mentions;
    }

    @Override
    public Set<String> collections() {
        return Set.of(VIEWS);
    }

    @Override
    public boolean isTold() {
        return false;
    }

    @Override
    public void erase(Person person) {
        mentions.remove(VIEWS, person);
    }
}
