package ar.isac.crm.audit;

import ar.isac.crm.database.Counters;
import ar.isac.crm.graphql.NumberedPage;
import ar.isac.crm.graphql.Page;
import java.util.Collection;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** The newest entries by number; older ones are deleted as new ones come. */
@Component
class AuditLog {

    private static final String COUNTER = "auditLog";
    private static final long KEPT = 200_000;

    private final MongoTemplate database;
    private final Counters counters;
    private final long kept;

    @Autowired
    AuditLog(MongoTemplate database, Counters counters) {
        this(database, counters, KEPT);
    }

    AuditLog(MongoTemplate database, Counters counters, long kept) {
        this.database = database;
        this.counters = counters;
        this.kept = kept;
    }

    void add(LongFunction<AuditEntry> entry) {
        long number = counters.next(COUNTER);
        database.insert(entry.apply(number));
        if (number > kept) {
            database.remove(byIds(List.of(Long.toString(number - kept))), AuditEntry.class);
        }
    }

    Page<AuditEntry> newest(@Nullable String after, int size, Predicate<AuditEntry> admits) {
        long last = counters.last(COUNTER);
        return NumberedPage.newestFirst(
                last, Math.max(0, last - kept), after, size, admits, this::find, AuditEntry::number);
    }

    private List<AuditEntry> find(Collection<String> numbers) {
        return database.find(byIds(numbers), AuditEntry.class);
    }

    private static Query byIds(Collection<String> ids) {
        return Query.query(Criteria.where("_id").in(ids));
    }
}
