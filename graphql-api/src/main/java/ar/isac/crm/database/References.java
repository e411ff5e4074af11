package ar.isac.crm.database;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * Which things belong to an owner, such as the quotes of a conversation: a list of ids in one document that is found by its
 * own id, since the embedded database can look nothing else up without a scan. A reference is written <em>before</em> its
 * target, so a crash leaves one that leads nowhere, which readers skip, and never a target that nobody finds.
 *
 * <p>For owners with some hundreds of targets at most; what a whole shop has is listed otherwise.
 */
@Component
public class References {

    private static final Logger log = LoggerFactory.getLogger(References.class);

    private final MongoTemplate database;

    References(MongoTemplate database) {
        this.database = database;
    }

    @Document("references")
    record Entry(@Id String id, @Version @Nullable Long version, List<String> targets) {

        Entry {
            targets = List.copyOf(targets);
        }

        Entry with(String target) {
            return targets.contains(target)
                    ? this
                    : new Entry(
                            id,
                            version,
                            Stream.concat(targets.stream(), Stream.of(target)).toList());
        }

        Entry without(String target) {
            return new Entry(
                    id,
                    version,
                    targets.stream().filter(other -> !other.equals(target)).toList());
        }
    }

    /** Adds a target to the owner's list; again changes nothing. */
    public void add(String owner, String kind, String target) {
        String id = id(owner, kind);
        if (database.findById(id, Entry.class) == null) {
            try {
                database.insert(new Entry(id, null, List.of(target)));
                return;
            } catch (DuplicateKeyException begunMeanwhile) {
                log.trace("The list {} was begun meanwhile", id);
            }
        }
        update(id, entry -> entry.with(target));
    }

    /** Takes a target off the owner's list; one that is not there changes nothing. */
    public void remove(String owner, String kind, String target) {
        String id = id(owner, kind);
        if (database.findById(id, Entry.class) != null) {
            update(id, entry -> entry.without(target));
        }
    }

    /** The owner's targets in the order in which they were added; some may not exist. */
    public List<String> of(String owner, String kind) {
        return of(List.of(owner), kind).getOrDefault(owner, List.of());
    }

    /** The targets of many owners, in one call; owners without any are missing. */
    public Map<String, List<String>> of(Collection<String> owners, String kind) {
        Map<String, String> ownerById = new HashMap<>();
        owners.forEach(owner -> ownerById.put(id(owner, kind), owner));
        Map<String, List<String>> targets = new HashMap<>();
        database.find(Query.query(Criteria.where("_id").in(ownerById.keySet())), Entry.class)
                .forEach(entry -> targets.put(ownerById.getOrDefault(entry.id(), entry.id()), entry.targets()));
        return targets;
    }

    /**
     * The targets themselves of many owners, in two calls.
     *
     * @param find the targets of these ids, in any order; those that do not exist are missing
     */
    public <T> Map<String, List<T>> targets(
            Collection<String> owners,
            String kind,
            Function<Collection<String>, List<T>> find,
            Function<T, String> id,
            Comparator<T> order) {
        Map<String, List<String>> idsByOwner = of(owners, kind);
        List<String> ids =
                idsByOwner.values().stream().flatMap(List::stream).distinct().toList();
        Map<String, T> found = new HashMap<>();
        if (!ids.isEmpty()) {
            find.apply(ids).forEach(target -> found.put(id.apply(target), target));
        }
        Map<String, List<T>> targets = new HashMap<>();
        idsByOwner.forEach((owner, wanted) -> targets.put(
                owner,
                wanted.stream()
                        .map(found::get)
                        .flatMap(Stream::ofNullable)
                        .sorted(order)
                        .toList()));
        return targets;
    }

    private void update(String id, UnaryOperator<Entry> change) {
        GuardedUpdate.of(database, Entry.class, id, change);
    }

    private static String id(String owner, String kind) {
        return kind + "/" + owner;
    }
}
