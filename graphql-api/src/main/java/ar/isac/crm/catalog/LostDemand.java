package ar.isac.crm.catalog;

import ar.isac.crm.graphql.IllegalCursor;
import ar.isac.crm.graphql.Page;
import ar.isac.crm.graphql.PageSize;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.annotation.Id;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Service;

/**
 * What customers asked for while there was none: what the shop might have sold. It names products in the catalogue's words and
 * holds nothing that a customer wrote.
 */
@Service
public class LostDemand {
    private static final int PIECE = 100;

    private final MongoTemplate database;
    private final Clock clock;
    private long last = -1;

    LostDemand(MongoTemplate database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Something asked for in vain.
     *
     * @param key its cause, such as the message that asked: told twice, it is kept once
     * @param conversationId where it was asked
     * @param family what was asked for, as the catalogue names it; the category when no family was named
     * @param productId the one variant asked for; null when several would have done
     * @param attributes the values asked for, as the catalogue writes them
     * @param quantity units asked for
     */
    public record Asked(
            String key,
            String conversationId,
            String family,
            @Nullable String productId,
            Map<String, String> attributes,
            int quantity) {

        public Asked {
            attributes = Map.copyOf(attributes);
            if (quantity < 1) {
                throw new IllegalArgumentException("Nobody asks for " + quantity);
            }
        }
    }

    /** As stored; the number is its place in the list, without gaps. */
    @Document("lostDemand")
    record Entry(
            @Id long number,
            String key,
            String conversationId,
            String family,
            @Nullable String productId,
            Map<String, String> attributes,
            int quantity,
            Instant at) {}

    /** Keeps it, once for each key. */
    public synchronized void record(Asked asked) {
        while (database.findOne(Query.query(Criteria.where("key").is(asked.key())), Entry.class) == null) {
            long next = end() + 1;
            try {
                // Names of attributes are the shop's own, and a field's name must not hold a point.
                Map<String, String> attributes = new TreeMap<>();
                asked.attributes()
                        .forEach((name, value) ->
                                attributes.put(name.replace('.', '·').replace('$', '·'), value));
                database.insert(new Entry(
                        next,
                        asked.key(),
                        asked.conversationId(),
                        asked.family(),
                        asked.productId(),
                        attributes,
                        asked.quantity(),
                        clock.instant()));
                last = next;
            } catch (DuplicateKeyException takenByAnotherNode) {
                last = end();
            }
        }
    }

    /** The newest first. */
    synchronized Page<Entry> newest(@Nullable Integer first, @Nullable String after) {
        int size = PageSize.of(first);
        long from = after == null ? end() : position(after) - 1;
        List<Long> numbers = LongStream.rangeClosed(Math.max(1, from - size + 1), from)
                .boxed()
                .toList();
        List<Entry> entries = numbers.isEmpty()
                ? List.of()
                : database.find(Query.query(Criteria.where("_id").in(numbers)), Entry.class).stream()
                        .sorted(Comparator.comparingLong(Entry::number).reversed())
                        .toList();
        return Page.of(entries, entry -> Long.toString(entry.number()), after != null, from > size);
    }

    private static long position(String cursor) {
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw new IllegalCursor(cursor, e);
        }
    }

    /** The last number, also when other nodes go on counting. Scans once; then reads on by number. */
    private long end() {
        if (last < 0) {
            Entry newest = database.findOne(
                    new Query().with(Sort.by(Sort.Direction.DESC, "_id")).limit(1), Entry.class);
            last = newest == null ? 0 : newest.number();
        }
        while (true) {
            List<Long> next =
                    LongStream.rangeClosed(last + 1, last + PIECE).boxed().toList();
            int more = database.find(Query.query(Criteria.where("_id").in(next)), Entry.class)
                    .size();
            last += more;
            if (more < PIECE) {
                return last;
            }
        }
    }
}
