package ar.isac.crm.database;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillTests {

    private static final int KILLS = 9;

    /** So small that a process writes several snapshots before it is killed. */
    private static final long MINIMUM_LOG_BYTES = 20_000;

    @TempDir
    Path directory;

    @Test
    void everyAnsweredWriteIsFoundAgainAfterKillMinusNine() throws Exception {
        Random random = new Random(7);
        List<String> answered = new ArrayList<>();

        for (int kill = 0; kill < KILLS; kill++) {
            answered.addAll(writeAndKill("run" + kill, 40 + random.nextInt(500)));
            if (kill == 4) {
                verify(answered);
            }
        }

        verify(answered);
        assertThat(answered).hasSizeGreaterThan(KILLS * 40);
        assertThat(snapshots()).as("more snapshots than the two clean stops").isGreaterThan(3);
    }

    private long snapshots() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".snapshot"))
                    .mapToLong(name -> Long.parseLong(name.replace(".snapshot", "")) - 1)
                    .max()
                    .orElse(0);
        }
    }

    private List<String> writeAndKill(String run, int killAfterAnswers) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        CrashingWriter.class.getName(),
                        directory.toString(),
                        run,
                        Long.toString(MINIMUM_LOG_BYTES))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> answers = new ArrayList<>();
        try (BufferedReader reader = process.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith("stored ") || line.startsWith("updated ")) {
                    answers.add(line);
                }
                if (answers.size() == killAfterAnswers) {
                    // Not by the process object, which would close the stream that still holds answers.
                    assertThat(process.toHandle().destroyForcibly()).isTrue();
                }
            }
        }
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("killed, not failed").isEqualTo(128 + 9);
        return answers;
    }

    private void verify(List<String> answered) {
        try (OpenDatabase open = OpenDatabase.open(directory, MINIMUM_LOG_BYTES)) {
            MongoCollection<Document> messages = open.collection("messages");
            for (String line : answered) {
                String id = line.substring(line.indexOf(' ') + 1);
                Document stored = messages.find(eq("_id", id)).first();
                assertThat(stored).as(line).isNotNull();
                if (line.startsWith("updated ")) {
                    assertThat(stored).containsEntry("first", "new");
                }
                assertThat(messages.find(eq("key", "key of " + id)).first()).isEqualTo(stored);
            }
            for (Document stored : messages.find()) {
                String id = stored.getString("_id");
                assertThat(stored.getString("text")).isEqualTo(id.repeat(20));
                assertThat(stored.getString("first")).isEqualTo(stored.getString("last"));
            }
            Document taken = Objects.requireNonNull(messages.find().first());
            assertThatThrownBy(() -> messages.insertOne(new Document("key", taken.get("key"))))
                    .isInstanceOf(MongoWriteException.class);
        }
    }
}
