package ar.isac.crm.understanding.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MainTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void evaluatePrintsOneJsonObject(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("labelled.jsonl"), """
                {"text": "cuánto sale?", "label": "PRICE_QUERY"}

                {"text": "hola", "label": "GREETING", "source": "more fields do no harm"}
                """);

        int status = run("", "evaluate", file.toString(), "--json");

        assertThat(status).isZero();
        JsonNode figures = JSON.readTree(output());
        assertThat(figures.propertyNames())
                .contains("accuracy", "macroF1", "labels", "confusion", "ece", "p50Ms", "p99Ms");
        assertThat(figures.path("accuracy").asDouble()).isEqualTo(1.0);
        assertThat(figures.path("labels").path("PRICE_QUERY").propertyNames())
                .containsExactlyInAnyOrder("precision", "recall", "f1", "support");
        assertThat(figures.path("p99Ms").asDouble()).isPositive();
    }

    @Test
    void evaluatePrintsATable(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("labelled.jsonl"), """
                {"text": "cuánto sale?", "label": "STOCK_QUERY"}
                """);

        int status = run("", "evaluate", file.toString());

        assertThat(status).isZero();
        assertThat(output()).contains("accuracy", "macro-F1", "p99", "STOCK_QUERY as PRICE_QUERY");
    }

    @Test
    void evaluateNamesTheLineItCannotRead(@TempDir Path folder) throws IOException {
        Path label = Files.writeString(folder.resolve("label.jsonl"), """
                {"text": "hola", "label": "GREETING"}
                {"text": "hola", "label": "HELLO"}
                """);
        Path json = Files.writeString(folder.resolve("json.jsonl"), "{\"text\": \"hola\", ");

        assertThat(run("", "evaluate", label.toString())).isEqualTo(1);
        assertThat(run("", "evaluate", json.toString())).isEqualTo(1);
        assertThat(run("", "evaluate", folder.resolve("none.jsonl").toString())).isEqualTo(1);
        assertThat(errors()).contains("label.jsonl:2", "HELLO", "json.jsonl:1", "none.jsonl");
    }

    @Test
    void classifyAnswersEveryLineWithAnObject() {
        int status = run("hola, tenes iphone 15?\n\nquiero 2 cargadores urgente\n", "classify");

        assertThat(status).isZero();
        List<String> lines = output().lines().toList();
        assertThat(lines).hasSize(3);
        JsonNode first = JSON.readTree(lines.getFirst());
        assertThat(first.path("intents").get(0).propertyNames()).contains("intent", "probability");
        assertThat(first.path("entities").isArray()).isTrue();
        assertThat(first.path("urgency").isNumber()).isTrue();
        assertThat(JSON.readTree(lines.get(1)).path("primary").path("intent").asString())
                .isEqualTo("OTHER");
    }

    @Test
    void aWrongCallShowsTheUsage() {
        assertThat(run("")).isEqualTo(2);
        assertThat(run("", "dance")).isEqualTo(2);
        assertThat(run("", "evaluate")).isEqualTo(2);
        assertThat(run("", "train", "--seed", "x")).isEqualTo(2);
        assertThat(run("", "train", "--epochs", "0")).isEqualTo(2);
        assertThat(run("", "train", "--members", "-1")).isEqualTo(2);
        assertThat(run("", "train", "--processes", "99999999999")).isEqualTo(2);
        assertThat(errors()).contains("usage:", "--epochs needs a number from 1 to 1000, not 0");
    }

    private int run(String input, String... arguments) {
        return Main.run(
                List.of(arguments),
                new BufferedReader(new StringReader(input)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
