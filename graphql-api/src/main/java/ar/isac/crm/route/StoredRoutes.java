package ar.isac.crm.route;

import ar.isac.crm.database.GuardedUpdate;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/** The files of channels that came over the API: a handful, read whole. */
@Component
class StoredRoutes {

    private static final Logger log = LoggerFactory.getLogger(StoredRoutes.class);

    private final MongoTemplate database;

    StoredRoutes(MongoTemplate database) {
        this.database = database;
    }

    Optional<StoredRoute> find(String name) {
        return Optional.ofNullable(database.findById(name, StoredRoute.class));
    }

    List<StoredRoute> all() {
        return database.findAll(StoredRoute.class);
    }

    /** Changes the file of this name, which need not exist. */
    StoredRoute change(String name, UnaryOperator<StoredRoute> change) {
        if (find(name).isEmpty()) {
            try {
                return database.insert(change.apply(StoredRoute.named(name)));
            } catch (DuplicateKeyException storedMeanwhile) {
                log.trace("{} was stored meanwhile", name);
            }
        }
        return GuardedUpdate.of(database, StoredRoute.class, name, change);
    }
}
