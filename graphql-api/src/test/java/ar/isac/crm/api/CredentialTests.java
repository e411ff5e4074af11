package ar.isac.crm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.security.Advisors;
import ar.isac.crm.security.Role;
import ar.isac.crm.security.Staff;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import ar.isac.crm.way.ShiftedClock;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.security.crypto.password.PasswordEncoder;
import tools.jackson.databind.JsonNode;

@Timeout(180)
class CredentialTests {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String VIEWER = "{ viewer { name role } }";
    private static final String INBOX = "subscription { inboxEvents { cursor } }";

    private static Platform platform;
    private static Crm crm;
    private static Client admin;

    @BeforeAll
    static void start() {
        platform = new Platform();
        crm = Crm.start(
                platform,
                // The tests' connections come from a proxy that is trusted, so that each may have its own address.
                Map.of("server.forward-headers-strategy", "native", "spring.graphql.http.sse.keep-alive", "1s"),
                ScriptedAssistant.class,
                ShiftedClock.Installed.class);
        admin = Client.admin(crm);
    }

    @AfterAll
    static void stop() {
        crm.close();
        platform.close();
    }

    @AfterEach
    void setTheClockRight() {
        crm.bean(ShiftedClock.class).reset();
    }

    private static JsonNode create(Map<String, ?> input) {
        return admin.ask(
                        "mutation($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret"
                                + " apiToken { id name hint role scopes expiresAt lastUsedAt revokedAt }"
                                + " userErrors { path code message } } }",
                        Map.of("input", input))
                .at("/createApiToken");
    }

    private static Client program(JsonNode created) {
        return new Client(
                crm, "Authorization", "Bearer " + created.path("secret").asString());
    }

    private static void revoke(JsonNode created) {
        admin.ask(
                        "mutation($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { apiToken { revokedAt } } }",
                        Map.of(
                                "input",
                                Map.of("apiTokenId", created.at("/apiToken/id").asString())))
                .at("/revokeApiToken/apiToken/revokedAt");
    }

    @Test
    void aTokensSecretIsShownOnceAndStoredNowhere() {
        JsonNode created = create(Map.of("name", "Planilla", "role", "ANALYST", "scopes", List.of("READ")));

        Client.Answer viewer = program(created).ask(VIEWER);
        assertThat(viewer.at("/viewer/name").asString()).isEqualTo("Planilla");
        assertThat(viewer.at("/viewer/role").asString()).isEqualTo("ANALYST");
        String secret = created.path("secret").asString();
        assertThat(secret).endsWith(created.at("/apiToken/hint").asString());
        assertThat(admin.ask("{ apiTokens { id name hint createdAt lastUsedAt } }")
                        .at("/apiTokens")
                        .toString())
                .contains("Planilla")
                .doesNotContain(secret);
        MongoTemplate database = crm.bean(MongoTemplate.class);
        database.getCollectionNames()
                .forEach(collection -> database.getCollection(collection)
                        .find()
                        .forEach(document -> assertThat(document.toJson()).doesNotContain(secret)));
    }

    @Test
    void aTokenSaysWhenItWasLastUsed() {
        JsonNode created = create(Map.of("name", "Usada", "role", "ANALYST", "scopes", List.of("READ")));
        assertThat(created.at("/apiToken/lastUsedAt").isNull()).isTrue();

        program(created).ask(VIEWER);

        assertThat(admin.ask("{ node(id: \"" + created.at("/apiToken/id").asString()
                                + "\") { ... on ApiToken { lastUsedAt } } }")
                        .at("/node/lastUsedAt")
                        .asString())
                .isNotEmpty();
    }

    @Test
    void aRevokedTokenIsRefusedAtOnceAndItsSocketIsClosed() {
        JsonNode created = create(Map.of("name", "Robada", "role", "SUPERVISOR", "scopes", List.of("READ")));
        try (Socket socket = Socket.subscribed(program(created), INBOX)) {
            revoke(created);

            assertThat(program(created).ask(VIEWER).status()).isEqualTo(401);
            assertThat(socket.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void aTokenEndsByItself() {
        JsonNode created = create(Map.of(
                "name",
                "Corta",
                "role",
                "ADMIN",
                "scopes",
                List.of("READ"),
                "expiresAt",
                Instant.now().plusSeconds(3600).toString()));
        try (Socket socket = Socket.subscribed(program(created), INBOX)) {
            crm.bean(ShiftedClock.class).forward(Duration.ofHours(2));

            assertThat(program(created).ask(VIEWER).status()).isEqualTo(401);
            assertThat(socket.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void whatIsWrongWithATokenIsSaid() {
        JsonNode created =
                create(Map.of("name", " ", "role", "ADMIN", "scopes", List.of(), "expiresAt", "2020-01-01T00:00:00Z"));

        assertThat(created.path("secret").isNull()).isTrue();
        assertThat(created.path("userErrors"))
                .extracting(error -> error.at("/path/0").asString())
                .containsExactly("name", "scopes", "expiresAt");
    }

    @Test
    void onlyAdministratorsGiveOutTokens() {
        for (Role role : List.of(Role.SUPERVISOR, Role.ADVISOR, Role.ANALYST, Role.INTEGRATOR)) {
            Client other = Client.hired(crm, role);
            assertThat(other.ask("{ apiTokens { id } }").errorCode()).isEqualTo("FORBIDDEN");
            assertThat(other.ask("mutation { createApiToken(input: {name: \"x\", role: ADMIN, scopes: [READ]}) {"
                                    + " secret } }")
                            .errorCode())
                    .isEqualTo("FORBIDDEN");
        }
    }

    @Test
    void aSessionOutlivesARestartAndEndsWhenItIsNotUsed() {
        Client ana = Client.hired(crm, Role.ADVISOR);

        crm.restart();
        admin = Client.admin(crm);

        ana = new Client(crm, ana.headers());
        assertThat(ana.ask(VIEWER).status()).isEqualTo(200);
        try (Socket socket = Socket.subscribed(ana, INBOX)) {
            crm.bean(ShiftedClock.class).forward(Duration.ofHours(13));

            assertThat(ana.ask(VIEWER).status()).isEqualTo(401);
            assertThat(socket.closeCode()).isEqualTo(4401);
            await().atMost(SOON)
                    .until(() -> crm.bean(MongoTemplate.class)
                                    .getCollection("sessions")
                                    .countDocuments(new Document(
                                            "expiresAt",
                                            new Document(
                                                    "$lt",
                                                    Date.from(crm.bean(ShiftedClock.class)
                                                            .instant()))))
                            == 0);
        }
    }

    @Test
    void aSessionLastsWhileItIsUsed() {
        Client ana = Client.hired(crm, Role.ADVISOR);

        for (int n = 0; n < 3; n++) {
            crm.bean(ShiftedClock.class).forward(Duration.ofHours(8));
            assertThat(ana.ask(VIEWER).status()).isEqualTo(200);
        }
    }

    @Test
    void whoeverIsDismissedIsOutEverywhereAtOnce() {
        String id = Staff.hire(
                crm.bean(Advisors.class),
                crm.bean(PasswordEncoder.class),
                "gone@demo.shop",
                Role.ADVISOR,
                Client.PASSWORD);
        Client gone = Client.loggedIn(crm, "gone@demo.shop");
        try (Socket socket = Socket.subscribed(gone, INBOX)) {
            Staff.dismiss(crm.bean(Advisors.class), id);

            assertThat(gone.ask(VIEWER).status()).isEqualTo(401);
            assertThat(socket.closeCode()).isEqualTo(4403);
        }
    }

    @Test
    void aNewPasswordEndsTheSessionsOfTheOldOne() {
        String email = "changes@demo.shop";
        String id = Staff.hire(
                crm.bean(Advisors.class), crm.bean(PasswordEncoder.class), email, Role.ADVISOR, Client.PASSWORD);
        Client before = Client.loggedIn(crm, email);

        admin.ask(
                        "mutation($input: SaveAdvisorInput!) { saveAdvisor(input: $input) { userErrors { message } } }",
                        Map.of(
                                "input",
                                Map.of(
                                        "id",
                                        ar.isac.crm.graphql.GlobalId.of("Advisor", id),
                                        "password",
                                        "another-password")))
                .at("/saveAdvisor");

        assertThat(before.ask(VIEWER).status()).isEqualTo(401);
        assertThat(Client.login(crm, email, "another-password").statusCode()).isEqualTo(204);
    }

    @Test
    void whoGuessesTooOftenIsToldWhenToTryAgain() {
        for (int n = 0; n < 5; n++) {
            assertThat(guess("203.0.113.50", "somebody" + n + "@demo.shop").statusCode())
                    .isEqualTo(401);
        }

        HttpResponse<String> refused = guess("203.0.113.50", "ana@demo.shop");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(240, 300);
        assertThat(refused.body()).contains("RATE_LIMITED");
        assertThat(guess("203.0.113.51", "ana@demo.shop").statusCode()).isEqualTo(401);
    }

    private static HttpResponse<String> guess(String address, String email) {
        return Client.send(HttpRequest.newBuilder(URI.create(crm.url() + "/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Forwarded-For", address)
                .POST(HttpRequest.BodyPublishers.ofString("email=" + email + "&password=guess"))
                .build());
    }

    @Test
    void aSocketThatSpeaksAnotherLanguageIsClosedAsTheProtocolSays() {
        try (Socket socket = Socket.open(admin)) {
            socket.sendText("hello");

            assertThat(socket.closeCode()).isEqualTo(4400);
        }
        try (Socket socket = Socket.open(admin)) {
            socket.send(Map.of("type", "connection_init", "payload", Map.of("Authorization", admin.headers()[1])));
            socket.expect("connection_ack");
            socket.send(Map.of("type", "connection_init"));

            assertThat(socket.closeCode()).isEqualTo(4429);
        }
        try (Socket socket = Socket.subscribed(admin, INBOX)) {
            socket.send(Map.of("type", "subscribe", "id", "1", "payload", Map.of("query", INBOX)));

            assertThat(socket.closeCode()).isEqualTo(4409);
        }
    }

    @Test
    void aLongDocumentComesThroughASocketAndATooLongOneDoesNot() {
        String padding = "#" + "x".repeat(50_000) + "\n";
        try (Socket socket = Socket.subscribed(admin, padding + VIEWER)) {
            assertThat(socket.expect("next").at("/data/viewer/role").asString()).isEqualTo("ADMIN");
        }
        try (Socket socket = Socket.subscribed(admin, padding.repeat(6) + VIEWER)) {
            assertThat(socket.closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void aSubscriptionWithoutAStreamSaysWhatItNeeds() {
        Client.Answer answer = admin.ask(INBOX);

        assertThat(answer.errorCode()).isEqualTo("SUBSCRIPTION_NEEDS_STREAM");
        assertThat(answer.body().path("data").isMissingNode()
                        || answer.body().path("data").isNull())
                .isTrue();
    }

    @Test
    void aStreamOfServerSentEventsEndsWithItsToken() throws Exception {
        JsonNode created = create(Map.of("name", "Flujo", "role", "SUPERVISOR", "scopes", List.of("READ")));
        HttpRequest request = program(created)
                .request("/graphql")
                .header("Content-Type", "application/json")
                .header("Accept", "text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString("{\"query\":\"" + INBOX + "\"}"))
                .build();
        HttpResponse<java.util.stream.Stream<String>> stream =
                java.net.http.HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofLines());

        revoke(created);

        assertThat(stream.body().toList()).contains("event:complete");
    }
}
