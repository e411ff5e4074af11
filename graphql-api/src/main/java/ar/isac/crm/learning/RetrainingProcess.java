package ar.isac.crm.learning;

import ar.isac.crm.learning.ShopModel.Check;
import ar.isac.crm.learning.ShopModel.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A training in a process of its own, at the lowest priority that the system has: it takes minutes and gigabytes that must not
 * be the customers'. It is the command {@code retrain} of ai-inference.
 */
final class RetrainingProcess {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What the command ends with when the gates hold, and when they do not. */
    private static final int PUBLISHABLE = 0;

    private static final int NO_BETTER = 3;

    private static final int LONGEST_LINE = 300;
    private static final String LAUNCHER = "org.springframework.boot.loader.launch.PropertiesLauncher";

    private final List<String> command;
    private final Path workshop;
    private volatile @Nullable Process process;
    private volatile boolean isLate;

    private RetrainingProcess(List<String> command, Path workshop) {
        this.command = List.copyOf(command);
        this.workshop = workshop;
    }

    /** The training did not come to a verdict. */
    static final class Failed extends Exception {
        Failed(String message) {
            super(message);
        }

        Failed(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * A training of which nothing has been done yet.
     *
     * @param program the class whose {@code main} understands {@code retrain}
     * @param workshop a folder of its own: holds {@code corrections.jsonl}, and then {@code model}
     * @param current the model in use; null for the one that the program comes with
     */
    static RetrainingProcess of(String program, LearningSettings settings, Path workshop, @Nullable Path current) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/nice"))) {
            command.addAll(List.of("/usr/bin/nice", "-n", "19"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx" + settings.memory(), "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
        if (isPackaged()) {
            command.addAll(List.of("-Dloader.main=" + program, LAUNCHER));
        } else {
            command.add(program);
        }
        command.addAll(List.of(
                "retrain",
                "--corrections",
                corrections(workshop).toString(),
                "--out",
                model(workshop).toString()));
        option(command, "--current", current);
        option(command, "--data", settings.data());
        option(command, "--epochs", settings.epochs());
        option(command, "--members", settings.members());
        return new RetrainingProcess(command, workshop);
    }

    private static void option(List<String> command, String name, @Nullable Object value) {
        if (value != null) {
            command.addAll(List.of(name, value.toString()));
        }
    }

    /** Whether this program runs from its own jar, whose inner jars only its launcher can read. */
    private static boolean isPackaged() {
        return RetrainingProcess.class.getClassLoader().getResource(LAUNCHER.replace('.', '/') + ".class") != null;
    }

    static Path corrections(Path workshop) {
        return workshop.resolve("corrections.jsonl");
    }

    static Path model(Path workshop) {
        return workshop.resolve("model");
    }

    /**
     * Trains and compares.
     *
     * @param progress hears what the training says
     * @throws Failed when it does not end within {@code limit}, or not with a verdict
     */
    Verdict run(Duration limit, Consumer<String> progress) throws Failed {
        Path complaints = workshop.resolve("problems.log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(complaints.toFile());
        // Not an argument: class paths are longer than some systems let arguments be.
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        String engineCache = System.getProperty("DJL_CACHE_DIR");
        if (engineCache != null) {
            builder.environment().put("DJL_CACHE_DIR", engineCache);
        }
        try {
            Process started = builder.start();
            process = started;
            started.getOutputStream().close();
            Thread watch = Thread.ofVirtual().start(() -> endAfter(started, limit));
            String last = lastLine(started, progress);
            int status = started.waitFor();
            watch.interrupt();
            if (status == PUBLISHABLE || status == NO_BETTER) {
                return verdict(last, status == PUBLISHABLE);
            }
            throw new Failed(
                    isLate
                            ? "It took longer than " + limit
                            : "It ended with status " + status + ": " + lastComplaint(complaints));
        } catch (IOException e) {
            throw new Failed("It could not be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            end();
            Thread.currentThread().interrupt();
            throw new Failed("It was interrupted", e);
        }
    }

    private void endAfter(Process running, Duration limit) {
        try {
            if (!running.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                isLate = true;
                running.destroyForcibly();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static String lastLine(Process process, Consumer<String> progress) throws IOException {
        String last = "";
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (!line.isBlank()) {
                    last = line;
                    progress.accept(cut(line));
                }
            }
        }
        return last;
    }

    private static String lastComplaint(Path log) {
        try (Stream<String> lines = Files.lines(log)) {
            return cut(lines.filter(line -> !line.isBlank()).reduce("", (before, line) -> line));
        } catch (IOException unreadable) {
            return "(" + unreadable.getMessage() + ")";
        }
    }

    private static String cut(String line) {
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
    }

    static Verdict verdict(String line, boolean isPublishable) throws Failed {
        try {
            JsonNode said = JSON.readTree(line);
            List<Check> checks = new ArrayList<>();
            for (JsonNode check : said.path("checks")) {
                checks.add(new Check(
                        check.path("name").asString(),
                        check.path("current").asDouble(),
                        check.path("candidate").asDouble(),
                        check.path("tolerance").asDouble(),
                        check.path("holds").asBoolean()));
            }
            if (said.path("publishable").asBoolean() != isPublishable || checks.isEmpty()) {
                throw new Failed("Its verdict contradicts itself");
            }
            return new Verdict(
                    isPublishable,
                    Objects.requireNonNull(said.path("current").asString()),
                    Objects.requireNonNull(said.path("candidate").asString()),
                    List.copyOf(checks));
        } catch (JacksonException notJson) {
            throw new Failed("It ended without a verdict", notJson);
        }
    }

    /** Ends it now; harmless when it has ended or has not begun. */
    void end() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
        }
    }
}
