package ar.isac.crm.catalog;

import ar.isac.crm.graphql.IllegalCursor;
import ar.isac.crm.graphql.Page;
import ar.isac.crm.graphql.PageSize;
import ar.isac.crm.hub.CatalogueFeeds.Delivery;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** The last {@value #MOST} deliveries of the shop's own systems, by number. */
@Component
class CatalogueFeedLog {

    static final int MOST = 2_000;

    private static final int PIECE = 100;

    private final MongoTemplate database;
    private final Clock clock;
    private long last = -1;

    CatalogueFeedLog(MongoTemplate database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The delivery as it is remembered, from now on or from an earlier time that it came. */
    synchronized CatalogueFeed opened(Delivery delivery, String name, Instant asOf) {
        while (true) {
            CatalogueFeed known =
                    database.findOne(Query.query(Criteria.where("key").is(delivery.id())), CatalogueFeed.class);
            if (known != null) {
                return known;
            }
            long next = end() + 1;
            try {
                CatalogueFeed stored = database.insert(
                        new CatalogueFeed(next, null, delivery.id(), name, asOf, clock.instant(), null));
                last = next;
                database.remove(Query.query(Criteria.where("_id").is(next - MOST)), CatalogueFeed.class);
                return stored;
            } catch (DuplicateKeyException takenByAnotherNode) {
                last = -1;
            }
        }
    }

    void close(CatalogueFeed feed, CatalogueFeed.Outcome outcome) {
        database.save(feed.with(outcome));
    }

    /** The newest first. */
    synchronized Page<CatalogueFeed> newest(@Nullable Integer first, @Nullable String after) {
        int size = PageSize.of(first);
        long oldest = Math.max(0, end() - MOST) + 1;
        long from = after == null ? end() : position(after) - 1;
        long to = Math.max(oldest, from - size + 1);
        List<CatalogueFeed> found = to > from ? List.of() : read(to, from);
        return Page.of(found, feed -> Long.toString(feed.number()), after != null, from - size >= oldest);
    }

    private List<CatalogueFeed> read(long from, long to) {
        List<Long> numbers = LongStream.rangeClosed(from, to).boxed().toList();
        return database.find(Query.query(Criteria.where("_id").in(numbers)), CatalogueFeed.class).stream()
                .sorted(Comparator.comparingLong(CatalogueFeed::number).reversed())
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
            CatalogueFeed newest = database.findOne(
                    new Query().with(Sort.by(Sort.Direction.DESC, "_id")).limit(1), CatalogueFeed.class);
            last = newest == null ? 0 : newest.number();
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
