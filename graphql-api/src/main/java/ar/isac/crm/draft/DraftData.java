package ar.isac.crm.draft;

import ar.isac.crm.person.Mentions;
import ar.isac.crm.person.RemovedData;
import org.springframework.stereotype.Component;

/** What advisors have begun to write to a person. */
@Component
class DraftData extends RemovedData {

    DraftData(Mentions mentions) {
        super(mentions, "drafts");
    }
}
