package ar.isac.crm.note;

import ar.isac.crm.database.GuardedUpdate;
import ar.isac.crm.database.References;
import ar.isac.crm.graphql.IllegalCursor;
import ar.isac.crm.graphql.Page;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** The stored notes. */
@Component
public class Notes {

    private static final Logger log = LoggerFactory.getLogger(Notes.class);
    private static final String OF_CONVERSATION = "notes";
    private static final String MENTIONED = "mentioned";

    private final MongoTemplate database;
    private final References references;

    Notes(MongoTemplate database, References references) {
        this.database = database;
        this.references = references;
    }

    public Optional<Note> find(String id) {
        return Optional.ofNullable(database.findById(id, Note.class));
    }

    List<Note> find(Collection<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : database.find(Query.query(Criteria.where("_id").in(ids)), Note.class);
    }

    /** Whom the notes of each conversation have mentioned; conversations without any are missing. */
    public Map<String, Set<String>> mentioned(Collection<String> conversationIds) {
        Map<String, Set<String>> mentioned = new HashMap<>();
        references.of(conversationIds, MENTIONED).forEach((id, advisors) -> mentioned.put(id, Set.copyOf(advisors)));
        return mentioned;
    }

    /** Stores a note; one whose id is stored is left as it is. */
    Note store(Note fresh) {
        references.add(fresh.conversationId(), OF_CONVERSATION, fresh.id());
        fresh.mentions().forEach(advisor -> references.add(fresh.conversationId(), MENTIONED, advisor));
        return find(fresh.id()).orElseGet(() -> {
            try {
                return database.insert(fresh);
            } catch (DuplicateKeyException storedMeanwhile) {
                log.trace("Note {} was stored meanwhile", fresh.id());
                return find(fresh.id()).orElseThrow();
            }
        });
    }

    Note placed(String id, String messageId) {
        return GuardedUpdate.of(database, Note.class, id, note -> note.placed(messageId));
    }

    /** A page of a conversation's notes, the newest first. */
    Page<Note> of(String conversationId, int size, @Nullable String after) {
        List<String> ids = references.of(conversationId, OF_CONVERSATION).reversed();
        int from = after == null ? 0 : ids.indexOf(after) + 1;
        if (after != null && from == 0) {
            throw new IllegalCursor(after);
        }
        int to = Math.min(ids.size(), from + size);
        List<String> wanted = ids.subList(from, to);
        Map<String, Note> found = new HashMap<>();
        find(wanted).forEach(note -> found.put(note.id(), note));
        List<Note> placed = wanted.stream()
                .map(found::get)
                .filter(note -> note != null && note.messageId() != null)
                .toList();
        return Page.upTo(wanted.isEmpty() ? null : wanted.getLast(), placed, Note::id, from > 0, to < ids.size());
    }
}
