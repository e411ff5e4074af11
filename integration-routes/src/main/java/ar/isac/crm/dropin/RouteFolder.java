package ar.isac.crm.dropin;

import ar.isac.crm.message.ChannelType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
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

    /** A character takes four bytes at most. */
    private static final long MOST_BYTES = 4L * YamlFile.MOST_CHARACTERS;

    private final Path dir;
    private final HubRoutes routes;
    private final DropInChannels channels;
    private final Map<String, Known> known = new TreeMap<>();
    private boolean isGone;
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
     * @param warnings what should be otherwise, and keeps nothing from running
     */
    public record DropInFile(
            String name,
            String text,
            @Nullable Channel channel,
            boolean isRunning,
            List<RouteProblem> problems,
            List<RouteProblem> warnings) {

        public DropInFile {
            problems = List.copyOf(problems);
            warnings = List.copyOf(warnings);
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

    /** Takes in what is new, changed and gone. What is wrong with one file is no other's business. */
    synchronized void look() {
        try {
            if (isOutOfReach()) {
                return;
            }
            List<Path> files = list();
            Set<String> gone = new HashSet<>(known.keySet());
            files.forEach(file -> gone.remove(name(file)));
            // Plain routes have no swap; a channel whose file has another name now has.
            gone.forEach(routes::stop);
            Set<String> taken = new HashSet<>();
            for (Path file : files) {
                if (take(file, gone)) {
                    taken.add(name(file));
                }
            }
            gone.forEach(known::remove);
            gone.forEach(channels::stop);
            if (!taken.isEmpty() || !gone.isEmpty()) {
                tryAgain(taken);
            }
            channels.serveAccounts();
        } catch (IOException | RuntimeException e) {
            log.error("The folder of routes cannot be read", e);
        }
    }

    /** A folder on a disk that is away for a moment has not lost its files: what runs runs on. */
    private boolean isOutOfReach() {
        boolean wasGone = isGone;
        isGone = !Files.isDirectory(dir) && !known.isEmpty();
        if (isGone && !wasGone) {
            log.error("The folder of routes {} is not there; what runs runs on until it is", dir);
        }
        return isGone;
    }

    /** What another file stood in the way of may run now. */
    private void tryAgain(Set<String> taken) {
        for (Map.Entry<String, Known> each : known.entrySet()) {
            DropInFile file = each.getValue().file();
            if (!file.problems().isEmpty() && !taken.contains(file.name())) {
                each.setValue(new Known(each.getValue().stamp(), ran(file.name(), file.text(), Set.of())));
            }
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

    /** Whether it is another than before. */
    private boolean take(Path file, Set<String> gone) {
        String name = name(file);
        try {
            Stamp stamp = Stamp.of(file);
            Known last = known.get(name);
            if (last != null && last.stamp().equals(stamp)) {
                return false;
            }
            known.put(name, new Known(stamp, taken(file, stamp, gone)));
            return true;
        } catch (NoSuchFileException goneMeanwhile) {
            log.debug("{} went while it was read", name);
        } catch (IOException e) {
            log.warn("{} cannot be read: {}", name, e.getClass().getSimpleName());
        }
        return false;
    }

    private DropInFile taken(Path file, Stamp stamp, Set<String> gone) throws IOException {
        String name = name(file);
        if (stamp.size() > MOST_BYTES) {
            return seen(
                    name,
                    "",
                    List.of(RouteProblem.of("The file is longer than " + YamlFile.MOST_CHARACTERS + " characters")));
        }
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (AccessDeniedException denied) {
            return seen(name, "", List.of(RouteProblem.of("The product may not read the file")));
        }
        CharBuffer text = CharBuffer.allocate(bytes.length);
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(rest, text, true);
        String decoded = text.flip().toString();
        if (result.isError()) {
            int line =
                    (int) decoded.chars().filter(character -> character == '\n').count() + 1;
            int column = decoded.length() - decoded.lastIndexOf('\n');
            return seen(name, "", List.of(new RouteProblem("The file is not UTF-8", line, column)));
        }
        return ran(name, decoded, gone);
    }

    private DropInFile ran(String name, String text, Set<String> gone) {
        List<RouteProblem> problems;
        try {
            problems = run(name, text, gone);
        } catch (RuntimeException e) {
            log.error("{} cannot be run: {}", name, e.getClass().getName());
            problems = List.of(RouteProblem.of(e));
        }
        return seen(name, text, problems);
    }

    private DropInFile seen(String name, String text, List<RouteProblem> problems) {
        boolean isRunning = routes.runs(name) || channels.runs(name);
        problems.forEach(problem -> log.warn("{} does not run as it is: {}", name, problem.placed()));
        List<RouteProblem> warnings = warnings(name, text);
        warnings.forEach(warning -> log.warn("{}: {}", name, warning.placed()));
        return new DropInFile(
                name, text, channels.ofFile(name).map(Channel::of).orElse(null), isRunning, problems, warnings);
    }

    private static List<RouteProblem> warnings(String name, String text) {
        try {
            return PlainSecrets.in(YamlFile.read(name, text));
        } catch (YamlFile.Unreadable toldAsProblem) {
            return List.of();
        }
    }

    private List<RouteProblem> run(String name, String text, Set<String> gone) {
        try {
            YamlFile file = YamlFile.read(name, text);
            if (!ChannelFile.isOne(file)) {
                List<RouteProblem> problems = routes.run(file).stream().toList();
                if (problems.isEmpty()) {
                    channels.stop(name);
                }
                return problems;
            }
            return switch (ChannelFile.read(file)) {
                case ChannelFile.Reading.Wrong(List<RouteProblem> problems) -> problems;
                case ChannelFile.Reading.Read(ChannelFile channel) -> run(channel, () -> {}, gone);
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

    /** @param gone files that are there no more: what runs by them may be replaced */
    private List<RouteProblem> run(ChannelFile channel, Keeping keeping, Set<String> gone) {
        Optional<String> other =
                channels.fileOf(channel.kind()).filter(name -> !name.equals(channel.name()) && !gone.contains(name));
        if (other.isPresent()) {
            return List.of(channel.problem("The channel «" + channel.kind() + "» is defined by " + other.get()));
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
                List<RouteProblem> problems = run(channel, () -> write(name, yaml), Set.of());
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
        tryAgain(Set.of());
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
