package ar.isac.crm.template;

import ar.isac.crm.account.ChannelAccount;
import ar.isac.crm.channel.ChannelConnection;
import ar.isac.crm.template.MessageTemplate.Button;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the platform for an account's templates ({@code GET /<WABA>/message_templates}). */
@Component
class TemplateSource {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int MOST_PAGES = 50;
    private static final String FIELDS = "name,language,status,category,components,rejected_reason,quality_score";

    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(3))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final Clock clock;

    TemplateSource(Clock clock) {
        this.clock = clock;
    }

    /** The platform could not be asked. */
    static final class Unanswered extends RuntimeException {
        Unanswered(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Every template of the account.
     *
     * @throws Unanswered when the platform gives no list
     */
    List<MessageTemplate> read(ChannelAccount account, String businessAccountId, ChannelConnection connection) {
        List<MessageTemplate> templates = new ArrayList<>();
        String after = "";
        for (int page = 0; page < MOST_PAGES && after != null; page++) {
            JsonNode body = page(connection, businessAccountId, after);
            body.path("data").forEach(template -> templates.add(template(account.id(), template)));
            JsonNode paging = body.path("paging");
            // Only the cursor is believed, and never an address that an answer names.
            after = paging.has("next") ? paging.at("/cursors/after").asString(null) : null;
        }
        return templates;
    }

    private JsonNode page(ChannelConnection connection, String businessAccountId, String after) {
        URI address = URI.create(connection.baseUrl() + "/" + businessAccountId + "/message_templates?limit=100&fields="
                + FIELDS + (after.isEmpty() ? "" : "&after=" + URLEncoder.encode(after, StandardCharsets.UTF_8)));
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + connection.accessToken())
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new Unanswered("HTTP " + answer.statusCode(), null);
            }
            return json.readTree(answer.body());
        } catch (IOException | JacksonException e) {
            throw new Unanswered(e.getClass().getSimpleName(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unanswered("interrupted", e);
        }
    }

    private MessageTemplate template(String accountId, JsonNode template) {
        String name = template.path("name").asString("");
        String language = template.path("language").asString("");
        JsonNode header = component(template, "HEADER");
        List<Button> buttons = new ArrayList<>();
        component(template, "BUTTONS")
                .path("buttons")
                .forEach(button -> buttons.add(new Button(
                        button.path("type").asString(""),
                        button.path("text").asString(""),
                        button.path("url").asString(null))));
        Instant now = clock.instant();
        return new MessageTemplate(
                MessageTemplate.id(accountId, name, language),
                null,
                accountId,
                name,
                language,
                template.path("category").asString(""),
                template.path("status").asString("").toUpperCase(Locale.ROOT),
                header.path("format").asString(null),
                header.path("text").asString(null),
                component(template, "BODY").path("text").asString(""),
                component(template, "FOOTER").path("text").asString(null),
                buttons,
                template.path("rejected_reason").asString(null),
                now,
                template.at("/quality_score/score").asString(null));
    }

    private static JsonNode component(JsonNode template, String type) {
        return template.path("components")
                .valueStream()
                .filter(component -> component
                        .path("type")
                        .asString("")
                        .toUpperCase(Locale.ROOT)
                        .equals(type))
                .findFirst()
                .orElseGet(() -> template.path("none"));
    }
}
