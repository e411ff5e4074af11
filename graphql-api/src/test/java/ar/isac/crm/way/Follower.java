package ar.isac.crm.way;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** A customer on Instagram: what they write reaches the product as Meta would bring it. */
public record Follower(String baseUrl, String igsid) {

    /** The shop's account. */
    public static final String ACCOUNT = "17841405822304914";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    public void writes(String text) {
        deliver(igsid, ACCOUNT, "{\"mid\":\"m_%s\",\"text\":%s}".formatted(UUID.randomUUID(), quoted(text)));
    }

    /** Presses a quick reply. */
    public void presses(String payload, String title) {
        deliver(
                igsid,
                ACCOUNT,
                "{\"mid\":\"m_%s\",\"text\":%s,\"quick_reply\":{\"payload\":%s}}"
                        .formatted(UUID.randomUUID(), quoted(title), quoted(payload)));
    }

    /** Brings a message, which Meta's JSON describes. */
    public void deliver(String sender, String recipient, String message) {
        deliver(sender, recipient, message, ShiftedClock.now());
    }

    /** Brings a message of some time ago. */
    public void deliver(String sender, String recipient, String message, Instant at) {
        long now = at.toEpochMilli();
        String body = """
                {"object":"instagram","entry":[{"id":"%s","time":%d,"messaging":[
                {"sender":{"id":"%s"},"recipient":{"id":"%s"},"timestamp":%d,"message":%s}]}]}""".formatted(ACCOUNT, now, sender, recipient, now, message);
        HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + "/webhooks/instagram"))
                .header("X-Hub-Signature-256", Customer.signature(body))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            assertThat(HTTP.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String quoted(String text) {
        return JsonMapper.shared().writeValueAsString(text);
    }
}
