package ar.isac.crm.way;

import ar.isac.crm.CrmApplication;
import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.Conversations;
import ar.isac.crm.conversation.Message;
import ar.isac.crm.conversation.Messages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The product, running in this process on its own data. */
public final class Crm implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path data;
    private final Map<String, String> settings;
    private final Class<?>[] replacements;
    private ConfigurableApplicationContext context;

    private Crm(Path data, Map<String, String> settings, Class<?>[] replacements) {
        this.data = data;
        this.settings = settings;
        this.replacements = replacements;
        this.context = run();
    }

    /**
     * Starts the demo against the platform, on fresh data.
     *
     * @param replacements configurations with primary beans that take the place of parts
     */
    public static Crm start(Platform platform, Map<String, String> settings, Class<?>... replacements) {
        try {
            return startOn(Files.createTempDirectory("crm"), platform, settings, replacements);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the demo on data that may be there already. */
    public static Crm startOn(Path data, Platform platform, Map<String, String> settings, Class<?>... replacements) {
        Map<String, String> all = new LinkedHashMap<>(Customer.settings(platform));
        all.putAll(settings);
        return new Crm(data, all, replacements);
    }

    /** Starts the demo as it comes, with its own simulator in the place of the platforms, on fresh data. */
    public static Crm startDemo(Map<String, String> settings) {
        try {
            return new Crm(Files.createTempDirectory("crm"), settings, new Class<?>[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ConfigurableApplicationContext run() {
        Map<String, String> all = new LinkedHashMap<>(Map.of("SERVER_PORT", "0", "CRM_DATA_DIR", data.toString()));
        all.putAll(settings);
        String[] arguments = all.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
        return new SpringApplicationBuilder(CrmApplication.class)
                .sources(replacements)
                .run(arguments);
    }

    public String url() {
        return "http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    /** All beans of a type. */
    public <T> Collection<T> beans(Class<T> type) {
        return context.getBeansOfType(type).values();
    }

    /** The conversation with whoever has this address, once it exists. */
    public Optional<Conversation> conversation(String address) {
        return bean(Conversations.class).all().stream()
                .filter(conversation -> conversation.recipient().address().equals(address))
                .findFirst();
    }

    /** All that was written with whoever has this address, in order; empty before the first message. */
    public List<Message> thread(String address) {
        return conversation(address)
                .map(conversation -> bean(Messages.class).range(conversation.id(), 1, conversation.lastSeq()))
                .orElse(List.of());
    }

    public Customer customer(String waId) {
        return new Customer(url(), waId, "Cliente " + waId);
    }

    /** Stops and starts the product on the same data. */
    public void restart() {
        context.close();
        context = run();
    }

    /** The {@code data} of a GraphQL request by the administrator; fails on errors. */
    public JsonNode graphql(String document) {
        String body = JSON.writeValueAsString(Map.of("query", document));
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/graphql"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer test-admin-token")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            JsonNode answer = JSON.readTree(
                    HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
            if (answer.has("errors")) {
                throw new AssertionError(answer.path("errors").toString());
            }
            return answer.path("data");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
