package ar.isac.crm.followup;

import ar.isac.crm.database.GuardedUpdate;
import ar.isac.crm.database.References;
import ar.isac.crm.pending.Alarms;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** The stored follow-ups. What is open stands in a small collection beside them, the only one that is ever read whole. */
@Component
public class FollowUps {

    private static final Logger log = LoggerFactory.getLogger(FollowUps.class);
    private static final String OF_CONVERSATION = "followUps";

    private final MongoTemplate database;
    private final References references;
    private final Alarms alarms;

    FollowUps(MongoTemplate database, References references, Alarms alarms) {
        this.database = database;
        this.references = references;
        this.alarms = alarms;
    }

    /** An entry of the list of what is open: may outlive its follow-up's end by a crash, never miss one. */
    @Document("openFollowUps")
    record Open(@Id String id) {}

    public Optional<FollowUp> find(String id) {
        return Optional.ofNullable(database.findById(id, FollowUp.class));
    }

    List<FollowUp> find(Collection<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : database.find(Query.query(Criteria.where("_id").in(ids)), FollowUp.class);
    }

    /** All that is still to be done. */
    List<FollowUp> open() {
        List<String> ids = database.findAll(Open.class).stream().map(Open::id).toList();
        return find(ids).stream().filter(followUp -> followUp.status().isOpen()).toList();
    }

    /** The ids of each conversation's follow-ups, open and closed. */
    Map<String, List<String>> idsOf(Collection<String> conversationIds) {
        return references.of(conversationIds, OF_CONVERSATION);
    }

    /**
     * Stores a follow-up and sets its alarm, unless one with its id is stored.
     *
     * @return the one that is stored
     */
    FollowUp store(FollowUp fresh) {
        references.add(fresh.conversationId(), OF_CONVERSATION, fresh.id());
        database.save(new Open(fresh.id()));
        FollowUp stored = find(fresh.id()).orElseGet(() -> insert(fresh));
        if (stored.status() == FollowUp.Status.SCHEDULED) {
            alarms.setUnlessSet(FollowUpAlarm.KIND, stored.id(), stored.dueAt());
        } else {
            listAsItStands(stored);
        }
        return stored;
    }

    private FollowUp insert(FollowUp fresh) {
        try {
            return database.insert(fresh);
        } catch (DuplicateKeyException storedMeanwhile) {
            log.trace("Follow-up {} was stored meanwhile", fresh.id());
            return find(fresh.id()).orElseThrow();
        }
    }

    FollowUp update(String id, UnaryOperator<FollowUp> change) {
        FollowUp updated = GuardedUpdate.of(database, FollowUp.class, id, change);
        listAsItStands(updated);
        return updated;
    }

    private void listAsItStands(FollowUp followUp) {
        if (!followUp.status().isOpen()) {
            database.remove(new Open(followUp.id()));
        }
    }
}
