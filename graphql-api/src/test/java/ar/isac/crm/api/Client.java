package ar.isac.crm.api;

import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.security.Advisors;
import ar.isac.crm.security.Role;
import ar.isac.crm.security.Staff;
import ar.isac.crm.way.Crm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.security.crypto.password.PasswordEncoder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A program or a browser that uses the API.
 *
 * @param headers what it proves itself with, names and values in turn
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Client(Crm crm, String... headers) {

    static final String PASSWORD = "test-password";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** What the server said. */
    record Answer(HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        JsonNode body() {
            return JSON.readTree(response.body());
        }

        /** The code of the first error; empty when there is none. */
        String errorCode() {
            return body().path("errors").path(0).path("extensions").path("code").asString("");
        }

        /** A value of the answer, such as {@code /conversation/id}; fails on errors. */
        JsonNode at(String pointer) {
            if (body().has("errors")) {
                throw new AssertionError(response.body());
            }
            return body().path("data").at(pointer);
        }
    }

    static Client admin(Crm crm) {
        return new Client(crm, "Authorization", "Bearer test-admin-token");
    }

    static Client anonymous(Crm crm) {
        return new Client(crm);
    }

    /** A browser of our own page after the login. */
    static Client loggedIn(Crm crm, String email) {
        return new Client(crm, "Cookie", cookie(login(crm, email, PASSWORD)), "Sec-Fetch-Site", "same-origin");
    }

    /** Somebody new with this role, logged in. */
    static Client hired(Crm crm, Role role) {
        String email = role.name().toLowerCase(java.util.Locale.ROOT) + System.nanoTime() + "@demo.shop";
        Staff.hire(crm.bean(Advisors.class), crm.bean(PasswordEncoder.class), email, role, PASSWORD);
        return loggedIn(crm, email);
    }

    static HttpResponse<String> login(Crm crm, String email, String password) {
        return send(HttpRequest.newBuilder(URI.create(crm.url() + "/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("email=" + encoded(email) + "&password=" + encoded(password)))
                .build());
    }

    /** The session's cookie as a browser sends it back. */
    static String cookie(HttpResponse<String> login) {
        return setCookie(login).split(";", 2)[0];
    }

    static String setCookie(HttpResponse<String> login) {
        return login.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("CRMSESSION="))
                .findFirst()
                .orElseThrow();
    }

    /** The same one with more headers. */
    Client with(String... more) {
        return new Client(crm, Stream.of(headers, more).flatMap(Stream::of).toArray(String[]::new));
    }

    Answer ask(String document) {
        return ask(document, Map.of());
    }

    Answer ask(String document, Map<String, ?> variables) {
        return post("/graphql", JSON.writeValueAsString(Map.of("query", document, "variables", variables)));
    }

    Answer post(String path, String body) {
        return new Answer(send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build()));
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(crm.url() + path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The global id of the conversation with this customer; fails while there is none. */
    String conversationWith(String waId) {
        String customer = crm.bean(ar.isac.crm.conversation.Conversations.class).all().stream()
                .filter(conversation -> conversation.recipient().address().equals(waId))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No conversation with " + waId))
                .id();
        return GlobalId.of("Conversation", customer);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
