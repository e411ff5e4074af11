package ar.isac.crm.database;

import de.bwaldvogel.mongo.MongoServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A MongoDB-compatible server in this process, with its data under one directory. It has no authentication and
 * therefore listens on a port of the loopback interface only. A write that was answered survives {@code kill -9} and a
 * power cut.
 */
final class EmbeddedDatabase implements AutoCloseable {

    /** Below this size a log is replayed faster than it is worth rewriting: about 300,000 messages. */
    static final long DEFAULT_MINIMUM_LOG_BYTES = 64L << 20;

    /** A writer blocks its connection's thread until the disk has answered, so there is one for each connection. */
    static final int CONNECTIONS = 64;

    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);

    private final DurableBackend backend;
    private final MongoServer server;
    private final InetSocketAddress address;

    private EmbeddedDatabase(DurableBackend backend) {
        this.backend = backend;
        this.server = new MongoServer(backend);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1, CONNECTIONS);
        this.address = server.getLocalAddress();
    }

    /** @throws DatabaseStartException when the directory is in use, damaged or not writable */
    static EmbeddedDatabase open(Path directory) {
        return open(directory, DEFAULT_MINIMUM_LOG_BYTES);
    }

    static EmbeddedDatabase open(Path directory, long minimumLogBytes) {
        long start = System.nanoTime();
        EmbeddedDatabase database = new EmbeddedDatabase(new DurableBackend(directory, minimumLogBytes));
        log.info(
                "Embedded database in {}: {} bytes read in {} ms",
                directory,
                database.backend.bytesOnDisk(),
                (System.nanoTime() - start) / 1_000_000);
        return database;
    }

    /** For a driver; without retryable writes, which need sessions that this server lacks. */
    String uri() {
        return "mongodb://%s:%d/?retryWrites=false&maxPoolSize=%d"
                .formatted(address.getAddress().getHostAddress(), address.getPort(), CONNECTIONS);
    }

    boolean hasFailed() {
        return backend.hasFailed();
    }

    void rewrite() throws IOException {
        backend.rewrite();
    }

    long bytesOnDisk() {
        return backend.bytesOnDisk();
    }

    @Override
    public void close() {
        backend.close();
        server.shutdownNow();
    }
}
