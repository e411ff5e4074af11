package ar.isac.crm.database;

import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** Numbers that people read out: no number is given out twice, and a crash may leave a gap. */
@Component
public class Counters {

    private final MongoTemplate database;

    Counters(MongoTemplate database) {
        this.database = database;
    }

    @Document("counters")
    record Counter(@Id String id, long last) {}

    /** The next number, from 1. */
    public long next(String name) {
        @Nullable
        Counter counter = database.findAndModify(
                byId(name),
                new Update().inc("last", 1L),
                FindAndModifyOptions.options().returnNew(true).upsert(true),
                Counter.class);
        if (counter == null) {
            throw new IllegalStateException("The counter " + name + " was not stored");
        }
        return counter.last();
    }

    /** The number given out last; 0 before the first. */
    public long last(String name) {
        Counter counter = database.findById(name, Counter.class);
        return counter == null ? 0 : counter.last();
    }

    private static Query byId(String name) {
        return Query.query(Criteria.where("_id").is(name));
    }
}
