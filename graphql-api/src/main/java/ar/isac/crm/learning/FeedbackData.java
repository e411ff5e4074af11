package ar.isac.crm.learning;

import ar.isac.crm.person.Mentions;
import ar.isac.crm.person.RemovedData;
import org.springframework.stereotype.Component;

/** What a person wrote, as an example for the model to learn from. A model that has learnt from it holds weights, no texts. */
@Component
class FeedbackData extends RemovedData {

    FeedbackData(Mentions mentions) {
        super(mentions, "aiFeedback");
    }
}
