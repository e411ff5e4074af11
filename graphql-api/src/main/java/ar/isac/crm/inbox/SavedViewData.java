package ar.isac.crm.inbox;

import ar.isac.crm.person.Mentions;
import ar.isac.crm.person.RemovedData;
import org.springframework.stereotype.Component;

/** Lists of what was said with one person. */
@Component
class SavedViewData extends RemovedData {

    SavedViewData(Mentions mentions) {
        super(mentions, "savedViews");
    }

    @Override
    public boolean isTold() {
        return false;
    }
}
