package ar.isac.crm.simulator;

import ar.isac.crm.database.GuardedUpdate;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/** The payment links of the demo; kept, since a customer pays when they like. */
@Component
@OnlyInDemo
class SimulatedCheckouts {

    private static final Logger log = LoggerFactory.getLogger(SimulatedCheckouts.class);

    private final MongoTemplate database;

    SimulatedCheckouts(MongoTemplate database) {
        this.database = database;
    }

    Optional<SimulatedCheckout> find(String id) {
        return Optional.ofNullable(database.findById(id, SimulatedCheckout.class));
    }

    /** Keeps a preference; the same one again is the first one. */
    SimulatedCheckout keep(SimulatedCheckout wanted) {
        try {
            return database.insert(wanted);
        } catch (DuplicateKeyException made) {
            log.trace("The preference {} is made already", wanted.id());
            return find(wanted.id()).orElse(wanted);
        }
    }

    SimulatedCheckout update(String id, UnaryOperator<SimulatedCheckout> change) {
        return GuardedUpdate.of(database, SimulatedCheckout.class, id, change);
    }
}
