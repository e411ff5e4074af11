package ar.isac.crm.note;

import ar.isac.crm.person.Mentions;
import ar.isac.crm.person.RemovedData;
import org.springframework.stereotype.Component;

/** That there were notes about a person; what they said is in the thread. */
@Component
class NoteData extends RemovedData {

    NoteData(Mentions mentions) {
        super(mentions, "notes");
    }
}
