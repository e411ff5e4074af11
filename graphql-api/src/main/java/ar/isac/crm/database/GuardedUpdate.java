package ar.isac.crm.database;

import java.util.Objects;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.mongodb.core.MongoTemplate;

/** The one way in which stored aggregates change: read, apply, write guarded by the version, and again when somebody was faster. */
public final class GuardedUpdate {

    private static final Logger log = LoggerFactory.getLogger(GuardedUpdate.class);

    private GuardedUpdate() {}

    /**
     * Changes a document that has a version. {@code change} runs again on the newest state after a lost race; returning an
     * equal state writes nothing.
     *
     * @throws NullPointerException when there is no such document
     */
    public static <T> T of(MongoTemplate database, Class<T> type, String id, UnaryOperator<T> change) {
        while (true) {
            T current = Objects.requireNonNull(database.findById(id, type), id);
            T changed = change.apply(current);
            if (changed.equals(current)) {
                return current;
            }
            try {
                return database.save(changed);
            } catch (OptimisticLockingFailureException lostRace) {
                log.trace("{} {} changed meanwhile", type.getSimpleName(), id);
            }
        }
    }
}
