package ar.isac.crm.learning;

import ar.isac.crm.person.Mentions;
import ar.isac.crm.person.Person;
import ar.isac.crm.person.PersonalData;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What a person wrote, as an example for the model to learn from. A model that has learnt from it holds weights, no texts. */
@Component
class FeedbackData implements PersonalData {

    private final Mentions mentions;

    FeedbackData(Mentions mentions) {
        this.mentions = mentions;
    }

    @Override
    public Set<String> collections() {
        return Set.of("aiFeedback");
    }

    @Override
    public void erase(Person person) {
        mentions.remove("aiFeedback", person);
    }
}
