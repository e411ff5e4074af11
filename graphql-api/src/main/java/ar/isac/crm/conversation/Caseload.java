package ar.isac.crm.conversation;

import java.util.List;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * The open conversations that people have or are waited for in, as a small collection of its own: as large as what is on the
 * desks now, so that sharing work reads it whole and never the conversations. It follows from them: each entry is written from
 * its conversation as stored, so writing it again, or in another order, ends in the same.
 */
@Component
class Caseload {

    private final MongoTemplate database;

    Caseload(MongoTemplate database) {
        this.database = database;
    }

    /** Takes over how a conversation stands; called after each change of who cares for it. */
    void note(Conversation stored) {
        if (stored.isWithPeople()) {
            database.save(Case.of(stored));
        } else {
            database.remove(Query.query(Criteria.where("_id").is(stored.id())), Case.class);
        }
    }

    List<Case> all() {
        return database.findAll(Case.class);
    }
}
