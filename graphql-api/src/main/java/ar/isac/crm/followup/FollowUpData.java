package ar.isac.crm.followup;

import ar.isac.crm.person.Mentions;
import ar.isac.crm.person.Person;
import ar.isac.crm.person.PersonalData;
import java.util.Collection;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What was to be done about a person later. */
@Component
class FollowUpData implements PersonalData {

    private final FollowUps followUps;
    private final Mentions mentions;

    FollowUpData(FollowUps followUps, Mentions mentions) {
        this.followUps = followUps;
        this.mentions = mentions;
    }

    @Override
    public Set<String> collections() {
        return Set.of("followUps", "openFollowUps");
    }

    @Override
    public Person completed(Person person) {
        return person.with(
                FollowUpController.TYPE,
                followUps.idsOf(person.all(Person.CONVERSATION)).values().stream()
                        .flatMap(Collection::stream));
    }

    @Override
    public void erase(Person person) {
        mentions.remove("followUps", person);
        Set<String> ids = person.all(FollowUpController.TYPE);
        mentions.removeById("openFollowUps", ids);
        mentions.removeById(
                "due", ids.stream().map(id -> FollowUpAlarm.KIND + "/" + id).toList());
    }
}
