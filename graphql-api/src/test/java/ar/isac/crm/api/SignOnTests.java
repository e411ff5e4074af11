package ar.isac.crm.api;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.security.Advisors;
import ar.isac.crm.security.Role;
import ar.isac.crm.security.Staff;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.password.PasswordEncoder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Logging in by an identity provider: the whole code flow, against one that answers over HTTP. */
class SignOnTests {

    private static final String VIEWER = "{ viewer { name role advisor { email } } }";

    private static Platform platform;
    private static IdentityProviderStandIn provider;
    private static Crm crm;

    @BeforeAll
    static void start() {
        platform = new Platform();
        provider = new IdentityProviderStandIn(0);
        crm = Crm.start(
                platform,
                Map.of(
                        "CRM_OIDC_ISSUER",
                        provider.issuer(),
                        "CRM_OIDC_CLIENT_ID",
                        IdentityProviderStandIn.CLIENT,
                        "CRM_OIDC_CLIENT_SECRET",
                        IdentityProviderStandIn.SECRET,
                        "CRM_OIDC_NAME",
                        "Cuenta del local"),
                ScriptedAssistant.class);
    }

    @AfterAll
    static void stop() {
        crm.close();
        provider.close();
        platform.close();
    }

    @BeforeEach
    void anaIsLoggedInThere() {
        provider.person = person("Ana@Demo.Shop", true);
        provider.isTold = true;
        provider.forgery = claims -> claims;
        provider.signsWithForeignKey = false;
    }

    static Map<String, Object> person(String email, boolean isVerified) {
        return Map.of("sub", "77", "email", email, "email_verified", isVerified, "name", "Ana F.");
    }

    @Test
    void theLoginPageLearnsOfIt() {
        JsonNode ways = JsonMapper.builder().build().readTree(get("/login", "").body());

        assertThat(ways.at("/signOn/name").asString()).isEqualTo("Cuenta del local");
        assertThat(ways.at("/signOn/path").asString()).isEqualTo("/login/oidc");
    }

    @Test
    void whomItVouchesForIsInAsWhatTheyAreHere() {
        HttpResponse<String> back = comeBack();

        assertThat(address(back)).isEqualTo("/");
        assertThat(Client.setCookie(back)).contains("HttpOnly").contains("SameSite=Lax");
        Client ana = browser(back);
        assertThat(ana.ask(VIEWER).at("/viewer/advisor/email").asString()).isEqualTo("ana@demo.shop");
        assertThat(ana.ask(VIEWER).at("/viewer/role").asString()).isEqualTo("ADVISOR");
        assertThat(logged("login")).contains("DONE");

        assertThat(ana.post("/logout", "").status()).isEqualTo(204);
        assertThat(ana.ask(VIEWER).status()).isEqualTo(401);
    }

    @Test
    void aProviderThatTellsTheEmailOnlyWhenAskedIsAsked() {
        provider.isTold = false;

        assertThat(browser(comeBack()).ask(VIEWER).at("/viewer/advisor/email").asString())
                .isEqualTo("ana@demo.shop");
    }

    @Test
    void anEmailThatNobodyVerifiedIsNobodys() {
        provider.person = person("ana@demo.shop", false);
        assertRefused(comeBack(), "EMAIL_NOT_VERIFIED");

        provider.person = Map.of("sub", "77", "email", "ana@demo.shop");
        assertRefused(comeBack(), "EMAIL_NOT_VERIFIED");
    }

    @Test
    void whoDoesNotWorkHereStaysOut() {
        provider.person = person("stranger@elsewhere.example", true);
        assertRefused(comeBack(), "UNKNOWN");

        String id = Staff.hire(
                crm.bean(Advisors.class),
                crm.bean(PasswordEncoder.class),
                "former@demo.shop",
                Role.ADVISOR,
                Client.PASSWORD);
        Staff.dismiss(crm.bean(Advisors.class), id);
        provider.person = person("former@demo.shop", true);
        assertRefused(comeBack(), "UNKNOWN");
        assertThat(logged("login")).contains("REFUSED");
    }

    @Test
    void aTokenThatIsNotForThisLoginCountsForNothing() {
        provider.forgery = claims -> claims.claim("nonce", "another");
        assertRefused(comeBack(), "NOT_VOUCHED_FOR");

        provider.forgery = claims -> claims.audience("somebody-else");
        assertRefused(comeBack(), "NOT_VOUCHED_FOR");

        provider.forgery = claims -> claims.issuer("https://elsewhere.example");
        assertRefused(comeBack(), "NOT_VOUCHED_FOR");

        provider.forgery = claims -> claims.issueTime(Date.from(Instant.now().minusSeconds(7_200)))
                .expirationTime(Date.from(Instant.now().minusSeconds(3_600)));
        assertRefused(comeBack(), "NOT_VOUCHED_FOR");

        provider.forgery = claims -> claims;
        provider.signsWithForeignKey = true;
        assertRefused(comeBack(), "NOT_VOUCHED_FOR");
    }

    @Test
    void onlyTheBrowserThatWentComesBackAndOnlyOnce() {
        HttpResponse<String> begun = get("/login/oidc", "");
        String carried = carried(begun);
        URI back = URI.create(address(send(URI.create(address(begun)), "")));

        assertRefused(send(back, ""), "NOT_VOUCHED_FOR");
        assertRefused(send(back, "CRMSIGNON=v1:" + "A".repeat(200)), "NOT_VOUCHED_FOR");
        assertRefused(send(back, carried(get("/login/oidc", ""))), "NOT_VOUCHED_FOR");
        assertRefused(send(URI.create(back.toString().replaceAll("code=[^&]*&", "")), carried), "NOT_VOUCHED_FOR");
        assertThat(address(send(back, carried))).isEqualTo("/");
        assertRefused(send(back, carried), "NOT_VOUCHED_FOR");
    }

    @Test
    void whatTravelsWithTheBrowserIsForThisWayAloneAndTellsNothing() {
        HttpResponse<String> begun = get("/login/oidc", "");

        String cookie = begun.headers().allValues("Set-Cookie").stream()
                .filter(each -> each.startsWith("CRMSIGNON="))
                .findFirst()
                .orElseThrow();
        assertThat(cookie).contains("HttpOnly", "Path=/login/oidc", "SameSite=Lax", "Max-Age=600");
        String state = address(begun).replaceAll(".*[?&]state=([^&]*).*", "$1");
        assertThat(cookie).doesNotContain(state);
        assertThat(address(begun)).contains("code_challenge_method=S256").doesNotContain("code_verifier");
    }

    private static HttpResponse<String> comeBack() {
        return comeBack(crm);
    }

    /** As a browser goes: to us, to the provider, and back with what it was given to carry. */
    static HttpResponse<String> comeBack(Crm at) {
        HttpResponse<String> begun = send(URI.create(at.url() + "/login/oidc"), "");
        HttpResponse<String> there = send(URI.create(address(begun)), "");
        return send(URI.create(address(there)), carried(begun));
    }

    private static HttpResponse<String> get(String path, String cookies) {
        return send(URI.create(crm.url() + path), cookies);
    }

    static HttpResponse<String> send(URI address, String cookies) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        return Client.send(
                cookies.isEmpty()
                        ? request.build()
                        : request.header("Cookie", cookies).build());
    }

    private static String carried(HttpResponse<String> begun) {
        return begun.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("CRMSIGNON="))
                .findFirst()
                .orElseThrow()
                .split(";", 2)[0];
    }

    static String address(HttpResponse<String> response) {
        return response.headers().firstValue("Location").orElseThrow();
    }

    private static Client browser(HttpResponse<String> back) {
        return new Client(crm, "Cookie", Client.cookie(back), "Sec-Fetch-Site", "same-origin");
    }

    static void assertRefused(HttpResponse<String> back, String reason) {
        assertThat(address(back)).isEqualTo("/?refused=" + reason);
        assertThat(back.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.startsWith("CRMSESSION="));
    }

    /** What came of each time somebody did this, the newest first. */
    private static List<String> logged(String operation) {
        return Client.admin(crm)
                .ask("{ auditLog(first: 50) { nodes { operation outcome } } }")
                .at("/auditLog/nodes")
                .valueStream()
                .filter(entry -> entry.path("operation").asString().equals(operation))
                .map(entry -> entry.path("outcome").asString())
                .toList();
    }
}
