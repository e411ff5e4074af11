package ar.isac.crm.conversation;

import ar.isac.crm.database.GuardedUpdate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** The threads. Every read is by id or by key: nothing here grows with the number of messages. */
@Component
public class Messages {

    private static final Logger log = LoggerFactory.getLogger(Messages.class);

    /** Left to themselves, engines fill one answer with all there is, and fail where it is more than a message may hold. */
    private static final int AT_ONCE = 1_000;

    private final MongoTemplate database;

    Messages(MongoTemplate database) {
        this.database = database;
    }

    /** A message in its place, and whether it was put there just now. */
    record Placed(Message message, boolean isNew) {}

    /**
     * Gives a message the next number of the thread, once for its key. The insert is the numbering: a number that is taken
     * makes it fail and try the next, so there are no gaps and no number is claimed twice.
     *
     * @param known a number that is surely taken, or 0; the closer to the end, the fewer tries
     */
    Placed append(String conversationId, Message message, long known) {
        Optional<Message> stored = findByKey(message.key());
        long seq = known;
        while (stored.isEmpty()) {
            seq++;
            try {
                return new Placed(database.insert(message.at(conversationId, seq)), true);
            } catch (DuplicateKeyException numberOrKeyTaken) {
                log.trace("Number {} of conversation {} is taken", seq, conversationId);
                stored = findByKey(message.key());
            }
        }
        return new Placed(stored.get(), false);
    }

    public Optional<Message> find(String id) {
        return Optional.ofNullable(database.findById(id, Message.class));
    }

    public List<Message> find(Collection<String> ids) {
        return database.find(Query.query(Criteria.where("_id").in(ids)), Message.class);
    }

    /** The ids of every message. The stream reads on as it is consumed and must be closed. */
    public Stream<String> ids() {
        Query all = new Query().cursorBatchSize(AT_ONCE);
        all.fields().include("_id");
        return database.stream(all, Document.class, "messages").map(message -> message.getString("_id"));
    }

    /** The message of a cause; see {@link Message#key}. */
    public Optional<Message> findByKey(String key) {
        return Optional.ofNullable(
                database.findOne(Query.query(Criteria.where("key").is(key)), Message.class));
    }

    /** The messages numbered {@code from} to {@code to}, both included, in their order. */
    public List<Message> range(String conversationId, long from, long to) {
        List<String> ids = LongStream.rangeClosed(Math.max(1, from), to)
                .mapToObj(seq -> Message.id(conversationId, seq))
                .toList();
        if (ids.isEmpty()) {
            return List.of();
        }
        return find(ids).stream().sorted(Comparator.comparing(Message::id)).toList();
    }

    /** Changes a message; {@code change} may run again when somebody else was faster. */
    public Message update(String id, UnaryOperator<Message> change) {
        return GuardedUpdate.of(database, Message.class, id, change);
    }
}
