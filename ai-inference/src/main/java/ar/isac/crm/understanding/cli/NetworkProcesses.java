package ar.isac.crm.understanding.cli;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDManager;
import ar.isac.crm.understanding.EngineSettings;
import ar.isac.crm.understanding.IntentNetwork;
import ar.isac.crm.understanding.training.NetworkTraining;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Trains each network in a process of its own, several beside each other. PyTorch's random numbers and DJL's collector of
 * gradients are one for a process: two networks in the same one would wait for each other, or come out otherwise each time.
 */
final class NetworkProcesses implements NetworkTraining {

    /** The command of such a process; it is for nobody else. */
    static final String COMMAND = "network";

    /** What of the training's call each of its networks needs as well. */
    private static final List<String> HANDED_ON = List.of("--data", "--corrections", "--epochs");

    private final Main.Options options;
    private final int processes;
    private final Consumer<String> progress;

    NetworkProcesses(Main.Options options, int processes, Consumer<String> progress) {
        this.options = options;
        this.processes = processes;
        this.progress = progress;
    }

    @Override
    public List<IntentNetwork> train(List<Plan> plans, NDManager manager) {
        List<Path> files = new ArrayList<>();
        try (ExecutorService beside = Executors.newFixedThreadPool(processes)) {
            List<Future<?>> trained = new ArrayList<>();
            for (Plan plan : plans) {
                Path file = Files.createTempFile("network", ".bin");
                files.add(file);
                String name = "network %d of %d: ".formatted(files.size(), plans.size());
                trained.add(beside.submit(() -> run(plan, file, line -> progress.accept(name + line))));
            }
            try {
                for (Future<?> each : trained) {
                    each.get();
                }
            } finally {
                beside.shutdownNow();
            }
            List<IntentNetwork> networks = new ArrayList<>();
            for (Path file : files) {
                networks.add(read(file, plans.get(networks.size()), manager));
            }
            return networks;
        } catch (IOException e) {
            throw new UncheckedIOException("The networks cannot be kept: " + e.getMessage(), e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A network could not be trained: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while training", e);
        } finally {
            files.forEach(NetworkProcesses::delete);
        }
    }

    private void run(Plan plan, Path file, Consumer<String> said) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(
                List.of(Main.class.getName(), COMMAND, "--part", plan.part().name()));
        command.addAll(List.of("--seed", String.valueOf(plan.settings().seed()), "--out", file.toString()));
        for (String name : HANDED_ON) {
            if (options.has(name)) {
                command.addAll(List.of(name, options.required(name)));
            }
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        try {
            Process process = builder.start();
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                lines.lines().forEach(said);
                if (process.waitFor() != 0) {
                    throw new IllegalStateException("A network's process ended with status " + process.exitValue());
                }
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A network's process failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while training", e);
        }
    }

    /** What such a process does. It ends with the one that began it. */
    static void trainOne(Main.Options options, PrintStream out) throws IOException {
        Thread.ofPlatform().daemon().name("parent").start(NetworkProcesses::endWithParent);
        EngineSettings.prepare();
        Plan plan = new Plan(Part.valueOf(options.required("--part")), TrainCommand.settings(options));
        try (NDManager manager = NDManager.newBaseManager("PyTorch");
                DataOutputStream file =
                        new DataOutputStream(Files.newOutputStream(Path.of(options.required("--out"))))) {
            plan.train(TrainCommand.splitsWithCorrections(options), manager, line -> {
                        out.println(line);
                        out.flush();
                    })
                    .saveParameters(file);
        }
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // The parent says nothing; it only ends.
            }
        } catch (IOException e) {
            // As good as its end.
        }
        Runtime.getRuntime().halt(1);
    }

    private static IntentNetwork read(Path file, Plan plan, NDManager manager) throws IOException {
        IntentNetwork network = new IntentNetwork(plan.settings().size(), 0, 0);
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            network.loadParameters(manager, in);
            return network;
        } catch (MalformedModelException e) {
            throw new IOException("A network's process wrote what is no network", e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
