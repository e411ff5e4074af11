package ar.isac.crm.person;

import ar.isac.crm.database.Vaults;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Who was erased, in a database of a test. */
public final class Tombstones {

    private Tombstones() {}

    public static Forgotten in(MongoTemplate database) {
        return new Forgotten(database, Vaults.withKey("a key for tests alone"));
    }
}
