package ar.isac.crm.database;

import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.stereotype.Component;

/** Keys that this product makes for itself: invented once, and the same on every node and after every restart. */
@Component
public class Secrets {

    private static final int BYTES = 32;

    private final MongoTemplate database;

    Secrets(MongoTemplate database) {
        this.database = database;
    }

    @Document("secrets")
    record Secret(@Id String id, String base64) {
        @Override
        public String toString() {
            return "Secret[" + id + "]";
        }
    }

    /** The key of this name. */
    public byte[] key(String name) {
        Secret known = database.findById(name, Secret.class);
        return Base64.getDecoder().decode((known == null ? invent(name) : known).base64());
    }

    private Secret invent(String name) {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        try {
            return database.insert(new Secret(name, Base64.getEncoder().encodeToString(random)));
        } catch (DuplicateKeyException inventedMeanwhile) {
            Secret first = database.findById(name, Secret.class);
            if (first == null) {
                throw new IllegalStateException("The key " + name + " is gone", inventedMeanwhile);
            }
            return first;
        }
    }
}
