package ar.isac.crm.idempotency;

import ar.isac.crm.person.Mentions;
import ar.isac.crm.person.RemovedData;
import org.springframework.stereotype.Component;

/** Results of mutations about a person: the key of one is as good as new then. */
@Component
class KeyData extends RemovedData {

    KeyData(Mentions mentions) {
        super(mentions, "idempotencyKeys");
    }

    @Override
    public boolean isTold() {
        return false;
    }
}
