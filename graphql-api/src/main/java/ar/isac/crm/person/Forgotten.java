package ar.isac.crm.person;

import ar.isac.crm.database.Vault;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * Which addresses belonged to somebody who was erased, and until when. Messages from before are still on their way, or come
 * again from the platform for days, and must not bring back who was erased; whoever writes afterwards is somebody new.
 *
 * <p>Of the address, a keyed digest is kept, and the key lies outside the database.
 */
@Component
public class Forgotten {

    private final MongoTemplate database;
    private final Vault vault;

    Forgotten(MongoTemplate database, Vault vault) {
        this.database = database;
        this.vault = vault;
    }

    @Document("forgotten")
    record Tombstone(@Id String digest, Instant at) {}

    /** A name for something that tells nothing of it to whoever lacks the shop's key. */
    public String digest(String thing) {
        return vault.digest(thing, "forgotten");
    }

    /** Nothing that came by this handle, account and address, before the moment is to come in any more. */
    public void forget(String handle, Instant at) {
        database.save(new Tombstone(digest(handle), at));
    }

    /** Until when what came by one of these handles belongs to somebody who was erased; empty for most. */
    public Optional<Instant> until(Collection<String> handles) {
        List<String> digests = handles.stream().map(this::digest).toList();
        return digests.isEmpty()
                ? Optional.empty()
                : database.find(Query.query(Criteria.where("_id").in(digests)), Tombstone.class).stream()
                        .map(Tombstone::at)
                        .max(Instant::compareTo);
    }

    /** Whether what came by one of these handles at this moment belongs to somebody who was erased. */
    public boolean isForgotten(Collection<String> handles, Instant at) {
        return until(handles).filter(until -> !at.isAfter(until)).isPresent();
    }
}
