package ar.isac.crm.outgoing;

import ar.isac.crm.database.GuardedUpdate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** The addresses that want to hear of what happens: a few, read whole. */
@Component("outgoingWebhooks")
class Webhooks {

    private final MongoTemplate database;

    Webhooks(MongoTemplate database) {
        this.database = database;
    }

    Optional<Webhook> find(String id) {
        return Optional.ofNullable(database.findById(id, Webhook.class));
    }

    List<Webhook> all() {
        return database.findAll(Webhook.class).stream()
                .sorted(Comparator.comparing(Webhook::createdAt).thenComparing(Webhook::id))
                .toList();
    }

    Webhook insert(Webhook fresh) {
        return database.insert(fresh);
    }

    Webhook update(String id, UnaryOperator<Webhook> change) {
        return GuardedUpdate.of(database, Webhook.class, id, change);
    }

    void delete(String id) {
        database.remove(Query.query(Criteria.where("_id").is(id)), Webhook.class);
    }
}
