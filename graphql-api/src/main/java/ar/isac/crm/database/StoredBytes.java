package ar.isac.crm.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.stereotype.Component;

/** The engine's files as they lie on disk. */
@Component
public class StoredBytes {

    private final DatabaseConnection connection;
    private final HeapPressure pressure;

    StoredBytes(DatabaseConnection connection, HeapPressure pressure) {
        this.connection = connection;
        this.pressure = pressure;
    }

    /**
     * Leaves nothing in the embedded engine's files of what was removed: its log would keep the old documents until it has
     * doubled. Of an external MongoDB nothing is asked; it reuses the space of removed documents in its own time.
     *
     * @throws UncheckedIOException when the disk does not take it
     */
    public void rewrite() {
        try {
            connection.rewrite();
        } catch (IOException e) {
            throw new UncheckedIOException("The database could not be rewritten", e);
        }
    }

    /** Snapshot and log of the embedded engine; 0 for an external one. */
    public long size() {
        return connection.bytesOnDisk();
    }

    /** The share of the heap that is in use after a collection, 0 to 1: the embedded engine keeps everything in memory. */
    public double heapShare() {
        return pressure.share();
    }

    /** Whether the embedded engine's data are about to outgrow the heap. */
    public boolean isOutgrowingHeap() {
        return connection.isEmbedded() && pressure.isHigh();
    }
}
