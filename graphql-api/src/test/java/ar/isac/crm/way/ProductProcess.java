package ar.isac.crm.way;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.CrmApplication;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The product as a process of its own, to be killed. */
public record ProductProcess(Process process, int port) {

    /** Within this it is up, on a busy machine too. */
    public static final Duration START = Duration.ofMinutes(4);

    /** Starts the product on its data, and waits until it is ready. */
    public static ProductProcess start(Path data, int port, Platform platform, Map<String, String> settings)
            throws IOException {
        return start(CrmApplication.class, data, port, platform, settings);
    }

    /**
     * The same, begun in another way.
     *
     * @param main has the method {@code main}
     */
    public static ProductProcess start(
            Class<?> main, Path data, int port, Platform platform, Map<String, String> settings) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx768m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                main.getName()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(Customer.settings(platform));
        builder.environment().putAll(settings);
        String engineCache = System.getProperty("DJL_CACHE_DIR");
        if (engineCache != null) {
            builder.environment().put("DJL_CACHE_DIR", engineCache);
        }
        builder.environment().put("CRM_DATA_DIR", data.toString());
        builder.environment().put("SERVER_PORT", Integer.toString(port));
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        data.resolve("product.log").toFile()))
                .start();
        ProductProcess product = new ProductProcess(process, port);
        try {
            product.awaitReady();
            return product;
        } catch (RuntimeException | Error neverReady) {
            process.destroyForcibly();
            throw neverReady;
        }
    }

    private void awaitReady() {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest readiness = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + "/actuator/health/readiness"))
                .timeout(Duration.ofSeconds(5))
                .build();
        await().atMost(START).until(() -> {
            assertThat(process.isAlive()).as("the product runs").isTrue();
            try {
                return http.send(readiness, HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200;
            } catch (IOException notThereYet) {
                return false;
            }
        });
    }

    /** Kills it after a while, as {@code kill -9} does. */
    public void killAfter(long milliseconds) throws InterruptedException {
        process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
    }

    /** Kills it now. */
    public void kill() throws InterruptedException {
        killAfter(0);
    }

    /** A port that nobody listens on. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
