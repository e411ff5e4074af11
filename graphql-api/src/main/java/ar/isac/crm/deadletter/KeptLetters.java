package ar.isac.crm.deadletter;

import ar.isac.crm.hub.DeadLetters;
import ar.isac.crm.message.ParkedLetter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.stereotype.Component;

/** The parked letters, kept until a person has dealt with them. */
@Component
class KeptLetters implements DeadLetters {

    private static final Logger log = LoggerFactory.getLogger(KeptLetters.class);

    private final MongoTemplate database;

    KeptLetters(MongoTemplate database) {
        this.database = database;
    }

    @Document("deadLetters")
    record KeptLetter(@Id String id, ParkedLetter letter) {}

    @Override
    public void keep(ParkedLetter letter) {
        try {
            database.insert(new KeptLetter(letter.id(), letter));
            log.warn("Letter {} from {} waits for a person", letter.id(), letter.origin());
        } catch (DuplicateKeyException keptAlready) {
            log.debug("Letter {} is kept already", letter.id());
        }
    }
}
