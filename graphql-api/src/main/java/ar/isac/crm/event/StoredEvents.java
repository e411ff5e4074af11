package ar.isac.crm.event;

import ar.isac.crm.hub.EventLog;
import ar.isac.crm.message.ConversationEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.annotation.Id;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * The events by number. The number is the id, so any stretch of the log is read as computed ids, and a number that is taken
 * cannot be taken again, whoever else believes to be the one who numbers.
 */
@Component
class StoredEvents implements EventLog {

    private static final Logger log = LoggerFactory.getLogger(StoredEvents.class);

    /** How many events can be resumed from; older ones are deleted. */
    static final long KEPT = 100_000;

    private static final long UNKNOWN = -1;

    private final MongoTemplate database;
    private final long kept;
    private long last = UNKNOWN;

    @Autowired
    StoredEvents(MongoTemplate database) {
        this(database, KEPT);
    }

    StoredEvents(MongoTemplate database, long kept) {
        this.database = database;
        this.kept = kept;
    }

    @Document("events")
    record StoredEvent(@Id long number, String key, ConversationEvent event) {

        Numbered numbered() {
            return new Numbered(number, event);
        }
    }

    @Override
    public synchronized List<Numbered> append(List<ConversationEvent> events) {
        while (true) {
            if (last == UNKNOWN) {
                last = readLast();
            }
            try {
                return number(events);
            } catch (DuplicateKeyException numberedElsewhere) {
                log.warn("Another node has numbered events after {}; reading on from there", last);
                last = UNKNOWN;
            }
        }
    }

    private List<Numbered> number(List<ConversationEvent> events) {
        Map<String, StoredEvent> numbered = new LinkedHashMap<>();
        List<StoredEvent> fresh = new ArrayList<>();
        long next = last;
        for (ConversationEvent event : events) {
            if (numbered.containsKey(event.key())) {
                continue;
            }
            StoredEvent stored =
                    database.findOne(Query.query(Criteria.where("key").is(event.key())), StoredEvent.class);
            if (stored == null) {
                stored = new StoredEvent(++next, event.key(), event);
                fresh.add(stored);
            }
            numbered.put(event.key(), stored);
        }
        if (!fresh.isEmpty()) {
            database.insert(fresh, StoredEvent.class);
            trim(last, next);
            last = next;
        }
        return numbered.values().stream().map(StoredEvent::numbered).toList();
    }

    private void trim(long before, long now) {
        List<Long> outdated = LongStream.rangeClosed(before - kept + 1, now - kept)
                .filter(number -> number > 0)
                .boxed()
                .toList();
        if (!outdated.isEmpty()) {
            database.remove(Query.query(Criteria.where("_id").in(outdated)), StoredEvent.class);
        }
    }

    /** The number of the newest event, 0 when there is none. A scan on the embedded database: asked once. */
    long readLast() {
        StoredEvent newest = database.findOne(
                new Query().with(Sort.by(Sort.Direction.DESC, "_id")).limit(1), StoredEvent.class);
        return newest == null ? 0 : newest.number();
    }

    /** The events numbered {@code from} to {@code to}, both included, in order; those that are kept no more are missing. */
    List<Numbered> range(long from, long to) {
        List<Long> numbers = LongStream.rangeClosed(from, to).boxed().toList();
        if (numbers.isEmpty()) {
            return List.of();
        }
        return database.find(Query.query(Criteria.where("_id").in(numbers)), StoredEvent.class).stream()
                .map(StoredEvent::numbered)
                .sorted(Comparator.comparingLong(Numbered::number))
                .toList();
    }
}
