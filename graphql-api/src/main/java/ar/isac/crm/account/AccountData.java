package ar.isac.crm.account;

import ar.isac.crm.person.Mentions;
import ar.isac.crm.person.Person;
import ar.isac.crm.person.PersonalData;
import java.util.Set;
import org.springframework.stereotype.Component;

/** News and troubles of accounts in which a platform named a person. */
@Component
class AccountData implements PersonalData {

    private final Mentions mentions;

    AccountData(Mentions mentions) {
        this.mentions = mentions;
    }

    @Override
    public Set<String> collections() {
        return Set.of("channelEvents", "channelHealth");
    }

    @Override
    public boolean isTold() {
        return false;
    }

    @Override
    public void erase(Person person) {
        collections().forEach(collection -> mentions.remove(collection, person));
    }
}
