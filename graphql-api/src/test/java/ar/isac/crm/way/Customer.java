package ar.isac.crm.way;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;

/** A customer with a phone: what they write reaches the product as Meta would bring it. */
public record Customer(String baseUrl, String waId, String name) {

    public static final String APP_SECRET = "test-app-secret";
    public static final String PHONE_NUMBER_ID = "106540352242922";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    /** Writes a text; returns the status of the delivery. */
    public int writes(String text) {
        return deliver(text("wamid.in." + UUID.randomUUID(), text));
    }

    /** The webhook body that brings a text. */
    public String text(String externalId, String text) {
        return message(externalId, "\"type\":\"text\",\"text\":{\"body\":" + quoted(text) + "}");
    }

    /** The webhook body that brings a message with these fields. */
    public String message(String externalId, String fields) {
        return """
                {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{
                "messaging_product":"whatsapp","metadata":{"display_phone_number":"5491100000000","phone_number_id":"%s"},
                "contacts":[{"profile":{"name":%s},"wa_id":"%s"}],
                "messages":[{"from":"%s","id":"%s","timestamp":"%d",%s}]}}]}]}""".formatted(
                        PHONE_NUMBER_ID,
                        quoted(name),
                        waId,
                        waId,
                        externalId,
                        ShiftedClock.now().getEpochSecond(),
                        fields);
    }

    /** The webhook body that brings a status. */
    public String status(String externalId, String status) {
        return """
                {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{
                "messaging_product":"whatsapp","metadata":{"display_phone_number":"5491100000000","phone_number_id":"%s"},
                "statuses":[{"id":"%s","status":"%s","timestamp":"%d","recipient_id":"%s"}]}}]}]}""".formatted(
                        PHONE_NUMBER_ID, externalId, status, ShiftedClock.now().getEpochSecond(), waId);
    }

    public int deliver(String body) {
        return deliver(body, signature(body));
    }

    /** Delivers with this signature header; returns the status, or 0 when nobody answers. */
    public int deliver(String body, String signature) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + "/webhooks/whatsapp"))
                .header("Content-Type", "application/json")
                .header("X-Hub-Signature-256", signature)
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException nobodyThere) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static String signature(String body) {
        return signature(body, APP_SECRET);
    }

    public static String signature(byte[] body) {
        return signature(body, APP_SECRET);
    }

    /** The signature that an app with this secret makes. */
    public static String signature(String body, String secret) {
        return signature(body.getBytes(StandardCharsets.UTF_8), secret);
    }

    private static String signature(byte[] body, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String quoted(String text) {
        return JSON.writeValueAsString(text);
    }

    /** What everything about the product under test is told in its settings. */
    static Map<String, String> settings(Platform platform) {
        return Map.of(
                "META_APP_SECRET",
                APP_SECRET,
                "META_VERIFY_TOKEN",
                "test-verify-token",
                "META_GRAPH_URL",
                platform.url(),
                "INSTAGRAM_GRAPH_URL",
                platform.url(),
                "WHATSAPP_PHONE_NUMBER_ID",
                PHONE_NUMBER_ID,
                "CRM_ADMIN_TOKEN",
                "test-admin-token",
                "CRM_ADMIN_PASSWORD",
                "test-password",
                "CRM_DEMO",
                "true");
    }
}
