package ar.isac.crm.deadletter;

import ar.isac.crm.person.Mentions;
import ar.isac.crm.person.RemovedData;
import org.springframework.stereotype.Component;

/** Letters that a person wrote, or that are about them. */
@Component
class LetterData extends RemovedData {

    LetterData(Mentions mentions) {
        super(mentions, "deadLetters");
    }
}
