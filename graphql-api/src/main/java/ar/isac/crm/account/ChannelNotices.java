package ar.isac.crm.account;

import ar.isac.crm.graphql.IllegalCursor;
import ar.isac.crm.graphql.Page;
import ar.isac.crm.graphql.PageSize;
import ar.isac.crm.message.ChannelType;
import ar.isac.crm.message.InboundUpdate.InboundNotice;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.annotation.Id;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** What the platforms tell of accounts, templates and quality: the last {@value #MOST}, for whoever keeps the channels running. */
@Component
public class ChannelNotices {

    static final int MOST = 1_000;

    /** A notice is a few hundred characters; what is longer is cut. */
    private static final int LONGEST = 20_000;

    private static final int PIECE = 100;

    private final MongoTemplate database;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private long last = -1;

    ChannelNotices(MongoTemplate database, ApplicationEventPublisher events, Clock clock) {
        this.database = database;
        this.events = events;
        this.clock = clock;
    }

    /**
     * As stored; the number is its place in the list.
     *
     * @param account the number's or the business account's id on the platform
     * @param raw the platform's JSON; null where it would hold people's private data
     */
    @Document("channelEvents")
    public record ChannelEvent(
            @Id long number,
            String key,
            ChannelType channel,
            String account,
            String field,
            @Nullable String raw,
            @Nullable Instant occurredAt,
            Instant receivedAt) {}

    /** Keeps it, once; published as a {@link ChannelEvent} when it is new, within the handling of the delivery. */
    public synchronized void keep(InboundNotice notice) {
        String key = notice.account().id() + "/" + notice.externalId();
        while (find(key) == null) {
            long next = end() + 1;
            ChannelEvent event = new ChannelEvent(
                    next,
                    key,
                    notice.account().type(),
                    notice.account().platformId(),
                    notice.field(),
                    shortened(notice.raw()),
                    notice.occurredAt(),
                    clock.instant());
            try {
                database.insert(event);
                last = next;
                database.remove(Query.query(Criteria.where("_id").is(next - MOST)), ChannelEvent.class);
                events.publishEvent(event);
            } catch (DuplicateKeyException takenByAnotherNode) {
                last = -1;
            }
        }
    }

    private static @Nullable String shortened(@Nullable String raw) {
        return raw == null || raw.length() <= LONGEST ? raw : raw.substring(0, LONGEST);
    }

    private @Nullable ChannelEvent find(String key) {
        return database.findOne(Query.query(Criteria.where("key").is(key)), ChannelEvent.class);
    }

    /** The newest first. */
    synchronized Page<ChannelEvent> newest(@Nullable Integer first, @Nullable String after) {
        int size = PageSize.of(first);
        long oldest = Math.max(0, end() - MOST) + 1;
        long from = after == null ? end() : position(after) - 1;
        long to = Math.max(oldest, from - size + 1);
        List<ChannelEvent> found = to > from ? List.of() : read(to, from);
        return Page.of(found, event -> Long.toString(event.number()), after != null, from - size >= oldest);
    }

    private List<ChannelEvent> read(long from, long to) {
        List<Long> numbers = LongStream.rangeClosed(from, to).boxed().toList();
        return database.find(Query.query(Criteria.where("_id").in(numbers)), ChannelEvent.class).stream()
                .sorted(Comparator.comparingLong(ChannelEvent::number).reversed())
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
            ChannelEvent newest = database.findOne(
                    new Query().with(Sort.by(Sort.Direction.DESC, "_id")).limit(1), ChannelEvent.class);
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
