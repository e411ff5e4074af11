package ar.isac.crm.database;

import ar.isac.crm.graphql.IllegalCursor;
import ar.isac.crm.graphql.Page;
import ar.isac.crm.graphql.PageSize;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

/**
 * A list of what happened, by number and without gaps, which every node may go on. The collection's id is the number, and its
 * {@code key} is unique: what comes twice is kept once. Pages are read as computed ids.
 */
public final class NumberedLog<T> {

    /** Forgets nothing. */
    public static final long ALL = Long.MAX_VALUE;

    private static final int PIECE = 100;

    private final MongoTemplate database;
    private final Class<T> type;
    private final long most;
    private final ToLongFunction<T> number;
    private long last = -1;

    /**
     * The list of a type's collection.
     *
     * @param most how many are kept; the oldest go
     */
    public NumberedLog(MongoTemplate database, Class<T> type, long most, ToLongFunction<T> number) {
        this.database = database;
        this.type = type;
        this.most = most;
        this.number = number;
    }

    /** What stands in the list under a key, and whether it was this call that put it there. */
    public record Kept<T>(T entry, boolean isNew) {}

    /** Puts an entry behind the last one, unless its key has one. */
    public synchronized Kept<T> keep(String key, LongFunction<T> entry) {
        while (true) {
            T known = database.findOne(Query.query(Criteria.where("key").is(key)), type);
            if (known != null) {
                return new Kept<>(known, false);
            }
            long next = end() + 1;
            try {
                T stored = database.insert(entry.apply(next));
                last = next;
                if (most < ALL) {
                    database.remove(Query.query(Criteria.where("_id").is(next - most)), type);
                }
                return new Kept<>(stored, true);
            } catch (DuplicateKeyException takenByAnotherNode) {
                last = -1;
            }
        }
    }

    /** The newest first. */
    public synchronized Page<T> newest(@Nullable Integer first, @Nullable String after) {
        int size = PageSize.of(first);
        long oldest = Math.max(0, end() - most) + 1;
        long from = after == null ? end() : position(after) - 1;
        long to = Math.max(oldest, from - size + 1);
        List<T> found = to > from ? List.of() : read(to, from);
        return Page.upTo(
                to > from ? null : Long.toString(to),
                found,
                entry -> Long.toString(number.applyAsLong(entry)),
                after != null,
                from - size >= oldest);
    }

    private List<T> read(long from, long to) {
        List<Long> numbers = LongStream.rangeClosed(from, to).boxed().toList();
        return database.find(Query.query(Criteria.where("_id").in(numbers)), type).stream()
                .sorted(Comparator.comparingLong(number).reversed())
                .toList();
    }

    private static long position(String cursor) {
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw new IllegalCursor(cursor, e);
        }
    }

    /** The last number, also when other nodes go on counting. Sorts once, which few documents bear; then reads on by number. */
    private long end() {
        if (last < 0) {
            T newest = database.findOne(
                    new Query().with(Sort.by(Sort.Direction.DESC, "_id")).limit(1), type);
            last = newest == null ? 0 : number.applyAsLong(newest);
        }
        while (true) {
            int more = read(last + 1, last + PIECE).size();
            last += more;
            if (more < PIECE) {
                return last;
            }
        }
    }
}
