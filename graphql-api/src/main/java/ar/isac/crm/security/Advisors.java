package ar.isac.crm.security;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** The people of the shop. */
@Component
public class Advisors {

    private final MongoTemplate database;
    private final ApplicationEventPublisher events;

    Advisors(MongoTemplate database, ApplicationEventPublisher events) {
        this.database = database;
        this.events = events;
    }

    public Optional<Advisor> find(String id) {
        return Optional.ofNullable(database.findById(id, Advisor.class));
    }

    public List<Advisor> find(Collection<String> ids) {
        return database.find(Query.query(Criteria.where("_id").in(ids)), Advisor.class);
    }

    /** Everybody who works here now, by name. */
    public List<Advisor> active() {
        return everybody().stream().filter(Advisor::isActive).toList();
    }

    /** Also those who work here no more, by name. */
    List<Advisor> everybody() {
        return database.findAll(Advisor.class).stream()
                .sorted(Comparator.comparing(Advisor::name))
                .toList();
    }

    Optional<Advisor> findByEmail(String email) {
        return Optional.ofNullable(
                database.findOne(Query.query(Criteria.where("email").is(address(email))), Advisor.class));
    }

    /** An e-mail as it is stored. */
    static String address(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    Advisor save(Advisor advisor) {
        Advisor saved = database.save(advisor);
        events.publishEvent(new StandingChanged());
        return saved;
    }
}
