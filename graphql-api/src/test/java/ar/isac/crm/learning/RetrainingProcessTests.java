package ar.isac.crm.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ar.isac.crm.learning.ShopModel.Check;
import ar.isac.crm.learning.ShopModel.Verdict;
import ar.isac.crm.understanding.DjlIntentModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real training in its own process, from a few people's messages, as far as its verdict. */
class RetrainingProcessTests {

    private static final String PROGRAM = "ar.isac.crm.understanding.cli.Main";
    private static final Path MESSAGES = Path.of("../ai-inference/data/messages");
    private static final List<String> PEOPLE =
            List.of("p01-karina", "p02-raul", "p06-vale", "p03-tobi", "p15-architect");

    @TempDir
    Path folder;

    @BeforeEach
    void onlyAFewPeopleHaveWritten() throws IOException {
        Files.createDirectories(folder.resolve("data/messages"));
        for (String person : PEOPLE) {
            Files.copy(MESSAGES.resolve(person + ".jsonl"), folder.resolve("data/messages/" + person + ".jsonl"));
        }
        Files.writeString(
                folder.resolve("data/splits.json"), "{\"validation\":[\"p03-tobi\"],\"test\":[\"p15-architect\"]}");
    }

    @Test
    void aModelThatIsWorseIsRefusedAndOneThatIsBetterMayBePublished() throws Exception {
        List<String> progress = new ArrayList<>();

        Verdict hasty = train("hasty", 1, null, progress);

        assertThat(hasty.isPublishable()).isFalse();
        assertThat(hasty.checks())
                .filteredOn(check -> !check.holds())
                .extracting(Check::name)
                .contains("accuracy");
        assertThat(progress).isNotEmpty();
        Path unfit = RetrainingProcess.model(folder.resolve("hasty"));

        Verdict patient = train("patient", 6, unfit, progress);

        assertThat(patient.checks()).as(patient.checks().toString()).allMatch(Check::holds);
        assertThat(patient.isPublishable()).isTrue();
        assertThat(patient.current()).isEqualTo(hasty.candidate());
        try (DjlIntentModel served = DjlIntentModel.load(RetrainingProcess.model(folder.resolve("patient")))) {
            assertThat(served.version()).isEqualTo(patient.candidate()).isNotEqualTo(hasty.candidate());
        }
    }

    @Test
    void aCurrentModelThatCannotBeReadIsReplacedByTheOneOfTheProgramInTheComparison() throws Exception {
        Path foreign = Files.createDirectories(folder.resolve("foreign"));
        Files.writeString(foreign.resolve("model.json"), "{\"format\": 1}");
        List<String> progress = new ArrayList<>();

        Verdict verdict = train("after", 1, foreign, progress);

        try (DjlIntentModel ofTheProgram = DjlIntentModel.load()) {
            assertThat(verdict.current()).isEqualTo(ofTheProgram.version());
        }
        assertThat(progress).anyMatch(line -> line.contains("the current model cannot be loaded"));
    }

    @Test
    void correctionsThatCannotBeReadEndItWithTheReason() {
        assertThatExceptionOfType(RetrainingProcess.Failed.class)
                .isThrownBy(() ->
                        run("unreadable", 1, null, "{\"text\":\"hola\",\"intents\":[\"HELLO\"]}", new ArrayList<>()))
                .withMessageContaining("corrections.jsonl:1");
    }

    private Verdict train(String name, int epochs, @Nullable Path current, List<String> progress) throws Exception {
        return run(
                name,
                epochs,
                current,
                "{\"text\":\"me lo alcanzás hasta casa?\",\"intents\":[\"SHIPPING_QUERY\"]}",
                progress);
    }

    private Verdict run(String name, int epochs, @Nullable Path current, String corrections, List<String> progress)
            throws IOException, RetrainingProcess.Failed {
        Path workshop = Files.createDirectories(folder.resolve(name));
        Files.writeString(RetrainingProcess.corrections(workshop), corrections + "\n");
        LearningSettings settings =
                new LearningSettings(Duration.ofMinutes(5), 1, "1g", epochs, 1, folder.resolve("data"));
        return RetrainingProcess.of(PROGRAM, settings, workshop, current).run(Duration.ofMinutes(5), progress::add);
    }
}
