package ar.isac.crm.person;

import java.util.HashSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The lists of what belongs to a person, of whatever feature. */
@Component
class ReferenceData implements PersonalData {

    private final Mentions mentions;

    ReferenceData(Mentions mentions) {
        this.mentions = mentions;
    }

    @Override
    public Set<String> collections() {
        return Set.of("references");
    }

    @Override
    public boolean isTold() {
        return false;
    }

    @Override
    public void erase(Person person) {
        Set<String> marks = person.marks();
        Set<String> owned = new HashSet<>();
        // Only by whose they are: other lists, such as that of a day's payments, name what the books keep.
        mentions.each("references", person, list -> {
            String id = list.getString("_id");
            if (Mentions.mentions(id, marks)) {
                owned.add(id);
            }
        });
        mentions.removeById("references", owned);
    }
}
