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

    /** A page of a conversation's notes. */
    record Asked(String conversationId, int size, @Nullable String after) {}

    /** What was asked for; the newest first. */
    record PageOf(Page<Note> page) {}

    /** Pages of many conversations at the cost of one. */
    Map<Asked, PageOf> of(Set<Asked> asked) {
        Map<String, List<String>> all = references.of(
                asked.stream().map(Asked::conversationId).distinct().toList(), OF_CONVERSATION);
        Map<Asked, Wanted> wanted = new HashMap<>();
        asked.forEach(each -> wanted.put(
                each,
                Wanted.of(all.getOrDefault(each.conversationId(), List.of()).reversed(), each)));
        Map<String, Note> found = new HashMap<>();
        List<String> ids =
                wanted.values().stream().flatMap(each -> each.ids().stream()).toList();
        if (!ids.isEmpty()) {
            find(ids).forEach(note -> found.put(note.id(), note));
        }
        Map<Asked, PageOf> pages = new HashMap<>();
        wanted.forEach((each, part) -> pages.put(each, new PageOf(part.page(found))));
        return pages;
    }

    /** The part of a conversation's notes that a page shows. */
    private record Wanted(List<String> ids, boolean hasPrevious, boolean hasNext) {

        static Wanted of(List<String> newestFirst, Asked asked) {
            String after = asked.after();
            int from = after == null ? 0 : newestFirst.indexOf(after) + 1;
            if (after != null && from == 0) {
                throw new IllegalCursor(after);
            }
            int to = Math.min(newestFirst.size(), from + asked.size());
            return new Wanted(newestFirst.subList(from, to), from > 0, to < newestFirst.size());
        }

        Page<Note> page(Map<String, Note> found) {
            List<Note> placed = ids.stream()
                    .map(found::get)
                    .filter(note -> note != null && note.messageId() != null)
                    .toList();
            return Page.upTo(ids.isEmpty() ? null : ids.getLast(), placed, Note::id, hasPrevious, hasNext);
        }
    }
}
