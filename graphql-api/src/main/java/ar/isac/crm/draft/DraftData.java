package ar.isac.crm.draft;

import ar.isac.crm.person.Mentions;
import ar.isac.crm.person.Person;
import ar.isac.crm.person.PersonalData;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What advisors have begun to write to a person. */
@Component
class DraftData implements PersonalData {

    private static final String DRAFTS = "drafts";

    private final Mentions mentions;

    DraftData(Mentions mentions) {
        this.mentions = mentions;
    }

    @Override
    public Set<String> collections() {
        return Set.of(DRAFTS);
    }

    @Override
    public void erase(Person person) {
        mentions.remove(DRAFTS, person);
    }
}
