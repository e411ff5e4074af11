package ar.isac.crm.channel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * What goes in ({@code <channel>/<way>/<name>.json}, or {@code .eml} for an e-mail) beside what must come out ({@code <name>.expected.json}). With
 * {@code -Dgolden.write=true} missing expectations are written, to be read before they are committed.
 */
public final class GoldenFiles {

    public static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Path RESOURCES = Path.of("src/test/resources");

    private GoldenFiles() {}

    static Stream<Case> of(String way) {
        return Stream.of("whatsapp", "instagram").flatMap(channel -> cases(channel, way).stream());
    }

    public static List<Case> cases(String channel, String way) {
        Path folder = RESOURCES.resolve(channel).resolve(way);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches(".*\\.(json|eml)") && !name.endsWith(".expected.json"))
                    .sorted()
                    .map(name -> new Case(channel, folder, name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One pair of files: what goes in and what is to come of it.
     *
     * @param file the name of the file that goes in
     */
    public record Case(String channel, Path folder, String file) {

        public String name() {
            return file.replaceFirst("\\.[a-z]+$", "");
        }

        public byte[] given() {
            return read(folder.resolve(file));
        }

        public byte[] expected(Object actual) {
            Path file = folder.resolve(name() + ".expected.json");
            if (Boolean.getBoolean("golden.write") && !Files.exists(file)) {
                write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(actual) + "\n");
            }
            return read(file);
        }

        @Override
        public String toString() {
            return channel + " " + name();
        }

        private static byte[] read(Path file) {
            try {
                return Files.readAllBytes(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void write(Path file, String text) {
            try {
                Files.writeString(file, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
