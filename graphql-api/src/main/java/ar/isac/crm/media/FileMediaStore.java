package ar.isac.crm.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Content-addressed files: the embedded database would scan its GridFS. */
final class FileMediaStore implements MediaStore {

    private final Path directory;

    FileMediaStore(Path directory) {
        this.directory = directory;
    }

    @Override
    public void put(String id, byte[] bytes, String mimeType) {
        Path file = file(id);
        try {
            Files.createDirectories(file.getParent());
            write(type(id), mimeType.getBytes(StandardCharsets.UTF_8));
            write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("Media could not be written to " + directory, e);
        }
    }

    /** Forced to disk and then renamed: a crash leaves the whole file or none. */
    private static void write(Path file, byte[] bytes) throws IOException {
        Path unfinished = Files.createTempFile(file.getParent(), "unfinished", null);
        Files.write(unfinished, bytes);
        try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public Optional<Stored> get(String id) {
        Path file = file(id);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Stored(() -> Files.newInputStream(file), Files.size(file), Files.readString(type(id))));
        } catch (IOException e) {
            throw new UncheckedIOException("Media could not be read from " + directory, e);
        }
    }

    @Override
    public void remove(String id) {
        try {
            Files.deleteIfExists(file(id));
            Files.deleteIfExists(type(id));
        } catch (IOException e) {
            throw new UncheckedIOException("Media could not be removed from " + directory, e);
        }
    }

    private Path file(String id) {
        return directory.resolve(id.substring(0, 2)).resolve(id);
    }

    private Path type(String id) {
        return directory.resolve(id.substring(0, 2)).resolve(id + ".type");
    }
}
