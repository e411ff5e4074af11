package ar.isac.crm.account;

import ar.isac.crm.person.Mentions;
import ar.isac.crm.person.RemovedData;
import org.springframework.stereotype.Component;

/** News and troubles of accounts in which a platform named a person. */
@Component
class AccountData extends RemovedData {

    AccountData(Mentions mentions) {
        super(mentions, "channelEvents", "channelHealth");
    }

    @Override
    public boolean isTold() {
        return false;
    }
}
