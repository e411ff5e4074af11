package ar.isac.crm.database;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import de.bwaldvogel.mongo.oplog.NoopOplog;
import de.bwaldvogel.mongo.oplog.Oplog;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.netty.channel.Channel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The library's commands on documents in memory, with every effect in a log on disk before the answer.
 *
 * <p>One lock around "execute and append" makes the log's order the order of execution. Commands that only read do not
 * take it: stored documents never change.
 */
final class DurableBackend extends AbstractMongoBackend {

    private static final Logger log = LoggerFactory.getLogger(DurableBackend.class);

    /** What surely writes nothing; anything else is treated as a write. */
    private static final Set<String> READS = Set.of(
            "find",
            "count",
            "distinct",
            "getmore",
            "killcursors",
            "listcollections",
            "listindexes",
            "listdatabases",
            "ismaster",
            "hello",
            "ping",
            "buildinfo",
            "serverstatus",
            "dbstats",
            "collstats",
            "validate",
            "endsessions",
            "connectionstatus",
            "hostinfo",
            "getlog",
            "getparameter",
            "whatsmyuri");

    private static final int SHUTDOWN_IN_PROGRESS = 91;
    private static final int INTERNAL_ERROR = 1;

    private final ReentrantLock writeLock = new ReentrantLock();
    private final Effects effects = new Effects();
    private final long minimumLogBytes;
    private final AtomicBoolean isSnapshotting = new AtomicBoolean();
    private final ExecutorService snapshots = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("database-snapshot").factory());
    private final Storage storage;
    private boolean isRecording;
    private boolean isClosed;
    private volatile long postponedUntilBytes;

    /** @param minimumLogBytes below this size the log is not rewritten as a snapshot while running */
    DurableBackend(Path directory, long minimumLogBytes) {
        this.minimumLogBytes = minimumLogBytes;
        this.storage = Storage.open(directory, this::apply);
        this.isRecording = true;
    }

    private void apply(Effects.Kind kind, String namespace, Document document) {
        int dot = namespace.indexOf('.');
        database(namespace.substring(0, dot)).apply(kind, namespace.substring(dot + 1), document);
    }

    private DurableDatabase database(String name) {
        return (DurableDatabase) resolveDatabase(name);
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String databaseName) {
        return new DurableDatabase(this, databaseName, getCursorRegistry());
    }

    Oplog noOplog() {
        return NoopOplog.get();
    }

    void record(Effects.Kind kind, String namespace, Document document) {
        recordWith(kind, namespace, document, () -> {});
    }

    /** Records first, since that can refuse a document, and forgets it again when the change fails. */
    void recordWith(Effects.Kind kind, String namespace, Document document, Runnable change) {
        if (!isRecording) {
            change.run();
            return;
        }
        if (!writeLock.isHeldByCurrentThread()) {
            throw new IllegalStateException("a change outside of a write command: " + kind);
        }
        int mark = effects.mark();
        effects.record(kind, namespace, document);
        try {
            change.run();
        } catch (RuntimeException e) {
            effects.forgetFrom(mark);
            throw e;
        }
    }

    /** The library would log a failed command with its documents: customers' text. The client gets the same error. */
    @Override
    public Document handleMessage(MongoMessage message) {
        try {
            return super.handleMessage(message);
        } catch (MongoServerError e) {
            return error(e.getCode(), e.getCodeName(), e.getMessageWithoutErrorCode());
        } catch (MongoServerException e) {
            return error(INTERNAL_ERROR, "InternalError", e.getMessageWithoutErrorCode());
        } catch (RuntimeException e) {
            String command = message.getDocument().keySet().iterator().next();
            log.error("The command {} failed: {}", command, e.getClass().getName());
            log.debug("The command {} failed", command, e);
            return error(INTERNAL_ERROR, "InternalError", e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private static Document error(int code, String name, String message) {
        return new Document("ok", 0.0)
                .append("errmsg", message)
                .append("code", code)
                .append("codeName", name);
    }

    @Override
    public Document handleCommand(Channel channel, String databaseName, String command, Document query) {
        if (command.equalsIgnoreCase("hello")) {
            return super.handleCommand(channel, databaseName, "ismaster", query).append("isWritablePrimary", true);
        }
        if (isRead(command, query)) {
            return super.handleCommand(channel, databaseName, command, query);
        }
        long position = 0;
        try {
            writeLock.lock();
            try {
                ensureWritable();
                return super.handleCommand(channel, databaseName, command, query);
            } finally {
                position = storage.writeLog().append(effects.bytes());
                effects.clear();
                writeLock.unlock();
            }
        } finally {
            // A refused write waits too: what it collided with must not be lost after the refusal was seen.
            storage.writeLog().awaitDurable(position);
            snapshotIfDue();
        }
    }

    private void ensureWritable() {
        if (isClosed) {
            throw new MongoServerError(SHUTDOWN_IN_PROGRESS, "ShutdownInProgress", "the database is shutting down");
        }
        storage.writeLog().ensureWritable();
    }

    private static boolean isRead(String command, Document query) {
        String name = command.toLowerCase(Locale.ROOT);
        return READS.contains(name) || (name.equals("aggregate") && !writes(query.get("pipeline")));
    }

    private static boolean writes(@Nullable Object pipeline) {
        return !(pipeline instanceof Collection<?> stages)
                || stages.stream()
                        .anyMatch(stage -> stage instanceof Document document
                                && (document.containsKey("$out") || document.containsKey("$merge")));
    }

    long bytesOnDisk() {
        return storage.snapshotBytes() + storage.logBytes();
    }

    /** Whether a write to disk failed, after which only reads are answered. */
    boolean hasFailed() {
        return storage.writeLog().hasFailed();
    }

    private void snapshotIfDue() {
        long due = Math.max(Math.max(minimumLogBytes, storage.snapshotBytes()), postponedUntilBytes);
        if (storage.logBytes() >= due && isSnapshotting.compareAndSet(false, true)) {
            snapshots.execute(() -> {
                try {
                    snapshot();
                    postponedUntilBytes = 0;
                } catch (IOException | RuntimeException e) {
                    // The logs still hold everything; only the next start takes longer.
                    postponedUntilBytes = storage.logBytes() + minimumLogBytes;
                    log.error("The database snapshot failed; it is tried again later", e);
                } finally {
                    isSnapshotting.set(false);
                }
            });
        }
    }

    /**
     * Writes the state of now as a snapshot and deletes the logs that led to it: what was removed is in no file any more.
     *
     * @throws IOException when the disk does not take it; then everything stays as it was
     */
    void rewrite() throws IOException {
        try {
            snapshots
                    .submit(() -> {
                        snapshot();
                        return true;
                    })
                    .get();
        } catch (ExecutionException e) {
            throw new IOException("The database could not be rewritten", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (RejectedExecutionException e) {
            throw new IOException("the database is shutting down", e);
        }
    }

    private record Contents(String namespace, List<Document> indexes, List<Document> documents) {}

    private void snapshot() throws IOException {
        List<Contents> state;
        writeLock.lock();
        try {
            state = contents();
            storage.beginGeneration();
        } finally {
            writeLock.unlock();
        }
        storage.writeSnapshot(visitor -> {
            for (Contents collection : state) {
                visitor.effect(Effects.Kind.CREATE, collection.namespace(), new Document());
                for (Document index : collection.indexes()) {
                    visitor.effect(Effects.Kind.INDEX, collection.namespace(), index);
                }
                for (Document document : collection.documents()) {
                    visitor.effect(Effects.Kind.INSERT, collection.namespace(), document);
                }
            }
        });
    }

    private List<Contents> contents() {
        List<Contents> contents = new ArrayList<>();
        for (String databaseName : new TreeSet<>(listDatabaseNames())) {
            DurableDatabase database = database(databaseName);
            for (String name : database.collectionNames()) {
                contents.add(new Contents(
                        databaseName + "." + name,
                        database.indexDescriptions(name),
                        database.collection(name).snapshot()));
            }
        }
        return contents;
    }

    /** Refuses further writes, leaves a snapshot so that the next start is quick, and gives the directory free. */
    @Override
    public void close() {
        writeLock.lock();
        try {
            if (isClosed) {
                return;
            }
            isClosed = true;
        } finally {
            writeLock.unlock();
        }
        try (storage) {
            snapshots.shutdown();
            if (!snapshots.awaitTermination(5, TimeUnit.MINUTES)) {
                log.warn("The running database snapshot did not end in time");
            } else if (!hasFailed() && storage.hasChanged()) {
                snapshot();
            }
        } catch (IOException | RuntimeException e) {
            log.error("The database could not write its closing snapshot; the log holds everything", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        super.close();
    }
}
