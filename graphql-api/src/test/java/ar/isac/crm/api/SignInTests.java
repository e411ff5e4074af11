package ar.isac.crm.api;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SignInTests {

    private static final String ANA = "ana@demo.shop";
    private static final String VIEWER = "{ viewer { name role advisor { email } } }";

    private static Platform platform;
    private static Crm crm;

    @BeforeAll
    static void start() {
        platform = new Platform();
        crm = Crm.start(platform, Map.of(), ScriptedAssistant.class);
    }

    @AfterAll
    static void stop() {
        crm.close();
        platform.close();
    }

    @Test
    void thereIsNoOtherWayInUnlessItIsSetUp() {
        for (String path : java.util.List.of("/login/oidc", "/login/oidc/callback?state=x&code=y")) {
            assertThat(Client.send(Client.anonymous(crm).request(path).build()).statusCode())
                    .isEqualTo(404);
        }
        assertThat(Client.send(Client.anonymous(crm).request("/login").build()).body())
                .isEqualTo("{\"signOn\":null}");
    }

    @Test
    void whoeverHasNoCredentialIsToldToLogIn() {
        Client.Answer answer = Client.anonymous(crm).ask(VIEWER);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.errorCode()).isEqualTo("UNAUTHENTICATED");
    }

    @Test
    void aTokenThatNobodyGaveOutIsRefused() {
        Client.Answer answer = new Client(crm, "Authorization", "Bearer test-admin-tokem").ask(VIEWER);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.errorCode()).isEqualTo("UNAUTHENTICATED");
    }

    @Test
    void aWrongTokenIsNotSavedByAGoodSession() {
        Client.Answer answer = Client.loggedIn(crm, ANA)
                .with("Authorization", "Bearer test-admin-tokem")
                .ask(VIEWER);

        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void aProgramWithTheTokenIsAnAdministratorAndNoAdvisor() {
        Client.Answer answer = Client.admin(crm).ask(VIEWER);

        assertThat(answer.at("/viewer/role").asString()).isEqualTo("ADMIN");
        assertThat(answer.at("/viewer/advisor").isNull()).isTrue();
    }

    @Test
    void aProgramGetsNoSessionAndEndsNone() {
        Client ana = Client.loggedIn(crm, ANA);

        Client.Answer answer =
                ana.with("Authorization", "Bearer test-admin-token").ask(VIEWER);

        assertThat(answer.at("/viewer/role").asString()).isEqualTo("ADMIN");
        assertThat(answer.response().headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.contains("SESSION"));
        assertThat(ana.ask(VIEWER).at("/viewer/role").asString()).isEqualTo("ADVISOR");
    }

    @Test
    void anAdvisorLogsInWithAddressAndPassword() {
        HttpResponse<String> login = Client.login(crm, "Ana@Demo.Shop", Client.PASSWORD);

        assertThat(login.statusCode()).isEqualTo(204);
        assertThat(Client.setCookie(login)).contains("HttpOnly").contains("SameSite=Lax");
        Client.Answer answer =
                new Client(crm, "Cookie", Client.cookie(login), "Sec-Fetch-Site", "same-origin").ask(VIEWER);
        assertThat(answer.at("/viewer/advisor/email").asString()).isEqualTo(ANA);
        assertThat(answer.at("/viewer/role").asString()).isEqualTo("ADVISOR");
    }

    @Test
    void aWrongPasswordAndAnUnknownAddressAreRefusedAlike() {
        HttpResponse<String> wrong = Client.login(crm, ANA, "guess");
        HttpResponse<String> unknown = Client.login(crm, "nobody@demo.shop", "guess");

        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(unknown.body()).isEqualTo(wrong.body());
    }

    @Test
    void theSessionBeforeTheLoginIsNotTheOneAfter() {
        Client ana = Client.loggedIn(crm, ANA);

        HttpResponse<String> again = Client.send(ana.request("/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(
                        "email=bruno%40demo.shop&password=" + Client.PASSWORD))
                .build());

        assertThat(again.statusCode()).isEqualTo(204);
        assertThat(Client.cookie(again)).isNotEqualTo(ana.headers()[1]);
    }

    @Test
    void theLogoutEndsTheSession() {
        Client ana = Client.loggedIn(crm, ANA);
        assertThat(ana.ask(VIEWER).status()).isEqualTo(200);

        assertThat(ana.post("/logout", "").status()).isEqualTo(204);

        assertThat(ana.ask(VIEWER).status()).isEqualTo(401);
    }

    @Test
    void aCookieAloneDoesNotSpeakForItsOwner() {
        String cookie = Client.cookie(Client.login(crm, ANA, Client.PASSWORD));

        assertThat(new Client(crm, "Cookie", cookie).ask(VIEWER).status()).isEqualTo(403);
        assertThat(new Client(crm, "Cookie", cookie, "Sec-Fetch-Site", "cross-site")
                        .ask(VIEWER)
                        .status())
                .isEqualTo(403);
        assertThat(new Client(crm, "Cookie", cookie, "Sec-Fetch-Site", "same-site")
                        .ask(VIEWER)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aCookieWithItsCsrfTokenDoes() {
        String cookie = Client.cookie(Client.login(crm, ANA, Client.PASSWORD));

        Client.Answer answer =
                new Client(crm, "Cookie", cookie + "; XSRF-TOKEN=abc", "X-XSRF-TOKEN", "abc").ask(VIEWER);

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void healthNeedsNoCredentialAndTheMetricsDo() {
        assertThat(get(Client.anonymous(crm), "/actuator/health")).isEqualTo(200);
        assertThat(get(Client.anonymous(crm), "/actuator/prometheus")).isEqualTo(401);
        assertThat(get(Client.loggedIn(crm, ANA), "/actuator/prometheus")).isEqualTo(403);
        assertThat(get(Client.admin(crm), "/actuator/prometheus")).isEqualTo(200);
    }

    private static int get(Client client, String path) {
        return Client.send(client.request(path).GET().build()).statusCode();
    }
}
