package ar.isac.crm.understanding.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ar.isac.crm.understanding.training.ModelTraining;
import ar.isac.crm.understanding.training.Splits;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkProcessesTests {

    private static final List<String> PEOPLE = List.of("p01-karina", "p03-tobi", "p15-architect");

    private static final int MESSAGES_OF_EACH = 60;

    @TempDir
    Path folder;

    @BeforeEach
    void aFewMessagesAreThere() throws IOException {
        Files.createDirectories(folder.resolve("data/messages"));
        for (String person : PEOPLE) {
            String file = "messages/" + person + ".jsonl";
            Files.write(
                    folder.resolve("data").resolve(file),
                    Files.readAllLines(Path.of("data", file)).subList(0, MESSAGES_OF_EACH));
        }
        Files.writeString(
                folder.resolve("data/splits.json"), "{\"validation\":[\"p03-tobi\"],\"test\":[\"p15-architect\"]}");
    }

    @Test
    void besideEachOtherNetworksComeOutAsTheyDoOneAfterAnother() {
        Main.Options options = options("--members", "2", "--epochs", "2");
        Splits splits = TrainCommand.splits(options);
        List<String> progress = new ArrayList<>();

        String here = new ModelTraining(TrainCommand.settings(options), line -> {})
                .run(splits, folder.resolve("here"))
                .version();
        String beside = new ModelTraining(TrainCommand.settings(options), progress::add)
                .run(splits, new NetworkProcesses(options, 2, progress::add), folder.resolve("beside"))
                .version();

        assertThat(beside).as("%s", progress).isEqualTo(here);
        assertThat(progress).anyMatch(line -> line.startsWith("network 3 of 3: epoch 2: "));
    }

    @Test
    void aProcessThatFailsEndsTheTraining() throws IOException {
        Main.Options options = options("--members", "1", "--epochs", "1");
        Splits splits = TrainCommand.splits(options);
        Files.delete(folder.resolve("data/splits.json"));
        List<String> progress = new ArrayList<>();
        NetworkProcesses processes = new NetworkProcesses(options, 2, progress::add);

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> new ModelTraining(TrainCommand.settings(options), line -> {})
                        .run(splits, processes, folder.resolve("none")))
                .withMessageContaining("ended with status 1");
        assertThat(progress).anyMatch(line -> line.contains("Cannot read the data of"));
    }

    @Test
    void aNetworksProcessEndsWithTheOneThatBeganIt() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        Main.class.getName(),
                        "train",
                        "--data",
                        folder.resolve("data").toString(),
                        "--out",
                        folder.resolve("never").toString(),
                        "--members",
                        "1",
                        "--epochs",
                        "1000")
                .redirectErrorStream(true);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process training = builder.start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(training.getInputStream(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null && !line.contains("epoch")) {
                line = lines.readLine();
            }
            List<ProcessHandle> networks = training.descendants().toList();
            assertThat(networks).as("%s", line).hasSize(2);

            training.destroyForcibly();

            for (ProcessHandle network : networks) {
                network.onExit().get(20, TimeUnit.SECONDS);
            }
        } finally {
            training.descendants().forEach(ProcessHandle::destroyForcibly);
            training.destroyForcibly();
        }
    }

    private Main.Options options(String... more) {
        List<String> words = new ArrayList<>(
                List.of("train", "--data", folder.resolve("data").toString()));
        words.addAll(List.of(more));
        return Main.Options.of(words);
    }
}
