package ar.isac.crm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The audits of the npm package {@code graphql-http}, which the authors of GraphQL over HTTP keep. Needs Node.js on the PATH
 * and its registry, or what npm has kept of it; where
 * {@code CRM_HTTP_AUDITS} is {@code required} it must be there.
 */
@Timeout(300)
class GraphQlOverHttpTests {

    private static final boolean IS_REQUIRED = "required".equals(System.getenv("CRM_HTTP_AUDITS"));
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path SOURCES = Path.of("src/test/graphql-http");
    private static final Path WORKSHOP = Path.of("target/graphql-http");

    /** GET for queries is a MAY: our documents go by POST, where no proxy logs them. */
    private static final List<String> OPTIONAL_AND_NOT_TAKEN = List.of("5A70", "D6D5", "6A70");

    private static Platform platform;
    private static Crm crm;

    @BeforeAll
    static void start() {
        boolean isThere = has("node") && has("npm");
        if (!IS_REQUIRED) {
            assumeThat(isThere).as("Node.js is on the PATH").isTrue();
        }
        assertThat(isThere).as("Node.js is on the PATH").isTrue();
        platform = new Platform();
        crm = Crm.start(platform, Map.of(), ScriptedAssistant.class);
    }

    @AfterAll
    static void stop() {
        if (crm != null) {
            crm.close();
        }
        if (platform != null) {
            platform.close();
        }
    }

    private static boolean has(String program) {
        try {
            return new ProcessBuilder(program, "--version").start().waitFor() == 0;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @TestFactory
    Stream<DynamicTest> everyAuditPassesWithoutErrorOrWarning() throws Exception {
        Files.createDirectories(WORKSHOP);
        try (Stream<Path> sources = Files.list(SOURCES)) {
            for (Path source : sources.toList()) {
                Files.copy(source, WORKSHOP.resolve(source.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Output installed = run("npm", "ci", "--prefer-offline", "--no-audit", "--no-fund");
        if (!IS_REQUIRED) {
            assumeThat(installed.code()).as(installed.text()).isZero();
        }
        assertThat(installed.code()).as(installed.text()).isZero();

        List<JsonNode> audits = run("node", "audit.js")
                .text()
                .lines()
                .filter(line -> line.startsWith("{"))
                .map(JSON::readTree)
                .toList();

        assertThat(audits).hasSizeGreaterThan(50);
        return audits.stream()
                .map(audit -> DynamicTest.dynamicTest(
                        audit.path("id").asString() + " " + audit.path("name").asString(), () -> passes(audit)));
    }

    private static void passes(JsonNode audit) {
        String status = audit.path("status").asString();
        assertThat(status).as(audit.toString()).isIn("ok", "notice");
        if (status.equals("notice")) {
            assertThat(OPTIONAL_AND_NOT_TAKEN)
                    .as(audit.toString())
                    .contains(audit.path("id").asString());
        }
    }

    private record Output(int code, String text) {}

    private static Output run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(WORKSHOP.toFile()).redirectErrorStream(true);
        builder.environment().put("AUDIT_URL", crm.url() + "/graphql");
        builder.environment().put("AUDIT_TOKEN", "test-admin-token");
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor(2, TimeUnit.MINUTES) ? new Output(process.exitValue(), text) : new Output(-1, text);
    }
}
