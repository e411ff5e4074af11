package ar.isac.crm.simulator;

import ar.isac.crm.simulator.Phone.App;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Delivers webhooks as Meta does: signed over the raw bytes, and again when the answer is not 200. Meta goes on for days, this gives up soon. */
@Component
@OnlyInDemo
class WebhookSender {

    private static final Logger log = LoggerFactory.getLogger(WebhookSender.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final List<Duration> PAUSES =
            List.of(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2));

    private final SimulatedMeta meta;
    private final List<Duration> pauses;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .build();

    @Autowired
    WebhookSender(SimulatedMeta meta) {
        this(meta, PAUSES);
    }

    WebhookSender(SimulatedMeta meta, List<Duration> pauses) {
        this.meta = meta;
        this.pauses = pauses;
    }

    /** Delivers, waiting for the answer. Returns why it could not be delivered, in words for a person, or nothing. */
    Optional<String> deliver(App app, byte[] body) throws InterruptedException {
        Optional<String> secret = meta.secret(app);
        if (secret.isEmpty()) {
            return Optional.of("falta META_APP_SECRET: el webhook no acepta nada");
        }
        URI address = URI.create(meta.baseUrl() + "/webhooks/" + app.path());
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("User-Agent", "facebookexternalua")
                .header("X-Hub-Signature-256", signature(body, secret.get()))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        Optional<String> problem = attempt(request);
        for (Duration pause : pauses) {
            if (problem.isEmpty()) {
                break;
            }
            Thread.sleep(pause);
            problem = attempt(request);
        }
        return problem;
    }

    /** Delivers news that nobody on the phone waits for. */
    void report(App app, byte[] body) throws InterruptedException {
        deliver(app, body).ifPresent(problem -> log.warn("A {} status was not delivered: {}", app, problem));
    }

    private Optional<String> attempt(HttpRequest request) throws InterruptedException {
        try {
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status == 200 ? Optional.empty() : Optional.of("el webhook respondió " + status);
        } catch (IOException e) {
            return Optional.of("el webhook no responde (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** The value of {@code X-Hub-Signature-256}. */
    static String signature(byte[] body, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }
}
