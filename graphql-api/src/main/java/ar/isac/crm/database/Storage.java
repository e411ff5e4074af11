package ar.isac.crm.database;

import de.bwaldvogel.mongo.bson.Document;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a database: {@code N.snapshot} is the state before {@code N.log}. A new snapshot first begins the next
 * log, then is written aside and renamed; whichever moment a crash picks, the newest whole snapshot and the logs from
 * its number on are the state.
 */
final class Storage implements Closeable {

    private static final Logger log = LoggerFactory.getLogger(Storage.class);
    private static final Pattern NAME = Pattern.compile("(\\d{8})\\.(log|snapshot)");
    private static final int SNAPSHOT_RECORD = 1 << 18;

    private final Path directory;
    private final FileChannel lockFile;
    private long generation = 1;
    private volatile long snapshotBytes;
    private final AtomicLong closedLogBytes = new AtomicLong();
    private @Nullable WriteLog writeLog;

    private Storage(Path directory, FileChannel lockFile) {
        this.directory = directory;
        this.lockFile = lockFile;
    }

    /** Takes the directory for this process alone and hands over all effects that are stored in it. */
    static Storage open(Path directory, Effects.Visitor visitor) {
        try {
            Files.createDirectories(directory);
            forceDirectory(directory.toAbsolutePath().getParent());
            Storage storage = new Storage(directory, lock(directory));
            try {
                storage.recover(visitor);
                return storage;
            } catch (IOException | RuntimeException e) {
                storage.lockFile.close();
                throw e;
            }
        } catch (IOException e) {
            throw new DatabaseStartException("The database directory " + directory + " cannot be used: " + e, e);
        }
    }

    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean isLocked = false;
        try {
            isLocked = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            log.debug("locked by this very process", e);
        }
        if (!isLocked) {
            channel.close();
            throw new DatabaseStartException("The database in "
                    + directory.toAbsolutePath().normalize()
                    + " is in use by another process: stop it, or set CRM_DATA_DIR to another directory.");
        }
        return channel;
    }

    private void recover(Effects.Visitor visitor) throws IOException {
        SortedMap<Long, Path> snapshots = new TreeMap<>();
        SortedMap<Long, Path> logs = new TreeMap<>();
        for (Path file : list(directory)) {
            Matcher name = NAME.matcher(file.getFileName().toString());
            if (name.matches()) {
                (name.group(2).equals("log") ? logs : snapshots).put(Long.parseLong(name.group(1)), file);
            } else if (file.toString().endsWith(".tmp")) {
                Files.delete(file);
            }
        }
        Path newest = null;
        if (!snapshots.isEmpty()) {
            generation = snapshots.lastKey();
            newest = snapshots.get(generation);
        }
        if (newest != null) {
            readSnapshot(newest, visitor);
        }
        deleteAll(snapshots.headMap(generation));
        deleteAll(logs.headMap(generation));
        recoverLogs(logs.tailMap(generation), visitor);
        forceDirectory(directory);
    }

    private void readSnapshot(Path path, Effects.Visitor visitor) throws IOException {
        boolean[] isWhole = {false};
        long end = LogFile.read(
                path,
                false,
                bytes -> Effects.visit(bytes, (kind, namespace, document) -> {
                    if (kind == Effects.Kind.END_OF_SNAPSHOT) {
                        isWhole[0] = true;
                    } else {
                        visitor.effect(kind, namespace, document);
                    }
                }));
        if (!isWhole[0]) {
            throw LogFile.damaged(path, end);
        }
        snapshotBytes = end;
    }

    private void recoverLogs(SortedMap<Long, Path> logs, Effects.Visitor visitor) throws IOException {
        long sound = 0;
        Path last = logs.isEmpty() ? null : logs.get(logs.lastKey());
        if (last != null && logs.size() > 1 && Files.size(last) < LogFile.HEADER) {
            // Its creation was cut off, so the one before was still in use.
            Files.delete(last);
            logs.remove(logs.lastKey());
        }
        for (long next = generation; !logs.isEmpty() && next <= logs.lastKey(); next++) {
            Path path = logs.get(next);
            if (path == null) {
                throw new DatabaseStartException("The database file " + path(next, "log")
                        + " is missing: nothing was changed; restore the data directory from a backup.");
            }
            sound = LogFile.read(path, next == logs.lastKey(), bytes -> Effects.visit(bytes, visitor));
            long torn = Files.size(path) - sound;
            if (torn > 0) {
                log.warn("Cut {} bytes of an unfinished, never answered write off {}", torn, path);
            }
            closedLogBytes.addAndGet(next == logs.lastKey() ? 0 : sound);
            generation = next;
        }
        writeLog = new WriteLog(LogFile.append(path(generation, "log"), sound));
    }

    WriteLog writeLog() {
        if (writeLog == null) {
            throw new IllegalStateException("not recovered yet");
        }
        return writeLog;
    }

    /** Bytes that a start would have to replay on top of the snapshot. */
    long logBytes() {
        return closedLogBytes.get() + writeLog().fileSize();
    }

    /** Whether anything was written since the snapshot. */
    boolean hasChanged() {
        return logBytes() > LogFile.HEADER;
    }

    long snapshotBytes() {
        return snapshotBytes;
    }

    /** Begins the next log; the caller keeps others from appending meanwhile. */
    void beginGeneration() throws IOException {
        WriteLog current = writeLog();
        current.drain();
        Path next = path(generation + 1, "log");
        long closed = current.fileSize();
        try {
            LogFile file = LogFile.create(next);
            forceDirectory(directory);
            current.switchTo(file);
        } catch (IOException e) {
            Files.deleteIfExists(next);
            throw e;
        }
        closedLogBytes.addAndGet(closed);
        generation++;
    }

    /** Stores the state in which this generation began, and forgets all that led to it. */
    void writeSnapshot(Consumer<Effects.Visitor> state) throws IOException {
        Path temporary = path(generation, "tmp");
        long written;
        try (LogFile file = LogFile.create(temporary)) {
            Effects effects = new Effects();
            state.accept((kind, namespace, document) -> {
                effects.record(kind, namespace, document);
                if (effects.size() > SNAPSHOT_RECORD) {
                    file.writeUnchecked(effects);
                }
            });
            effects.record(Effects.Kind.END_OF_SNAPSHOT, "", new Document());
            file.writeUnchecked(effects);
            file.force();
            written = file.size();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        Files.move(temporary, path(generation, "snapshot"), StandardCopyOption.ATOMIC_MOVE);
        forceDirectory(directory);
        snapshotBytes = written;
        closedLogBytes.set(0);
        for (Path file : list(directory)) {
            Matcher name = NAME.matcher(file.getFileName().toString());
            if (name.matches() && Long.parseLong(name.group(1)) < generation) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            writeLog().close();
        } finally {
            lockFile.close();
        }
    }

    private Path path(long number, String kind) {
        return directory.resolve("%08d.%s".formatted(number, kind));
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private static void deleteAll(SortedMap<Long, Path> files) throws IOException {
        for (Path file : List.copyOf(files.values())) {
            Files.delete(file);
        }
    }

    /** A created or renamed file is on disk only when its directory is; Windows neither needs nor allows it. */
    private static void forceDirectory(@Nullable Path directory) throws IOException {
        if (directory == null || File.separatorChar == '\\') {
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
