package ar.isac.crm.database;

import ar.isac.crm.hub.DatabaseProbe;
import com.mongodb.MongoException;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;

/** Asks the database whether it is there. */
@Component
class PingProbe implements DatabaseProbe {

    private static final Logger log = LoggerFactory.getLogger(PingProbe.class);

    private final MongoDatabaseFactory database;

    PingProbe(MongoDatabaseFactory database) {
        this.database = database;
    }

    @Override
    public boolean isUp() {
        try {
            database.getMongoDatabase().runCommand(new Document("ping", 1));
            return true;
        } catch (MongoException e) {
            log.debug("The database does not answer", e);
            return false;
        }
    }
}
