package ar.isac.crm.database;

import com.mongodb.ConnectionString;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where to connect to, and the embedded server when that is where. */
final class DatabaseConnection implements AutoCloseable {

    private static final String DEFAULT_NAME = "crm";

    private final ConnectionString uri;
    private final @Nullable EmbeddedDatabase embedded;

    private DatabaseConnection(ConnectionString uri, @Nullable EmbeddedDatabase embedded) {
        this.uri = uri;
        this.embedded = embedded;
    }

    /**
     * @param uri a MongoDB connection string; blank for the embedded server
     * @param dataDirectory the product's; the embedded server keeps its files under {@code database} in it
     */
    static DatabaseConnection open(String uri, Path dataDirectory) {
        if (uri.isBlank()) {
            EmbeddedDatabase embedded = EmbeddedDatabase.open(dataDirectory.resolve("database"));
            return new DatabaseConnection(new ConnectionString(embedded.uri()), embedded);
        }
        try {
            return new DatabaseConnection(new ConnectionString(uri), null);
        } catch (IllegalArgumentException e) {
            // The driver's message repeats parts of the URI, which may hold a password.
            throw new DatabaseStartException("MONGODB_URI is not a MongoDB connection string.");
        }
    }

    ConnectionString uri() {
        return uri;
    }

    String databaseName() {
        String name = uri.getDatabase();
        return name == null || name.isBlank() ? DEFAULT_NAME : name;
    }

    boolean isEmbedded() {
        return embedded != null;
    }

    /** Whether the engine takes writes, as far as can be known without asking it. */
    boolean isWritable() {
        return embedded == null || !embedded.hasFailed();
    }

    void rewrite() throws IOException {
        if (embedded != null) {
            embedded.rewrite();
        }
    }

    long bytesOnDisk() {
        return embedded == null ? 0 : embedded.bytesOnDisk();
    }

    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
    }
}
