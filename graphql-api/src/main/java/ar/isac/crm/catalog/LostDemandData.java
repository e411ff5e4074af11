package ar.isac.crm.catalog;

import ar.isac.crm.person.Mentions;
import ar.isac.crm.person.Person;
import ar.isac.crm.person.PersonalData;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** What was asked for while there was none: that somebody asked stays, who it was does not. The list has no gaps. */
@Component
class LostDemandData implements PersonalData {

    private final MongoTemplate database;
    private final Mentions mentions;

    LostDemandData(MongoTemplate database, Mentions mentions) {
        this.database = database;
        this.mentions = mentions;
    }

    @Override
    public Set<String> collections() {
        return Set.of("lostDemand");
    }

    @Override
    public void erase(Person person) {
        List<Object> numbers = new ArrayList<>();
        mentions.each("lostDemand", person, entry -> numbers.add(entry.get("_id")));
        numbers.forEach(number -> database.updateFirst(
                Query.query(Criteria.where("_id").is(number)),
                Update.update("key", Person.ERASED + "/" + number).set("conversationId", Person.ERASED),
                "lostDemand"));
    }
}
