package ar.isac.crm.pending;

import ar.isac.crm.person.Mentions;
import ar.isac.crm.person.RemovedData;
import org.springframework.stereotype.Component;

/** What was still to be announced or done about a person. */
@Component
class PendingData extends RemovedData {

    PendingData(Mentions mentions) {
        super(mentions, "outbox", "due");
    }

    @Override
    public boolean isTold() {
        return false;
    }
}
