package ar.isac.crm.database;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings documents that an earlier version wrote into the form that today's indexes want, before these are made: a unique index
 * over a field that old documents lack stops the start. Each step finds nothing to do once it is done, and goes on where a
 * crash has left it.
 */
final class EarlierVersions {

    private static final Logger log = LoggerFactory.getLogger(EarlierVersions.class);

    private EarlierVersions() {}

    static void bring(MongoDatabase database) {
        numberParkedLetters(database);
    }

    /** Letters had their own id for {@code _id} and nothing but the letter; they are numbered and have a key now. */
    private static void numberParkedLetters(MongoDatabase database) {
        MongoCollection<Document> letters = database.getCollection("deadLetters");
        List<Document> old = letters.find(Filters.exists("key", false)).into(new ArrayList<>());
        for (Document letter : old) {
            Object key = letter.get("_id");
            if (letters.find(Filters.eq("key", key)).first() == null) {
                letters.insertOne(new Document("_id", Long.toString(nextNumber(database, "deadLetters")))
                        .append("version", 0L)
                        .append("key", key)
                        .append("letter", letter.get("letter"))
                        .append("status", "PARKED")
                        .append("tries", 1)
                        .append("history", List.of()));
            }
            letters.deleteOne(Filters.eq("_id", key));
        }
        if (!old.isEmpty()) {
            log.info("{} parked letters of an earlier version are numbered", old.size());
        }
    }

    private static long nextNumber(MongoDatabase database, String counter) {
        Document next = database.getCollection("counters")
                .findOneAndUpdate(
                        Filters.eq("_id", counter),
                        Updates.inc("last", 1L),
                        new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER));
        if (next == null) {
            throw new DatabaseStartException("The counter " + counter + " could not be stored.");
        }
        return next.getLong("last");
    }
}
