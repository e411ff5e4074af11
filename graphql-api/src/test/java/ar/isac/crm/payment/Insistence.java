package ar.isac.crm.payment;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who uses the product over HTTP and tries again until it answers, whatever becomes of its process meanwhile. */
public record Insistence(int port) {

    static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    /** Something that is tried until it succeeds. */
    public interface Trying<T> {
        T tried() throws IOException;
    }

    public static void on(Trying<Boolean> work) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
            try {
                return work.tried();
            } catch (IOException | AssertionError notNow) {
                return false;
            }
        });
    }

    /** Tries until there is a text, and returns it. */
    public static String onText(Trying<String> work) {
        StringBuilder found = new StringBuilder();
        on(() -> {
            found.setLength(0);
            found.append(work.tried());
            return !found.isEmpty();
        });
        return found.toString();
    }

    public String url() {
        return "http://localhost:" + port;
    }

    /** The {@code data} of a GraphQL request by the administrator; fails on errors. */
    public JsonNode ask(String document) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/graphql"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer test-admin-token")
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(Map.of("query", document))))
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

    /** The shop has these products: rows of sku, title, retail price and stock. */
    public void stocks(Iterable<String> rows) {
        String csv = "sku,title,retail_price,stock\\n" + String.join("\\n", rows);
        String key = UUID.randomUUID().toString();
        on(() -> ask("mutation { importProducts(input: {csv: \"%s\", idempotencyKey: \"%s\"}) { created } }"
                                .formatted(csv, key))
                        .at("/importProducts/created")
                        .asInt()
                > 0);
    }

    /** The global ids of the conversations, by the customers' addresses. */
    public Map<String, String> conversations() throws IOException {
        Map<String, String> all = new HashMap<>();
        for (@Nullable String after = ""; after != null; ) {
            JsonNode page =
                    ask("{ conversations(first: 100%s) { nodes { id customer { handles { address } } } pageInfo {"
                                            .formatted(after.isEmpty() ? "" : ", after: \"" + after + "\"")
                                    + " hasNextPage endCursor } } }")
                            .path("conversations");
            page.path("nodes")
                    .forEach(node -> node.at("/customer/handles")
                            .forEach(handle -> all.put(
                                    handle.path("address").asString(),
                                    node.path("id").asString())));
            after = page.at("/pageInfo/hasNextPage").asBoolean()
                    ? page.at("/pageInfo/endCursor").asString()
                    : null;
        }
        return all;
    }
}
