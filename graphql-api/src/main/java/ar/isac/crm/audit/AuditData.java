package ar.isac.crm.audit;

import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NotFound;
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

/** The audit log keeps who did what and when; of whom it was done to, no more than that it was a customer. */
@Component
class AuditData implements PersonalData {

    private final MongoTemplate database;
    private final Mentions mentions;

    AuditData(MongoTemplate database, Mentions mentions) {
        this.database = database;
        this.mentions = mentions;
    }

    @Override
    public Set<String> collections() {
        return Set.of("auditLog");
    }

    @Override
    public boolean isTold() {
        return false;
    }

    @Override
    public void erase(Person person) {
        Set<String> marks = person.marks();
        List<Object> numbers = new ArrayList<>();
        mentions.each("auditLog", person, entry -> numbers.add(entry.get("_id")));
        for (Object number : numbers) {
            AuditEntry entry = database.findById(number, AuditEntry.class);
            if (entry != null) {
                database.updateFirst(
                        Query.query(Criteria.where("_id").is(number)),
                        Update.update(
                                "entityIds",
                                entry.entityIds().stream()
                                        .map(id -> without(id, marks))
                                        .toList()),
                        AuditEntry.class);
            }
        }
    }

    private static String without(String globalId, Set<String> marks) {
        try {
            GlobalId id = GlobalId.parse(globalId);
            return Mentions.mentions(id.raw(), marks) ? GlobalId.of(id.type(), Person.ERASED) : globalId;
        } catch (NotFound notAnId) {
            return Person.ERASED;
        }
    }
}
