package ar.isac.crm.database;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Collects what writers append and puts it on disk in groups: the first writer that waits writes and forces for all who
 * appended before it, the others only wait for the result.
 *
 * <p>After a failed force nobody can know what reached the disk, so the log refuses everything from then on.
 */
final class WriteLog implements Closeable {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition forced = lock.newCondition();
    private ByteBuf pending = Unpooled.buffer(1 << 16);
    private ByteBuf spare = Unpooled.buffer(1 << 16);
    private volatile LogFile file;
    private long appended;
    private long durable;
    private boolean forcing;
    private @Nullable IOException failure;

    WriteLog(LogFile file) {
        this.file = file;
    }

    /** The position that {@link #awaitDurable} takes; an empty append waits for what others appended before. */
    long append(ByteBuf effects) {
        lock.lock();
        try {
            appended += effects.readableBytes();
            pending.writeBytes(effects);
            return appended;
        } finally {
            lock.unlock();
        }
    }

    /** Returns when everything up to the position would survive a power cut. */
    void awaitDurable(long position) {
        lock.lock();
        try {
            while (durable < position) {
                ensureWritable();
                if (forcing) {
                    forced.awaitUninterruptibly();
                } else {
                    forceGroup();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns when nothing is left to be written; the caller keeps others from appending meanwhile. */
    void drain() {
        awaitDurable(append(Unpooled.EMPTY_BUFFER));
    }

    /** What is appended from now on goes to the next file; the log is drained. */
    void switchTo(LogFile next) throws IOException {
        lock.lock();
        try {
            file.close();
            file = next;
        } finally {
            lock.unlock();
        }
    }

    long fileSize() {
        return file.size();
    }

    /** @throws UncheckedIOException when an earlier write failed */
    void ensureWritable() {
        lock.lock();
        try {
            if (failure != null) {
                throw new UncheckedIOException("The database log can no longer be written: " + failure, failure);
            }
        } finally {
            lock.unlock();
        }
    }

    boolean hasFailed() {
        lock.lock();
        try {
            return failure != null;
        } finally {
            lock.unlock();
        }
    }

    private void forceGroup() {
        ByteBuf group = pending;
        pending = spare;
        long end = appended;
        forcing = true;
        lock.unlock();
        @Nullable IOException problem = new IOException("interrupted by an error");
        try {
            file.writeAndForce(group.nioBuffer());
            problem = null;
        } catch (IOException e) {
            problem = e;
        } finally {
            lock.lock();
            forcing = false;
            // A burst must not keep its buffer for ever.
            spare = group.capacity() > (1 << 22) ? Unpooled.buffer(1 << 16) : group.clear();
            if (problem == null) {
                durable = end;
            } else {
                failure = problem;
            }
            forced.signalAll();
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            file.close();
        } finally {
            lock.unlock();
        }
    }
}
