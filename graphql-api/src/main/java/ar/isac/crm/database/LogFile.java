package ar.isac.crm.database;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A file of checksummed records that only grows. A record is what one force puts on disk, so at most the last one can
 * be half written; every record begins with the file's own random mark, so a damaged record can be told from a torn
 * tail by looking for a whole one behind it.
 *
 * <p>Header: format (8 bytes), mark (8). Record: mark (8), length (4), CRC32C of length and content (4), content.
 */
final class LogFile implements Closeable {

    private static final long FORMAT = 0x4352_4d4c_4f47_0001L;
    static final int HEADER = 16;
    private static final int RECORD_HEADER = 16;
    private static final int SCAN_CHUNK = 1 << 20;

    private final Path path;
    private final FileChannel channel;
    private final long mark;
    private volatile long size;

    private LogFile(Path path, FileChannel channel, long mark, long size) {
        this.path = path;
        this.channel = channel;
        this.mark = mark;
        this.size = size;
    }

    /** A new file, its header already forced; the caller forces the directory. */
    static LogFile create(Path path) throws IOException {
        FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        long mark = new SecureRandom().nextLong();
        LogFile file = new LogFile(path, channel, mark, 0);
        file.writeFully(
                ByteBuffer.allocate(HEADER).putLong(FORMAT).putLong(mark).flip());
        channel.force(true);
        return file;
    }

    /** An existing file, cut to the length that {@link #read} found sound, or a new one if not even its header was. */
    static LogFile append(Path path, long soundLength) throws IOException {
        if (soundLength < HEADER) {
            return create(path);
        }
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        channel.read(header, 0);
        if (channel.size() > soundLength) {
            channel.truncate(soundLength);
            channel.force(true);
        }
        channel.position(soundLength);
        return new LogFile(path, channel, header.getLong(8), soundLength);
    }

    Path path() {
        return path;
    }

    long size() {
        return size;
    }

    /** Writes one record and returns when it would survive a power cut. */
    void writeAndForce(ByteBuffer content) throws IOException {
        write(content);
        force();
    }

    void write(ByteBuffer content) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(RECORD_HEADER)
                .putLong(mark)
                .putInt(content.remaining())
                .putInt(checksum(content.duplicate()))
                .flip();
        writeFully(header);
        writeFully(content);
    }

    /** Writes what was collected, without forcing, and clears it. */
    void writeUnchecked(Effects effects) {
        try {
            write(effects.bytes().nioBuffer());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        effects.clear();
    }

    /** Data and length reach the disk; other metadata is of no use to a reader. */
    void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void writeFully(ByteBuffer bytes) throws IOException {
        long end = size + bytes.remaining();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        size = end;
    }

    private static int checksum(ByteBuffer content) {
        CRC32C crc = new CRC32C();
        crc.update(
                ByteBuffer.allocate(Integer.BYTES).putInt(content.remaining()).flip());
        crc.update(content);
        return (int) crc.getValue();
    }

    /**
     * Hands over every record's content in order.
     *
     * @param mayBeTorn whether an unfinished record at the end is what a crash leaves, or damage
     * @return the length up to which the file is sound; 0 when a crash came before its header
     * @throws DatabaseStartException naming file and offset of the damage
     */
    static long read(Path path, boolean mayBeTorn, Consumer<ByteBuf> records) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long fileSize = channel.size();
            if (fileSize <= HEADER && mayBeTorn && !hasHeader(channel)) {
                return 0;
            }
            if (!hasHeader(channel)) {
                throw damaged(path, 0);
            }
            DataInputStream in =
                    new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel.position(8)), 1 << 16));
            long mark = in.readLong();
            long offset = HEADER;
            while (offset < fileSize) {
                byte[] content = readRecord(in, mark, fileSize - offset);
                if (content == null) {
                    if (!mayBeTorn || hasRecordAfter(channel, mark, offset)) {
                        throw damaged(path, offset);
                    }
                    return offset;
                }
                records.accept(Unpooled.wrappedBuffer(content));
                offset += RECORD_HEADER + content.length;
            }
            return offset;
        }
    }

    private static boolean hasHeader(FileChannel channel) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        channel.read(header, 0);
        return !header.hasRemaining() && header.getLong(0) == FORMAT;
    }

    private static byte @Nullable [] readRecord(DataInputStream in, long mark, long available) throws IOException {
        if (available < RECORD_HEADER) {
            return null;
        }
        long foundMark = in.readLong();
        int length = in.readInt();
        int checksum = in.readInt();
        if (foundMark != mark || length < 0 || length > available - RECORD_HEADER) {
            return null;
        }
        byte[] content = in.readNBytes(length);
        return checksum(ByteBuffer.wrap(content)) == checksum ? content : null;
    }

    private static boolean hasRecordAfter(FileChannel channel, long mark, long offset) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(SCAN_CHUNK);
        long start = offset + 1;
        while (start + RECORD_HEADER <= channel.size()) {
            chunk.clear();
            channel.read(chunk, start);
            chunk.flip();
            for (int i = 0; i + Long.BYTES <= chunk.limit(); i++) {
                if (chunk.getLong(i) == mark && isRecord(channel, mark, start + i)) {
                    return true;
                }
            }
            start += Math.max(1, chunk.limit() - Long.BYTES + 1);
        }
        return false;
    }

    private static boolean isRecord(FileChannel channel, long mark, long offset) throws IOException {
        // The stream reads from the channel's position; nothing else uses it any more.
        DataInputStream in = new DataInputStream(Channels.newInputStream(channel.position(offset)));
        return readRecord(in, mark, channel.size() - offset) != null;
    }

    static DatabaseStartException damaged(Path path, long offset) {
        return new DatabaseStartException(
                "The database file " + path.toAbsolutePath().normalize()
                        + " is damaged at byte " + offset
                        + ": nothing was changed; restore the data directory from a backup.");
    }
}
