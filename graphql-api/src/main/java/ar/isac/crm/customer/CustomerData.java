package ar.isac.crm.customer;

import ar.isac.crm.customer.Customers.Ownership;
import ar.isac.crm.person.Mentions;
import ar.isac.crm.person.Person;
import ar.isac.crm.person.PersonalData;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** The record of a person, of all who were merged into it, their addresses, what they agreed to. */
@Component
class CustomerData implements PersonalData {

    private final MongoTemplate database;
    private final Customers customers;
    private final Mentions mentions;

    CustomerData(MongoTemplate database, Customers customers, Mentions mentions) {
        this.database = database;
        this.customers = customers;
        this.mentions = mentions;
    }

    @Override
    public Set<String> collections() {
        return Set.of("customers", "handles", "customerMerges", "consents");
    }

    /** Whoever has one of the addresses by now is somebody else, and it tells nothing of this person any more. */
    @Override
    public Person completed(Person person) {
        Set<String> records = records(person.all(Person.CUSTOMER));
        Person whole = person.with(Person.CUSTOMER, records.stream());
        Set<String> handles = new HashSet<>(person.handles());
        mentions.each("handles", whole, row -> {
            String handle = row.getString("_id");
            if (records.contains(row.getString("customerId"))) {
                handles.add(handle);
            } else {
                handles.remove(handle);
            }
        });
        return whole.knownBy(handles);
    }

    /** One person is all records that were merged, whichever of them is named. */
    private Set<String> records(Collection<String> named) {
        Set<String> records = new HashSet<>(named);
        named.forEach(id -> records.add(customers.current(id)));
        boolean isGrowing = true;
        while (isGrowing) {
            isGrowing = false;
            for (CustomerMerge merge : customers.merges()) {
                if (!merge.isUndone() && records.contains(merge.into())) {
                    isGrowing |= records.add(merge.id());
                }
            }
        }
        return records;
    }

    @Override
    public void erase(Person person) {
        Set<String> records = person.all(Person.CUSTOMER);
        customers.remove(records);
        Set<String> owned = new HashSet<>();
        mentions.each("handles", person, row -> {
            if (records.contains(row.getString("customerId"))) {
                owned.add(row.getString("_id"));
            }
        });
        database.remove(Query.query(Criteria.where("_id").in(owned)), Ownership.class);
        mentions.remove("consents", person);
    }
}
