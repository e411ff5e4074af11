package ar.isac.crm.customer;

import ar.isac.crm.person.Forgotten;
import java.time.Clock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Customers of a shop that has no other systems to tell. */
public final class QuietCustomers {

    private QuietCustomers() {}

    public static Customers in(
            MongoTemplate database, Forgotten forgotten, ApplicationEventPublisher events, Clock clock) {
        return new Customers(database, forgotten, events, (news, change) -> change.run(), clock);
    }
}
