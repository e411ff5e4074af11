package ar.isac.crm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.ChannelType;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Customer;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ProductProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The product is killed when the assistant has suggested an answer that nobody has sent yet. */
class SuggestionKillTests {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String WA_ID = "5491155590201";
    private static final String KEY = "the advisor's one key";
    private static final String ACCOUNT =
            GlobalId.of("ChannelAccount", new AccountRef(ChannelType.WHATSAPP, Customer.PHONE_NUMBER_ID).id());
    private static final String SUGGESTED =
            "{ conversations(first: 10) { nodes { id awaitsAnswer suggestion { id text upTo }"
                    + " messages(first: 10) { nodes { seq direction } } } } }";
    private static final String SEND = "mutation($input: SendSuggestionInput!) { sendSuggestion(input: $input) {"
            + " messages { id text } conversation { suggestion { id } } userErrors { code } } }";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    @Test
    void aSuggestionStandsOnceAfterTheKillAndIsSentOnceHoweverOftenItsKeyIsPressed() throws Exception {
        Platform platform = new Platform();
        Path data = Files.createTempDirectory("crm-suggestion-kill");
        int port = ProductProcess.freePort();
        Map<String, String> settings = Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT0.1S");
        ProductProcess product = ProductProcess.start(data, port, platform, settings);
        ask(
                port,
                "mutation($input: SetAssistantModeInput!) { setAssistantMode(input: $input) { userErrors { code } } }",
                Map.of("accountId", ACCOUNT, "mode", "SUGGEST"));
        new Customer("http://localhost:" + port, WA_ID, "Marta").writes("Hola, tenes iphone 15 pro?");
        await().atMost(PATIENCE).until(() -> conversation(port).path("suggestion").isObject());
        JsonNode before = conversation(port);
        product.killAfter(0);

        ProductProcess again = ProductProcess.start(data, port, platform, settings);
        JsonNode after = conversation(port);
        assertThat(after).isEqualTo(before);
        assertThat(platform.callsTo(WA_ID)).isEmpty();
        Map<String, String> oneKey = Map.of(
                "conversationId", after.path("id").asString(),
                "suggestionId", after.at("/suggestion/id").asString(),
                "idempotencyKey", KEY);
        JsonNode sent = ask(port, SEND, oneKey).path("sendSuggestion");
        // Killed on the way out, the answer may be lost to the advisor, who presses again.
        again.killAfter(0);

        try (Crm survivor = Crm.startOn(
                data,
                platform,
                Map.of("SERVER_PORT", Integer.toString(port), "CRM_ASSISTANT_BURST_WINDOW", "PT0.1S"))) {
            JsonNode pressedAgain = ask(port, SEND, oneKey).path("sendSuggestion");
            assertThat(pressedAgain.path("messages")).isNotEmpty().isEqualTo(sent.path("messages"));
            assertThat(conversation(port).path("suggestion").isNull()).isTrue();
            await().atMost(PATIENCE)
                    .until(() -> survivor.thread(WA_ID).stream()
                            .noneMatch(message -> message.status().name().equals("QUEUED")
                                    || message.status().name().equals("SENDING")));
            assertThat(survivor.thread(WA_ID)).hasSize(1 + sent.path("messages").size());
            assertThat(platform.callsTo(WA_ID))
                    .hasSizeLessThanOrEqualTo(sent.path("messages").size())
                    .extracting(call -> call.attempt().replaceFirst("#.*", ""))
                    .doesNotHaveDuplicates();
        }
        platform.close();
    }

    private static JsonNode conversation(int port) throws IOException {
        return ask(port, SUGGESTED, Map.of()).at("/conversations/nodes/0");
    }

    private static JsonNode ask(int port, String document, Map<String, String> input) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/graphql"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer test-admin-token")
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(
                        Map.of("query", document, "variables", input.isEmpty() ? Map.of() : Map.of("input", input)))))
                .build();
        try {
            JsonNode answer = JSON.readTree(
                    HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
            if (answer.has("errors")) {
                throw new AssertionError(answer.path("errors").toString());
            }
            return answer.path("data");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
