package ar.isac.crm.dropin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
    private final Map<String, Known> known = new TreeMap<>();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("route-folder").factory());

    RouteFolder(RouteSettings settings, HubRoutes routes) {
        this.dir = settings.dir();
        this.routes = routes;
    }

    /** What shows that a file is another than before. */
    private record Stamp(long size, Object changed, @Nullable Object key) {

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
     * @param isRunning whether routes of it run: of this text, or of an earlier one where there are problems
     */
    public record DropInFile(String name, boolean isRunning, List<RouteProblem> problems) {

        public DropInFile {
            problems = List.copyOf(problems);
        }
    }

    @EventListener(ApplicationReadyEvent.class)
    void open() {
        look();
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
                    known.remove(name);
                    routes.stop(name);
                }
            }
        } catch (IOException | RuntimeException e) {
            log.error("The folder of routes cannot be read", e);
        }
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
                Optional<RouteProblem> problem = run(name, Files.readString(file, StandardCharsets.UTF_8));
                known.put(
                        name,
                        new Known(
                                stamp,
                                new DropInFile(
                                        name,
                                        routes.runs(name),
                                        problem.stream().toList())));
            }
        } catch (NoSuchFileException goneMeanwhile) {
            log.debug("{} went while it was read", name);
        }
    }

    private Optional<RouteProblem> run(String name, String text) {
        try {
            return routes.run(YamlFile.read(name, text));
        } catch (YamlFile.Unreadable e) {
            log.error("{} is not read: {}", name, e.problem());
            return Optional.of(e.problem());
        }
    }
}
