package ar.isac.crm.dropin;

import ar.isac.crm.message.ChannelType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The folder of drop-in files, {@code CRM_ROUTES_DIR}: read at start and whenever a file of it changes. A file that cannot run
 * is told of with its problem, and what ran before runs on.
 */
@Component
@EnableConfigurationProperties(RouteSettings.class)
public class RouteFolder {

    private static final Logger log = LoggerFactory.getLogger(RouteFolder.class);
    private static final long LOOK_MILLISECONDS = 2_000;

    private final Path dir;
    private final HubRoutes routes;
    private final DropInChannels channels;
    private final Map<String, Known> known = new TreeMap<>();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("route-folder").factory());

    RouteFolder(RouteSettings settings, HubRoutes routes, DropInChannels channels) {
        this.dir = settings.dir();
        this.routes = routes;
        this.channels = channels;
    }

    /** What shows that a file is another than before. */
    private record Stamp(
            long size, Object changed, @Nullable Object key) {

        static Stamp of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
        }
    }

    private record Known(Stamp stamp, DropInFile file) {}

    /**
     * A file of the folder.
     *
     * @param name without its folder
     * @param text as it was read
     * @param channel what it says of the channel that it defines; null for plain routes, and where it cannot be read
     * @param isRunning whether routes of it run: of this text, or of an earlier one where there are problems
     */
    public record DropInFile(
            String name, String text, @Nullable Channel channel, boolean isRunning, List<RouteProblem> problems) {

        public DropInFile {
            problems = List.copyOf(problems);
        }
    }

    /** A channel that a file defines. */
    public record Channel(String kind, ChannelType type, String title, List<Setting> settings) {

        public Channel {
            settings = List.copyOf(settings);
        }

        static Channel of(ChannelDeclaration declaration) {
            return new Channel(
                    declaration.kind(),
                    declaration.type(),
                    declaration.title(),
                    declaration.settings().stream()
                            .map(setting -> new Setting(
                                    setting.name(), setting.description(), setting.isRequired(), setting.pattern()))
                            .toList());
        }
    }

    /**
     * Something to be set for an account of a channel.
     *
     * @param pattern what the whole value must match
     */
    public record Setting(String name, String description, boolean isRequired, Pattern pattern) {}

    @EventListener(ApplicationReadyEvent.class)
    void open() {
        look();
        var unused =
                watch.scheduleWithFixedDelay(this::look, LOOK_MILLISECONDS, LOOK_MILLISECONDS, TimeUnit.MILLISECONDS);
    }

    @EventListener(ContextClosedEvent.class)
    void close() {
        watch.shutdownNow();
    }

    /** The files as they were last seen, by name. */
    public synchronized List<DropInFile> files() {
        return known.values().stream().map(Known::file).toList();
    }

    /** Takes in what is new, changed and gone. */
    synchronized void look() {
        try {
            Set<String> there = new HashSet<>();
            for (Path file : list()) {
                there.add(name(file));
                take(file);
            }
            for (String name : List.copyOf(known.keySet())) {
                if (!there.contains(name)) {
                    forget(name);
                }
            }
            channels.serveAccounts();
        } catch (IOException | RuntimeException e) {
            log.error("The folder of routes cannot be read", e);
        }
    }

    private void forget(String name) {
        known.remove(name);
        routes.stop(name);
        channels.stop(name);
    }

    private List<Path> list() throws IOException {
        if (!Files.isDirectory(dir)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(dir)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> name(file).matches("[^.].*\\.ya?ml"))
                    .sorted()
                    .toList();
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private void take(Path file) throws IOException {
        String name = name(file);
        try {
            Stamp stamp = Stamp.of(file);
            Known last = known.get(name);
            if (last == null || !last.stamp().equals(stamp)) {
                String text = Files.readString(file, StandardCharsets.UTF_8);
                List<RouteProblem> problems = run(name, text);
                known.put(name, new Known(stamp, seen(name, text, problems)));
            }
        } catch (NoSuchFileException goneMeanwhile) {
            log.debug("{} went while it was read", name);
        }
    }

    private DropInFile seen(String name, String text, List<RouteProblem> problems) {
        boolean isRunning = routes.runs(name) || channels.runs(name);
        return new DropInFile(name, text, channels.ofFile(name).map(Channel::of).orElse(null), isRunning, problems);
    }

    private List<RouteProblem> run(String name, String text) {
        try {
            YamlFile file = YamlFile.read(name, text);
            if (!ChannelFile.isOne(file)) {
                channels.stop(name);
                return routes.run(file).stream().toList();
            }
            return switch (ChannelFile.read(file)) {
                case ChannelFile.Reading.Wrong(List<RouteProblem> problems) -> problems;
                case ChannelFile.Reading.Read(ChannelFile channel) -> run(channel, () -> {});
            };
        } catch (YamlFile.Unreadable e) {
            return List.of(e.problem());
        }
    }

    /** Something that must succeed before new routes count. */
    @FunctionalInterface
    private interface Keeping {
        void keep() throws IOException;
    }

    private List<RouteProblem> run(ChannelFile channel, Keeping keeping) {
        if (channels.isOfAnother(channel)) {
            return List.of(RouteProblem.of("Another file defines the channel «" + channel.kind() + "»"));
        }
        DropInChannels.Ready ready;
        try {
            ready = channels.prepare(channel);
        } catch (Exception failure) {
            return List.of(RouteProblem.of(failure, channel.file()));
        }
        try {
            keeping.keep();
        } catch (IOException e) {
            ready.giveUp();
            log.error("{} cannot be written", channel.name(), e);
            return List.of(RouteProblem.of("The file cannot be written into the folder of routes"));
        }
        routes.stop(channel.name());
        ready.takePlace();
        return List.of();
    }

    /**
     * Puts a channel's file into the folder and its routes in the place of those that ran by it. They run before the others
     * end, and before the file is written: with a problem everything stays as it was.
     *
     * @param name the file's, such as {@code telegram.yaml}
     * @return what is wrong; empty once it runs
     */
    public synchronized List<RouteProblem> activate(String name, String yaml) {
        return switch (Checked.of(name, yaml)) {
            case Checked.Wrong(List<RouteProblem> problems) -> problems;
            case Checked.Channel(ChannelFile channel) -> {
                List<RouteProblem> problems = run(channel, () -> write(name, yaml));
                if (problems.isEmpty()) {
                    known.put(name, new Known(stamp(name), seen(name, yaml, problems)));
                }
                yield problems;
            }
        };
    }

    /**
     * Takes a file out of the folder and ends its routes, which finish what they have under way.
     *
     * @param name the file's, as {@link #files} has it
     * @return what keeps it; empty once it is gone
     */
    public synchronized List<RouteProblem> remove(String name) {
        if (!known.containsKey(name)) {
            return List.of();
        }
        try {
            Files.deleteIfExists(dir.resolve(name));
        } catch (IOException e) {
            log.error("{} cannot be deleted", name, e);
            return List.of(RouteProblem.of("The file cannot be taken out of the folder of routes"));
        }
        forget(name);
        return List.of();
    }

    private Stamp stamp(String name) {
        try {
            return Stamp.of(dir.resolve(name));
        } catch (IOException goneMeanwhile) {
            return new Stamp(-1, name, null);
        }
    }

    /** Whole or not at all, and on disk before it counts. */
    private void write(String name, String yaml) throws IOException {
        Files.createDirectories(dir);
        Path whole = Files.createTempFile(dir, "." + name, ".new");
        try {
            try (FileChannel file = FileChannel.open(whole, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(yaml);
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
                file.force(true);
            }
            Files.move(whole, dir.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    /** The channel of this kind that runs. */
    public Optional<Channel> channel(String kind) {
        return channels.declaration(kind).map(Channel::of);
    }
}
